"""Tickets and periods of some days, read from the projections and turned into facts and sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from contract.words import Origin, PeriodKind, SlipFate, TicketState
from server.reports.day_rules import midnight_us, rules_of_day
from server.reports.facts import Fact, TicketFacts, facts_of, units_of
from server.reports.kept_sheets import AT_ONCE
from server.reports.seen import Seen, Stretch
from server.reports.sheet import Columns, Sheet, columns_of, sheet_of
from server.reports.units import Ending, Target, Unit
from server.store import tables

_ticket = tables.ticket.c
_period = tables.period.c
_unplaced = tables.unplaced.c

_TICKETS = select(
    _ticket.id, _ticket.number, _ticket.state, _ticket.service, _ticket.first_service, _ticket.procedure,
    _ticket.priority, _ticket.kiosk, _ticket.origin, _ticket.fate, _ticket.arrived_us, _ticket.legs,
    _ticket.counter, _ticket.officer, _ticket.is_end_inferred, _ticket.is_by_hand, _ticket.is_back_dated,
    _ticket.first_seq, _ticket.last_seq,
)  # fmt: skip
_PERIODS = select(
    _period.ticket, _period.kind, _period.leg, _period.service, _period.counter, _period.officer,
    _period.start_us, _period.end_us, _period.duration_us, _period.is_estimated,
)  # fmt: skip


def day_sheet(connection: Connection, day: date, now_us: int) -> Sheet:
    """The day as it stands now, made from its rows; what still runs ends now."""
    rules = rules_of_day(connection, day)
    facts = (facts_of(seen, rules, now_us) for seen in seen_on(connection, day))
    return sheet_of(day, (*facts, *_beside(connection, day)), midnight_us(day))


def day_columns(connection: Connection, unit: Unit, day: date, now_us: int) -> Columns:
    """The units of one sort alone: what a report of today needs, and a third of the work."""
    rules = rules_of_day(connection, day)
    facts = [fact for seen in seen_on(connection, day) for fact in units_of(unit, seen, rules, now_us)]
    if unit is Unit.VISIT:
        facts += [beside.visit for beside in _beside(connection, day)]
    return columns_of(unit, day, facts, midnight_us(day))


def seen_on(connection: Connection, day: date) -> Iterator[Seen]:
    """The day's tickets in the order of their arrival."""
    periods: dict[str, list[Stretch]] = defaultdict(list)
    query = _PERIODS.where(_period.day == day).order_by(_period.ticket, _period.position)
    for row in connection.execute(query).all():
        periods[row[0]].append(_stretch(row))
    for row in connection.execute(
        _TICKETS.where(_ticket.day == day).order_by(_ticket.arrived_us, _ticket.id)
    ).all():
        yield _seen(row, periods.get(row[0], ()))


def seen_one(connection: Connection, ticket: str) -> Seen | None:
    """One ticket of any day; None: there is none."""
    row = connection.execute(_TICKETS.where(_ticket.id == ticket)).one_or_none()
    if row is None:
        return None
    periods = connection.execute(_PERIODS.where(_period.ticket == ticket).order_by(_period.position))
    return _seen(row, [_stretch(period) for period in periods])


def days_with_rows(connection: Connection, first: date, last: date) -> tuple[date, ...]:
    """Days in [first, last] of which there is anything to count."""
    found: set[date] = set()
    for column in (_ticket.day, _unplaced.for_day):
        query = select(column).where(column.between(first, last)).distinct()
        found |= set(connection.scalars(query))
    return tuple(sorted(found))


def which_have_rows(connection: Connection, days: Sequence[date]) -> tuple[date, ...]:
    """Those of these days of which there is anything to count: two queries for all of them."""
    found: set[date] = set()
    for at in range(0, len(days), AT_ONCE):
        for column in (_ticket.day, _unplaced.for_day):
            query = select(column).where(column.in_(days[at : at + AT_ONCE])).distinct()
            found |= set(connection.scalars(query))
    return tuple(sorted(found))


_KINDS = {kind.value: kind for kind in PeriodKind}
_STATES = {state.value: state for state in TicketState}
_ORIGINS = {origin.value: origin for origin in Origin}
_FATES: dict[str | None, SlipFate | None] = {None: None, **{fate.value: fate for fate in SlipFate}}
"""Thousands of rows a report: looking a word up is ten times as fast as asking its enumeration."""


def _stretch(row: Any) -> Stretch:
    _, kind, *rest = row
    return Stretch(_KINDS[kind], *rest)


def _seen(row: Any, stretches: Sequence[Stretch]) -> Seen:
    values = list(row)
    values[_STATE], values[_ORIGIN] = _STATES[values[_STATE]], _ORIGINS[values[_ORIGIN]]
    values[_FATE] = _FATES[values[_FATE]]
    return Seen._make((*values, tuple(stretches)))


_STATE, _ORIGIN, _FATE = (Seen._fields.index(name) for name in ("state", "origin", "fate"))


def _beside(connection: Connection, day: date) -> Iterator[TicketFacts]:
    """Slips that found no line: counted beside the day."""
    query = select(tables.unplaced).where(_unplaced.for_day == day, _unplaced.is_void.is_(False))
    for row in connection.execute(query.order_by(_unplaced.taken_us, _unplaced.id)):
        yield TicketFacts(
            Fact(
                service=row.service,
                procedure="",
                priority="",
                kiosk=row.kiosk or "",
                counter="",
                officer="",
                start_us=row.taken_us,
                ending=Ending.NOT_PLACED,
                flags=0,
                target=Target.NONE,
                times_us={},
            )
        )
