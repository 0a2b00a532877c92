"""How a cell of a report's table is written: for people on the page, for machines in CSV."""

from __future__ import annotations

from decimal import Decimal

from server.reports.record_figures import Share as RecordShare
from server.web.manager.csv_text import Cell
from server.web.manager.durations import NONE, change_s, long_change_s, long_s, span_s
from server.web.manager.numerals import change, count, permille, rate, share, tenths
from server.web.manager.report_table import Heading, Kind, Line, Share, Value
from server.web.say import Say

UNITS: dict[Kind, tuple[str, str]] = {
    Kind.SPAN: ("giây", "s"),
    Kind.SPAN_CHANGE: ("giây", "s"),
    Kind.SHARE: ("%", "%"),
    Kind.POINTS: ("điểm %", "% points"),
    Kind.RATE: ("%", "%"),
    Kind.DAYS: ("ngày làm việc", "working days"),
    Kind.LONG: ("giây", "s"),
    Kind.LONG_CHANGE: ("giây", "s"),
}
"""In the headers of exports."""


def written(value: Value, kind: Kind, say: Say) -> str:
    """For people."""
    if value is None:
        return NONE
    if isinstance(value, Share):
        return rate(*value, say) if kind is Kind.RATE else share(*value, say)
    if isinstance(value, str):
        return value
    return _number(value, kind, say)


def _number(value: int, kind: Kind, say: Say) -> str:
    match kind:
        case Kind.SPAN:
            return span_s(value)
        case Kind.SPAN_CHANGE:
            return change_s(value)
        case Kind.CHANGE:
            return change(value, say)
        case Kind.LONG:
            return long_s(value, say)
        case Kind.LONG_CHANGE:
            return long_change_s(value, say)
        case Kind.POINTS:
            sign = "+" if value > 0 else ""
            return sign + tenths(value, say) + say(" điểm %", " % points")
        case _:
            return count(value, say)


def plain(value: Value, kind: Kind) -> Cell:
    """For machines: whole seconds, shares in percent with a point, nothing where nothing is."""
    if value is None:
        return ""
    if isinstance(value, Share):
        if not value.whole:
            return ""
        is_rate = kind is Kind.RATE
        return _with_point((RecordShare(*value).tenths or 0) if is_rate else permille(*value))
    if isinstance(value, int) and kind is Kind.POINTS:
        return _with_point(value)
    return value


def _with_point(value: int) -> Decimal:
    """Of tenths."""
    return Decimal(value).scaleb(-1)


def header(heading: Heading, say: Say) -> str:
    """`thời gian chờ: lâu nhất (giây)`."""
    parts = [part for part in (say(*heading.over), say(*heading.name)) if part]
    unit = UNITS.get(heading.kind)
    return ": ".join(parts) + (f" ({say(*unit)})" if unit else "")


def with_unit(line: Line, say: Say) -> str:
    """A row's name; with its unit, where its cells have one of their own."""
    unit = UNITS.get(line.kinds[0]) if line.kinds else None
    return f"{line.label} ({say(*unit)})" if unit else line.label


def few(line: Line, say: Say) -> str:
    """The mark of small numbers."""
    return say("ít", "few") if line.is_few else ""
