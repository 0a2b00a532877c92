"""Rows of visits as a CSV or a spreadsheet, written while they come. Knows files; knows nothing of tickets.

No name can turn into a formula: CSV cells that begin like one get an apostrophe, spreadsheet cells are text.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import BinaryIO

import xlsxwriter

from server.reports.formula import FORMULA
from server.reports.visit_rows import Value

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
MOST_ROWS = 1_048_575
"""What a spreadsheet holds below its header."""
_AT_ONCE = 64 * 1024


class TooManyRowsError(ValueError):
    """More than a spreadsheet holds: CSV has no such limit."""


def write_csv(out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """UTF-8 with its mark, whole seconds; returns how many rows."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    text.write(_BYTE_ORDER_MARK)
    writer.writerow(header)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - how many there were
        writer.writerow([_plain(value) for value in row])
    text.flush()
    text.detach()
    return count


def _plain(value: Value) -> str | int:
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_xlsx(out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Real days, moments and durations, the header frozen; returns how many rows.

    Raises:
        TooManyRowsError: nothing was written.
    """
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        count = _fill(file.name, header, rows)
        with open(file.name, "rb") as made:  # noqa: PTH123 - the temporary file's own name
            shutil.copyfileobj(made, out, _AT_ONCE)
    out.flush()
    return count


def _fill(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(name, options)
    try:
        sheet = book.add_worksheet("visits")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {
            timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(header) - 1, 16)
        sheet.write_row(0, 0, header, bold)
        count = 0
        for count, row in enumerate(rows, 1):
            if count > MOST_ROWS:
                raise TooManyRowsError(f"a spreadsheet holds {MOST_ROWS:,} rows")
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(count, column, value)
                elif value is not None:
                    sheet.write(count, column, value, formats.get(type(value)))
    finally:
        book.close()
    return count
