"""Every visit of one day, one by one. Read from the projections.

Visit = waiting + walking + service + hold + absent. A period that still runs is counted up to the given
moment and marked. Numbers that never led to a slip are left out. Figures of many visits are made elsewhere
(`server.reports.answering`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from contract.ids import CounterId, OfficerId, ServiceId, TicketNumber
from contract.words import Origin, PeriodKind, TicketState
from server.reports.visit import Share, Visit
from server.store import tables

_ticket = tables.ticket
_period = tables.period

RUNNING: dict[TicketState, PeriodKind] = {
    TicketState.WAITING: PeriodKind.WAITING,
    TicketState.CALLED: PeriodKind.WALKING,
    TicketState.SERVING: PeriodKind.SERVICE,
    TicketState.ON_HOLD: PeriodKind.HOLD,
}
"""What runs in which state. Absence is over when somebody comes back; who does not is not waited for."""


@dataclass(frozen=True, slots=True)
class WaitFilter:
    """Which visits: those with a leg in the service, or a period at the counter or with the officer."""

    day: date
    service: ServiceId | None = None
    counter: CounterId | None = None
    officer: OfficerId | None = None


def visits_of(connection: Connection, wanted: WaitFilter, now_us: int) -> tuple[Visit, ...]:
    """The visits of that day in the order people came."""
    condition = _condition(wanted)
    periods: dict[str, list[Row[tuple[object, ...]]]] = defaultdict(list)
    of_day = select(_period).join(_ticket, _ticket.c.id == _period.c.ticket).where(condition)
    for row in connection.execute(of_day.order_by(_period.c.ticket, _period.c.position)):
        periods[row.ticket].append(row)
    tickets = connection.execute(
        select(_ticket).where(condition).order_by(_ticket.c.arrived_us, _ticket.c.id)
    )
    return tuple(_visit(row, periods[row.id], now_us) for row in tickets)


def _condition(wanted: WaitFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [_ticket.c.day == wanted.day, _ticket.c.fate.is_not(None)]
    for column, value in (
        ("service", wanted.service),
        ("counter", wanted.counter),
        ("officer", wanted.officer),
    ):
        if value is not None:
            period = _period.alias()
            touched = select(period.c.ticket).where(period.c.day == wanted.day, period.c[column] == value)
            conditions.append((_ticket.c[column] == value) | _ticket.c.id.in_(touched))
    return and_(*conditions)


def _visit(ticket: Row[tuple[object, ...]], periods: list[Row[tuple[object, ...]]], now_us: int) -> Visit:
    state = TicketState(ticket.state)
    shares = [
        Share(
            PeriodKind(row.kind),
            ServiceId(row.service),
            row.duration_us,
            is_running=False,
            is_estimated=bool(row.is_estimated),
        )
        for row in periods
    ]
    kind = RUNNING.get(state)
    if kind is not None:
        since_us = periods[-1].end_us if periods else ticket.arrived_us
        running_us = max(0, now_us - since_us)
        shares.append(Share(kind, ServiceId(ticket.service), running_us, is_running=True))
    return Visit(
        number=TicketNumber(ticket.number),
        state=state,
        first_service=ServiceId(ticket.first_service),
        service=ServiceId(ticket.service),
        counter=CounterId(ticket.counter) if ticket.counter else None,
        officer=OfficerId(ticket.officer) if ticket.officer else None,
        legs=ticket.legs,
        arrived_us=ticket.arrived_us,
        shares=tuple(shares),
        is_estimated=bool(ticket.is_estimated),
        is_end_inferred=bool(ticket.is_end_inferred),
        is_by_hand=bool(ticket.is_by_hand),
        is_offline=Origin(ticket.origin) is Origin.OFFLINE,
    )
