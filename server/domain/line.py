"""Who is next, and why: for now priority class, then arrival.

A line is kept per service; a counter that serves several takes the first of all of them. Another rule
(accumulating priority, ARCHITECTURE §4) changes this file alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from contract.ids import TicketId
from server.domain.ticket import Ticket

Key = tuple[int, int, int, int, TicketId]

ORDINARY = 99
"""Sorts people without a priority class after every rank."""


def key_of(ticket: Ticket) -> Key:
    """Where the ticket stands: its class's rank, then its place, and among those handed in their time."""
    return (ticket.rank or ORDINARY, ticket.place, ticket.among_us, ticket.among, ticket.id)


class Line:
    """The waiting tickets of one service, in the order they will be called."""

    def __init__(self) -> None:
        self._keys: list[Key] = []

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[TicketId]:
        return (key[-1] for key in self._keys)

    def join(self, ticket: Ticket) -> None:
        """Into line, at its place."""
        insort(self._keys, key_of(ticket))

    def leave(self, ticket: Ticket) -> None:
        """Out of line."""
        index = bisect_left(self._keys, key_of(ticket))
        if index == len(self._keys) or self._keys[index][-1] != ticket.id:
            raise LookupError(f"{ticket.number} does not stand in this line")
        del self._keys[index]

    def ahead_of(self, ticket: Ticket) -> int:
        """How many the rule would call before this ticket, were nobody to come or go."""
        return bisect_left(self._keys, key_of(ticket))

    def first(self) -> Key | None:
        """The next one's key; None when nobody waits."""
        return self._keys[0] if self._keys else None


def first_of(lines: Iterable[Line]) -> TicketId | None:
    """Who is next over several lines; None when nobody waits in any."""
    keys = [key for line in lines if (key := line.first()) is not None]
    return min(keys)[-1] if keys else None


def reason_for(ticket: Ticket, waiting: int) -> str:
    """Why this one is next, in words for the officer and the audit."""
    behind = waiting - 1
    if ticket.rank:
        return f"ưu tiên ({ticket.priority}), đến trước trong nhóm; còn {behind} người chờ"
    return f"đến trước nhất; còn {behind} người chờ"
