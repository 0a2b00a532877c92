"""Tickets and periods of some days, read from the projections and turned into facts and sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from contract.words import Origin, PeriodKind, SlipFate, TicketState
from server.reports.day_rules import midnight_us, rules_of_day
from server.reports.facts import Fact, Seen, Stretch, TicketFacts, facts_of
from server.reports.sheet import Sheet, sheet_of
from server.reports.units import Ending, Target
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


def seen_on(connection: Connection, day: date) -> Iterator[Seen]:
    """The day's tickets in the order of their arrival."""
    periods: dict[str, list[Stretch]] = defaultdict(list)
    query = _PERIODS.where(_period.day == day).order_by(_period.ticket, _period.position)
    for row in connection.execute(query):
        periods[row.ticket].append(_stretch(row))
    for row in connection.execute(
        _TICKETS.where(_ticket.day == day).order_by(_ticket.arrived_us, _ticket.id)
    ):
        yield _seen(row, periods.get(row.id, ()))


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


def _stretch(row: Any) -> Stretch:
    return Stretch(
        PeriodKind(row.kind),
        row.leg,
        row.service,
        row.counter,
        row.officer,
        row.start_us,
        row.end_us,
        row.duration_us,
        bool(row.is_estimated),
    )


def _seen(row: Any, stretches: Sequence[Stretch]) -> Seen:
    return Seen(
        id=row.id,
        number=row.number,
        state=TicketState(row.state),
        service=row.service,
        first_service=row.first_service,
        procedure=row.procedure,
        priority=row.priority,
        kiosk=row.kiosk,
        origin=Origin(row.origin),
        fate=SlipFate(row.fate) if row.fate else None,
        arrived_us=row.arrived_us,
        legs=row.legs,
        counter=row.counter,
        officer=row.officer,
        is_end_inferred=bool(row.is_end_inferred),
        is_by_hand=bool(row.is_by_hand),
        is_back_dated=bool(row.is_back_dated),
        first_seq=row.first_seq,
        last_seq=row.last_seq,
        stretches=tuple(stretches),
    )


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
