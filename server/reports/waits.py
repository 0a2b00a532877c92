"""How long people really waited on one day: every visit, and per service. Read from the projections.

Visit = waiting + walking + service + hold + absent. A period that still runs is counted up to the given
moment and marked. Numbers that never led to a slip are left out and counted. What was served by hand is
counted and has no times; an estimated wait is shown and marked, and no figure is made of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

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


@dataclass(frozen=True, slots=True)
class ServiceWaits:
    """One service's day, over the legs that belong to it."""

    service: ServiceId
    visits: int
    waiting_now: int
    waits_us: tuple[int, ...]
    """Waits that ended, sorted."""
    total_us: Mapping[PeriodKind, int]
    counted: Mapping[PeriodKind, int]
    """Visits that have such a period."""

    @property
    def median_wait_us(self) -> int | None:
        """Half waited no longer; None: nobody's wait has ended."""
        return middle(self.waits_us)

    @property
    def longest_wait_us(self) -> int | None:
        """The longest that ended."""
        return self.waits_us[-1] if self.waits_us else None

    def mean_us(self, kind: PeriodKind) -> int | None:
        """Over the visits that have such a period."""
        return round(self.total_us[kind] / self.counted[kind]) if self.counted.get(kind) else None


@dataclass(slots=True)
class _Gathered:
    visits: int = 0
    waiting_now: int = 0
    waits_us: list[int] = field(default_factory=list)
    total_us: dict[PeriodKind, int] = field(default_factory=lambda: defaultdict(int))
    counted: dict[PeriodKind, int] = field(default_factory=lambda: defaultdict(int))


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


def never_in_line(connection: Connection, day: date) -> int:
    """Numbers of that day that never led to a slip."""
    query = select(func.count()).select_from(_ticket).where(_ticket.c.day == day, _ticket.c.fate.is_(None))
    return int(connection.execute(query).scalar_one())


def by_service(visits: Iterable[Visit]) -> tuple[ServiceWaits, ...]:
    """The same visits per service; a transferred one counts in each service it was in.

    One that was served by hand counts as a visit of its last service, without times.
    """
    gathered: dict[ServiceId, _Gathered] = {}
    for visit in visits:
        if visit.is_by_hand:
            gathered.setdefault(visit.service, _Gathered()).visits += 1
            continue
        for service in dict.fromkeys(share.service for share in visit.shares):
            shares = [share for share in visit.shares if share.service == service]
            _gather(gathered.setdefault(service, _Gathered()), shares)
    return tuple(
        ServiceWaits(
            service=service,
            visits=sums.visits,
            waiting_now=sums.waiting_now,
            waits_us=tuple(sorted(sums.waits_us)),
            total_us=sums.total_us,
            counted=sums.counted,
        )
        for service, sums in gathered.items()
    )


def middle(values: tuple[int, ...]) -> int | None:
    """The median of sorted values; None: there are none."""
    if not values:
        return None
    half = len(values) // 2
    return values[half] if len(values) % 2 else round((values[half - 1] + values[half]) / 2)


def _gather(sums: _Gathered, shares: list[Share]) -> None:
    sums.visits += 1
    sums.waiting_now += sum(1 for share in shares if share.kind is PeriodKind.WAITING and share.is_running)
    shares = [share for share in shares if not share.is_estimated]
    for kind in {share.kind for share in shares}:
        sums.counted[kind] += 1
    for share in shares:
        sums.total_us[share.kind] += share.us
        if share.kind is PeriodKind.WAITING and not share.is_running:
            sums.waits_us.append(share.us)


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
