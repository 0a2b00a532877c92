"""Makes the sheets of closed days and the tallies of whole spans, one step at a time.

A step reads first and writes last; who writes sees to what changed in between. Knows no threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import Connection, select

from contract.events import DayClosed, DayOpened
from server.reports.cuts import CUTS, Cut
from server.reports.kept_sheets import (
    bounds,
    days_kept,
    keep_sheet,
    keep_span,
    sheets_of,
    span_tallies,
    spans_kept,
)
from server.reports.rows import day_sheet
from server.reports.sheet import Columns, decode_columns, joined
from server.reports.spans import KINDS, ONE_DAY, Span
from server.reports.tally import Tally, merged, tally_of
from server.reports.units import MEASURES, Unit
from server.store import tables

Write = Callable[[Connection], None]
"""What a step writes, once it has read."""


@dataclass(frozen=True, slots=True)
class Present:
    """Up to where days are over."""

    day: date | None
    """The open day."""
    last_day: date | None
    """The latest that was ever opened."""

    def is_over(self, day: date) -> bool:
        """Whether nothing but a correction can change that day."""
        if self.last_day is None or day > self.last_day:
            return False
        return day != self.day


Step = date | Span
"""A closed day, or a whole span."""


def missing(connection: Connection, present: Present) -> Sequence[Step]:
    """What is to be made, in this order: days, then months and whatever is longer."""
    return [*missing_days(connection, present), *missing_spans(connection, present)]


def make(connection: Connection, step: Step) -> Write:
    """Read what the step needs; the result writes it."""
    if isinstance(step, Span):
        return _span_write(connection, step)
    return _day_write(connection, step)


def present_in(connection: Connection) -> Present:
    """As the ledger's events tell, where no hall is at hand."""
    event = tables.event.c
    newest = select(event.day, event.seq).order_by(event.seq.desc()).limit(1)
    opened = connection.execute(newest.where(event.kind == DayOpened.kind())).one_or_none()
    if opened is None:
        return Present(None, None)
    closed = connection.execute(newest.where(event.kind == DayClosed.kind())).one_or_none()
    is_open = closed is None or closed.seq < opened.seq
    return Present(opened.day if is_open else None, opened.day)


# --- what is missing ----------------------------------------------------------------------------------


def closed_days(connection: Connection, present: Present) -> tuple[date, ...]:
    """Every day that is over and may have something to count, in order."""
    event, unplaced = tables.event.c, tables.unplaced.c
    found = set(connection.scalars(select(event.day).where(event.kind == DayOpened.kind())))
    found |= set(connection.scalars(select(unplaced.for_day).distinct()))
    return tuple(sorted(day for day in found if day is not None and present.is_over(day)))


def missing_days(connection: Connection, present: Present) -> Sequence[date]:
    """Closed days without a sheet."""
    days = closed_days(connection, present)
    if not days:
        return ()
    kept = days_kept(connection, days[0], days[-1])
    return [day for day in days if day not in kept]


def missing_spans(connection: Connection, present: Present) -> Iterator[Span]:
    """Months, then whatever is longer, that are over and not tallied."""
    for spans in closed_spans(connection, present):
        kept = spans_kept(connection, CUTS[0], [span.name for span in spans])
        yield from (span for span in spans if span.name not in kept)


def closed_spans(connection: Connection, present: Present) -> Iterator[tuple[Span, ...]]:
    """Of each kind, the shortest first, from the first day counted, wholly before the latest day."""
    reach = bounds(connection)
    if reach is None or present.last_day is None:
        return
    for kind in KINDS:
        spans: list[Span] = []
        span = kind(reach[0])
        while span.last < present.last_day:
            spans.append(span)
            span = kind(span.last + ONE_DAY)
        yield tuple(spans)


# --- making -------------------------------------------------------------------------------------------


def _day_write(connection: Connection, day: date) -> Write:
    sheet = day_sheet(connection, day, now_us=0)
    return lambda writing: keep_sheet(writing, sheet)


def _span_write(connection: Connection, span: Span) -> Write:
    tallies = span_figures(connection, span)
    return lambda writing: keep_span(writing, span, tallies)


def span_figures(connection: Connection, span: Span) -> Sequence[tuple[Cut, Tally]]:
    """All cuts of a span: a month from its days' sheets, whatever is longer from the next shorter spans."""
    if "-" in span.name:
        kept = list(sheets_of(connection, span.first, span.last))
        units = {unit: _month_columns(unit, kept) for unit in Unit}
        return [(cut, tally_of(units[cut.unit], cut.by)) for cut in CUTS]
    parts = _parts(span)
    return [(cut, _of_parts(connection, cut, parts)) for cut in CUTS]


def _month_columns(unit: Unit, kept: Sequence[tuple[date, bytes]]) -> Columns:
    parts = [decode_columns(sheet, unit) for _, sheet in kept]
    return joined(unit, parts)


def _parts(span: Span) -> tuple[str, ...]:
    kind = next(shorter for shorter, known in pairwise(KINDS) if known(span.first) == span)
    names: list[str] = []
    day = span.first
    while day <= span.last:
        part = kind(day)
        names.append(part.name)
        day = part.last + ONE_DAY
    return tuple(names)


def _of_parts(connection: Connection, cut: Cut, names: Sequence[str]) -> Tally:
    found = [tally for _, tally in span_tallies(connection, cut, names, MEASURES)]
    return merged(cut.unit, cut.by, found)
