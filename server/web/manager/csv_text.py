"""Rows as CSV that a spreadsheet opens as it is: UTF-8 with its mark, and no name turns into a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from server.reports.formula import FORMULA

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""


Cell = str | int | Decimal


def csv_text(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """The whole file; without rows the header alone."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(harmless(cell) for cell in header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: Cell) -> Cell:
    """A name must not become a formula of whoever opens the file; a number cannot."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
