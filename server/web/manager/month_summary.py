"""A month on one page, fit to send upward: its figures, its services, its unusual days.

Loads numpy: import it where the page is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from server.reports.figures import Figures
from server.reports.ledger_view import LedgerView
from server.reports.question import Grain, Question
from server.reports.spans import ONE_DAY
from server.reports.units import Ending, Flag
from server.web.manager import report_table as made
from server.web.manager.asked import Asked
from server.web.manager.report_names import ReportNames
from server.web.manager.report_split import ALL, rows_of
from server.web.manager.report_table import Column, Table
from server.web.manager.shown import SplitAlone, split_alone

Counted = tuple[date, int]

PlannedSpans = Callable[[date], tuple[tuple[str, str], ...] | None]
"""When the center is to be open on a day; None: not known, empty: closed."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """Days that a reader will ask about."""

    closed: tuple[date, ...]
    """To be open by the calendar, and never opened."""
    opened: tuple[date, ...]
    """Opened although the calendar says closed."""
    offline: tuple[Counted, ...]
    """Numbers given without the hub."""
    by_hand: tuple[Counted, ...]
    """Served by hand."""
    unserved: tuple[Counted, ...]
    """Still open when the day was closed."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One month."""

    shown: SplitAlone
    days_open: int
    services: Table
    unusual: Unusual


def summary(view: LedgerView, asked: Asked, names: ReportNames, planned: PlannedSpans) -> Summary:
    """Read at once."""
    shown = split_alone(view, asked, names)
    first, last = asked.period.first, asked.period.last
    opened = view.days_open(first, last)
    by_day = view.answer(Question(first, last, grain=Grain.DAY, measures=())).groups
    days = {date.fromordinal(int(key[0])): found for key, found in by_day.items()}
    return Summary(shown, len(opened), _services(shown), _unusual(asked, frozenset(opened), days, planned))


def _services(shown: SplitAlone) -> Table:
    """What fits the width of a page."""
    columns = _columns(shown)
    lines = [made.line(label, found, columns) for _, label, found in rows_of(shown)]
    total = made.line(shown.names.say(*ALL), shown.split.total, columns, is_total=True)
    headings = tuple(column.heading for column in columns)
    first = ("nhóm thủ tục", "service")
    return Table("services", ("Theo nhóm thủ tục", "By service"), first, headings, (*lines, total))


def _columns(shown: SplitAlone) -> tuple[Column, ...]:
    issued, n, half, _, ninety, _, longest, _, *target = made.waits(shown.split.unit)
    return (issued, n, half, ninety, longest, *target)


def _unusual(
    asked: Asked, opened: frozenset[date], days: dict[date, Figures], planned: PlannedSpans
) -> Unusual:
    every = [asked.period.first + ONE_DAY * at for at in range(asked.period.days)]
    counts = sorted(days.items())
    return Unusual(
        closed=tuple(day for day in every if day not in opened and planned(day)),
        opened=tuple(day for day in every if day in opened and planned(day) == ()),
        offline=_some((day, found.flags[Flag.OFFLINE]) for day, found in counts),
        by_hand=_some((day, found.endings[Ending.BY_HAND]) for day, found in counts),
        unserved=_some((day, found.endings[Ending.UNSERVED]) for day, found in counts),
    )


def _some(counts: Iterable[Counted]) -> tuple[Counted, ...]:
    return tuple((day, count) for day, count in counts if count)
