"""The hall looked at now: who waits how long, what each counter does, and which norms are broken.

Pure. Durations come from `between` alone; what takes exactly as long as its norm is still within it. Knows no
words, and not who is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum, unique

from contract.ids import CounterId, OfficerId, ReasonId, ServiceId
from contract.words import CounterStatus, PeriodKind, TicketState
from server.domain.center import CenterRules, Norms
from server.domain.counter import Counter, status_of
from server.domain.hall import Hall
from server.domain.instant import Duration, Instant, between
from server.domain.ticket import Ticket

SECOND_US = 1_000_000


@unique
class Norm(StrEnum):
    """What can take too long, or be too much."""

    LONGEST_WAIT = "longest-wait"
    LONGEST_SERVICE = "longest-service"
    IDLE_WITH_WAITING = "idle-with-waiting"
    LONGEST_LINE = "longest-line"


@dataclass(frozen=True, slots=True)
class WaitNow:
    """One who waits."""

    ticket: Ticket
    waited: Duration
    """In the present leg: also before a call that led to nothing."""
    norm_s: int

    @property
    def is_too_long(self) -> bool:
        """Longer than the service's norm."""
        return is_over(self.waited, self.norm_s)


@dataclass(frozen=True, slots=True)
class LineNow:
    """One service."""

    service: ServiceId
    waits: tuple[WaitNow, ...]
    """The longest first: not the order in which they will be called."""
    norm_s: int
    longest_line: int
    has_counter: bool
    """Whether a counter that is open and not paused serves it."""

    @property
    def longest(self) -> WaitNow | None:
        """Who has waited longest."""
        return self.waits[0] if self.waits else None

    @property
    def is_too_long(self) -> bool:
        """More people than the norm."""
        return len(self.waits) > self.longest_line


@dataclass(frozen=True, slots=True)
class CounterNow:
    """One counter."""

    counter: CounterId
    status: CounterStatus
    officer: OfficerId | None
    pause: ReasonId | None
    since: Instant | None
    """In this state since then; None: never opened."""
    elapsed: Duration | None
    """With a ticket: how long it has been called, or served in this leg."""
    ticket: Ticket | None
    waiting: int
    """People waiting for one of its services."""
    passed_over: Duration | None
    """How long it has been idle while one of those could have been called; None: it is not."""
    norms: Norms

    @property
    def broken(self) -> Norm | None:
        """Its norm that is broken now."""
        if self.passed_over is not None and is_over(self.passed_over, self.norms.idle_with_waiting_s):
            return Norm.IDLE_WITH_WAITING
        is_service = self.status is CounterStatus.SERVING and self.elapsed is not None
        if is_service and self.elapsed and is_over(self.elapsed, self.norms.longest_service_s):
            return Norm.LONGEST_SERVICE
        return None


@dataclass(frozen=True, slots=True)
class HallNow:
    """All of it, or the part that concerns somebody."""

    lines: tuple[LineNow, ...]
    counters: tuple[CounterNow, ...]

    @property
    def waits(self) -> tuple[WaitNow, ...]:
        """Everybody who waits, the longest first."""
        return _longest_first(wait for line in self.lines for wait in line.waits)

    def broken_by(self, norm: Norm) -> tuple[CounterNow, ...]:
        """The counters that break this norm now."""
        return tuple(counter for counter in self.counters if counter.broken is norm)

    def narrowed(self, services: Collection[ServiceId] | None, counters: Collection[CounterId]) -> HallNow:
        """Only these lines and counters; None: all lines."""
        return replace(
            self,
            lines=tuple(line for line in self.lines if services is None or line.service in services),
            counters=tuple(counter for counter in self.counters if counter.counter in counters),
        )


def is_over(duration: Duration, norm_s: int) -> bool:
    """Longer than the norm, not exactly as long."""
    return duration.us > norm_s * SECOND_US


def watch(hall: Hall, rules: CenterRules, now: Instant) -> HallNow:
    """The open day's hall at this moment; without an open day nobody waits."""
    waiting = _waiting(hall)
    services = dict.fromkeys((*rules.services, *waiting))
    served = {service for known in hall.counters.values() if known.calls for service in known.services}
    lines = tuple(
        replace(_line(service, waiting.get(service, []), rules, now), has_counter=service in served)
        for service in services
    )
    counters = dict.fromkeys(
        (*rules.counters, *(known.id for known in hall.counters.values() if known.is_open))
    )
    return HallNow(
        lines, tuple(_counter(hall, hall.counter(known), waiting, rules, now) for known in counters)
    )


def _waiting(hall: Hall) -> dict[ServiceId, list[Ticket]]:
    """By service, also of one that has left the configuration."""
    found: dict[ServiceId, list[Ticket]] = {}
    for ticket in hall.tickets.values():
        if ticket.state is TicketState.WAITING:
            found.setdefault(ticket.service, []).append(ticket)
    return found


def _line(service: ServiceId, waiting: list[Ticket], rules: CenterRules, now: Instant) -> LineNow:
    norm_s = rules.longest_wait_s(service)
    waits = (WaitNow(ticket, spent_on(ticket, PeriodKind.WAITING, now), norm_s) for ticket in waiting)
    return LineNow(service, _longest_first(waits), norm_s, rules.norms.longest_line, has_counter=False)


def _longest_first(waits: Iterable[WaitNow]) -> tuple[WaitNow, ...]:
    return tuple(sorted(waits, key=lambda wait: (-wait.waited.us, wait.ticket.arrived_seq)))


def _counter(
    hall: Hall, counter: Counter, waiting: dict[ServiceId, list[Ticket]], rules: CenterRules, now: Instant
) -> CounterNow:
    ticket = hall.ticket_at(counter)
    could_be_called = [known for service in counter.services for known in waiting.get(service, [])]
    return CounterNow(
        counter=counter.id,
        status=status_of(counter, ticket),
        officer=counter.officer,
        pause=counter.pause,
        since=_since(counter, ticket),
        elapsed=_elapsed(counter, ticket, now),
        ticket=ticket,
        waiting=len(could_be_called) if counter.is_open else 0,
        passed_over=_passed_over(counter, could_be_called, now),
        norms=rules.norms,
    )


def _since(counter: Counter, ticket: Ticket | None) -> Instant | None:
    return ticket.state_since if ticket is not None else counter.since


def _elapsed(counter: Counter, ticket: Ticket | None, now: Instant) -> Duration | None:
    if ticket is None or ticket.running is None:
        return between(counter.since, now) if counter.since is not None else None
    return spent_on(ticket, ticket.running.kind, now)


def _passed_over(counter: Counter, could_be_called: list[Ticket], now: Instant) -> Duration | None:
    """Since the counter was free and the first of them could be called, whichever came later."""
    if not counter.calls or counter.ticket is not None or counter.since is None or not could_be_called:
        return None
    longest = max((between(one.state_since, now) for one in could_be_called), key=lambda known: known.us)
    return min(longest, between(counter.since, now), key=lambda known: known.us)


def spent_on(ticket: Ticket, kind: PeriodKind, now: Instant) -> Duration:
    """What the present leg has spent on that so far, the running stretch up to now."""
    spent = [period.duration for period in ticket.periods if period.kind is kind and period.leg == ticket.leg]
    if ticket.running is not None and ticket.running.kind is kind:
        spent.append(between(ticket.running.start, now))
    is_unsure = kind is PeriodKind.WAITING and ticket.leg == 1 and ticket.taken_bounds is not None
    return Duration(
        sum(known.us for known in spent),
        is_estimated=is_unsure or any(known.is_estimated for known in spent),
    )
