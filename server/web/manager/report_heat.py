"""Weekday by hour: what each cell of a report says, and all of them as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.reports.definitions import Both
from server.reports.units import Dimension, Measure
from server.web.manager import report_table as made
from server.web.manager.asked import Heat
from server.web.manager.report_table import Heading, Kind, Line, Table

if TYPE_CHECKING:
    from server.reports.figures import Figures
    from server.web.manager.shown import Shown


def heat_hours(shown: Shown) -> range:
    """From the first hour in which there was anything to the last."""
    hours = [int(key[1]) for key in shown.heat.groups]
    return range(min(hours), max(hours) + 1) if hours else range(0)


def heat(shown: Shown) -> Table:
    """Weekday × hour."""
    names = shown.names
    hours = heat_hours(shown)
    is_count = shown.asked.heat is Heat.VISITS
    title = made.counted(shown.heat.unit) if is_count else _P90
    kind = Kind.COUNT if is_count else Kind.SPAN
    lines = []
    for weekday in sorted({int(key[0]) for key in shown.heat.groups}):
        found = [shown.heat.groups.get((weekday, hour)) for hour in hours]
        cells = tuple(None if one is None else heat_value(shown, one) for one in found)
        lines.append(Line(names.of(Dimension.WEEKDAY, weekday), cells))
    headings = tuple(Heading((f"{hour}:00", f"{hour}:00"), kind) for hour in hours)
    return Table("heat", title, names.word_both(Dimension.WEEKDAY), headings, tuple(lines))


_P90: Both = ("thời gian chờ, 90 % không quá", "waiting, 90 % no longer than")


def heat_value(shown: Shown, found: Figures) -> int | None:
    """What one cell says."""
    if shown.asked.heat is Heat.VISITS:
        return found.issued
    return found.times[Measure.WAITING].percentiles_s.get(90)
