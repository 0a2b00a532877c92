"""What became of today's numbers so far, as the hall in memory has it. Counts only; every number once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from contract.words import PeriodKind, TicketState
from server.domain.ticket import Ticket

S = TicketState


@dataclass(frozen=True, slots=True)
class DayCount:
    """Issued = waiting + at_counters + on_hold + served + absent + left + unserved, always."""

    issued: int
    """Numbers that somebody has: given out and confirmed."""
    waiting: int
    at_counters: int
    """Called, or being served."""
    on_hold: int
    served: int
    absent: int
    """Did not come when called, and have not come back."""
    left: int
    """Cancelled after they were in line."""
    unserved: int
    """Still open when the day was closed."""
    called: int
    """To a counter, at least once; or served there by a paper slip."""
    missed: int
    """Did not come when called, at least once; those who came back are counted too."""
    by_hand: int
    """Of the served: closed by hand after an outage."""
    unconfirmed: int
    """Numbers taken whose slip is not confirmed yet. Not issued."""


def day_count(tickets: Iterable[Ticket]) -> DayCount:
    """Of these tickets; numbers that never led to a slip are not issued."""
    every = list(tickets)
    issued = [ticket for ticket in every if ticket.fate is not None and not ticket.is_unclaimed]
    now = Counter(ticket.state for ticket in issued)
    return DayCount(
        issued=len(issued),
        waiting=now[S.WAITING],
        at_counters=now[S.CALLED] + now[S.SERVING],
        on_hold=now[S.ON_HOLD],
        served=now[S.SERVED],
        absent=now[S.NO_SHOW],
        left=now[S.CANCELLED],
        unserved=now[S.UNSERVED],
        called=sum(1 for ticket in issued if _kinds(ticket) - {PeriodKind.WAITING}),
        missed=sum(1 for ticket in issued if PeriodKind.ABSENT in _kinds(ticket)),
        by_hand=sum(1 for ticket in issued if ticket.is_by_hand),
        unconfirmed=sum(1 for ticket in every if ticket.state is S.RESERVED),
    )


def _kinds(ticket: Ticket) -> set[PeriodKind]:
    """What its time was spent on, the running stretch included."""
    kinds = {period.kind for period in ticket.periods}
    return kinds | {ticket.running.kind} if ticket.running is not None else kinds
