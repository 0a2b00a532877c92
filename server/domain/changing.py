"""Small changes of the hall that several events share. Called by the story alone."""

from __future__ import annotations

from typing import Any

import msgspec

from contract.ids import CounterId, TicketId
from server.domain.hall import CALLS_REMEMBERED, Call, Hall
from server.domain.instant import Instant


def change_counter(hall: Hall, counter: CounterId, **changes: Any) -> None:
    """The counter with these fields changed."""
    hall.put(hall.counters, counter, msgspec.structs.replace(hall.counter(counter), **changes))


def stand_at_counter(hall: Hall, counter: CounterId, ticket: TicketId, at: Instant) -> None:
    """The ticket is called to or served at the counter."""
    change_counter(hall, counter, ticket=ticket, since=at)


def free_counter_of(hall: Hall, ticket: TicketId, at: Instant) -> None:
    """The counter that has this ticket has it no longer."""
    for counter in hall.counters.values():
        if counter.ticket == ticket:
            change_counter(hall, counter.id, ticket=None, since=at)
            return


def remember_call(hall: Hall, call: Call) -> None:
    """The newest call for the boards."""
    hall.set("calls", (call, *hall.calls)[:CALLS_REMEMBERED])
