"""Sheets of closed days and of whole spans as the database keeps them. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from server.reports.cuts import Cut
from server.reports.sheet import Sheet
from server.reports.spans import Span
from server.reports.tally import Tally
from server.reports.tally_bytes import decode, encode
from server.reports.units import Measure
from server.store import tables

_sheet = tables.day_sheet.c
_span = tables.span_sheet.c

AT_ONCE = 400
"""Parameters of one statement."""


def bounds(connection: Connection) -> tuple[date, date] | None:
    """The first and last day of which there is anything to count; None: nothing yet."""
    ends = connection.execute(_BOUNDS).one()
    found = [day for day in ends if day is not None]
    return (min(found), max(found)) if found else None


_BOUNDS = select(
    *(
        select(end(column)).scalar_subquery()
        for column in (tables.ticket.c.day, tables.unplaced.c.for_day)
        for end in (func.min, func.max)
    )
)


def sheets_of(connection: Connection, first: date, last: date) -> Iterator[tuple[date, bytes]]:
    """The kept sheets of these days."""
    query = select(_sheet.day, _sheet.sheet).where(_sheet.day.between(first, last)).order_by(_sheet.day)
    for row in connection.execute(query):
        yield row.day, bytes(row.sheet)


def days_kept(connection: Connection, first: date, last: date) -> frozenset[date]:
    """Days of which there is a sheet."""
    return frozenset(connection.scalars(select(_sheet.day).where(_sheet.day.between(first, last))))


def spans_kept(connection: Connection, cut: Cut, names: Sequence[str]) -> frozenset[str]:
    """Those of these spans that are kept."""
    found: set[str] = set()
    for some in _some(names):
        found |= set(
            connection.scalars(select(_span.span).where(_span.span.in_(some), _span.cut == cut.name))
        )
    return frozenset(found)


def span_tallies(
    connection: Connection, cut: Cut, names: Sequence[str], measures: Iterable[Measure]
) -> Iterator[tuple[str, Tally]]:
    """The tallies of these spans, with the histograms of those measures."""
    wanted = tuple(measures)
    for some in _some(names):
        query = select(_span.span, _span.figures).where(_span.span.in_(some), _span.cut == cut.name)
        for row in connection.execute(query.order_by(_span.span)):
            yield row.span, decode(bytes(row.figures), cut.unit, cut.by, wanted)


def keep_sheet(connection: Connection, sheet: Sheet) -> None:
    """Instead of the one before."""
    forget_days(connection, [sheet.day])
    connection.execute(insert(tables.day_sheet), {"day": sheet.day, "sheet": sheet.encode()})


def keep_span(connection: Connection, span: Span, tallies: Sequence[tuple[Cut, Tally]]) -> None:
    """All cuts of a span, instead of the ones before."""
    connection.execute(delete(tables.span_sheet).where(_span.span == span.name))
    rows = [{"span": span.name, "cut": cut.name, "figures": encode(tally)} for cut, tally in tallies]
    connection.execute(insert(tables.span_sheet), rows)


def forget_days(connection: Connection, days: Iterable[date]) -> None:
    """Sheets of these days alone."""
    for day in days:
        connection.execute(delete(tables.day_sheet).where(_sheet.day == day))


def forget_all(connection: Connection) -> None:
    """Every sheet: all is read from the rows again."""
    connection.execute(delete(tables.day_sheet))
    connection.execute(delete(tables.span_sheet))


def _some(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(names), AT_ONCE):
        yield names[at : at + AT_ONCE]
