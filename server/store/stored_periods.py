"""Which finished periods of tickets the tables hold, so that only what has changed is written.

Knows what was committed; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract.ids import TicketId
from server.domain.hall import Hall
from server.domain.ticket import Period
from server.store.job import Commit
from server.store.ledger import ChangedTicket


class StoredPeriods:
    """Of the tickets of a hall that was read from the tables, and of what was committed since."""

    def __init__(self, hall: Hall) -> None:
        self._periods: dict[TicketId, tuple[Period, ...]] = {
            ticket.id: ticket.periods for ticket in hall.tickets.values()
        }

    def add(self, commit: Commit) -> None:
        """It stands now."""
        self._periods.update(commit.periods)

    def changed(self, hall: Hall, commit: Commit) -> Iterator[ChangedTicket]:
        """What is to be written of the tickets that this transaction touched; noted in `commit`."""
        for now in hall.changed.values():
            stored = self._periods.get(now.id, ())
            commit.periods[now.id] = now.periods
            commit.ticket_days.add(now.day)
            yield ChangedTicket(now, _in_common(stored, now.periods), len(stored))


def _in_common(stored: tuple[Period, ...], now: tuple[Period, ...]) -> int:
    """How many leading ones are the very same."""
    unchanged = 0
    while unchanged < min(len(stored), len(now)) and stored[unchanged] is now[unchanged]:
        unchanged += 1
    return unchanged
