"""Cells as Vietnamese spreadsheets and word processors write them, in the one way this software writes them.

Knows days and signs; what can be read in two ways is left as it came, for whoever refuses it.
"""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}/\d{1,2}/\d{2}")
_LAST_MONTH = 12
_PLAIN_SIGNS = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2212" + "\u00a0\u2007\u2009\u202f",
    "-" * 6 + " " * 4,
)
"""What Word and web pages put for a hyphen and a space."""


def day_as_written(cell: str) -> str:
    """Excel with Vietnamese settings saves 22/11/2026: as 2026-11-22, day first, always; else as it came."""
    found = _DAY_FIRST.fullmatch(cell)
    if found is None:
        return cell
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return cell


def telephone_as_written(cell: str) -> str:
    """With plain spaces and hyphens."""
    return cell.translate(_PLAIN_SIGNS)


def date_in(cell: str) -> date | None:
    """A day written as 2026-11-22; None: it is none, or written in another way."""
    try:
        return date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None


def no_date(said: str) -> tuple[str, str]:
    """What to tell the person, in Vietnamese and English, with what a spreadsheet may have done."""
    vi = f"{said!r} không phải là ngày viết theo kiểu 2026-11-22 hoặc 22/11/2026"
    en = f"{said!r} is not a date written as 2026-11-22 or 22/11/2026"
    found = _DAY_FIRST.fullmatch(said)
    if found and int(found[1]) <= _LAST_MONTH < int(found[2]):
        vi += "; có thể bảng tính viết tháng trước ngày, hãy xem lại mọi ngày trong tệp"
        en += "; the spreadsheet may write the month first: look at every date of the file"
    if _SHORT_YEAR.fullmatch(said):
        vi += "; hãy viết năm đủ bốn chữ số"
        en += "; write the year with four digits"
    return vi, en
