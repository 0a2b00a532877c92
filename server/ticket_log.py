"""Writes every committed event of a ticket to the log, from a thread of its own: the writer never waits for a
journal that is slow.

Knows events; tells only what `contract.ticket_log` allows: no officer, no token, no text.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from contract.center_events import ActionUndone
from contract.event import Event, TicketEvent
from contract.ticket_log import TicketStep, tell
from server.domain.hall import Hall
from server.store.job import Commit

_MARKS = (
    ("counter", "counter"),
    ("call", "call_id"),
    ("device", "device"),
    ("command", "command_id"),
    ("day", "day"),
    ("seq", "seq"),
)
"""How a mark is called, and the event's field."""


class TicketLog:
    """A listener of the writer."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="ticket log", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left, then end."""
        self._events.put(None)
        self._thread.join(1.0)

    def committed(self, commit: Commit, _hall: Hall) -> None:
        """Called on the writer's thread, in order."""
        for recorded in commit.recorded:
            self._events.put(recorded.event)

    def _run(self) -> None:
        while (event := self._events.get()) is not None:
            for step in steps_of(event):
                tell(step)


def steps_of(event: Event) -> Iterator[TicketStep]:
    """What it tells of tickets."""
    told = ((name, getattr(event, field, None)) for name, field in _MARKS)
    marks = tuple((name, str(value)) for name, value in told if value is not None)
    if isinstance(event, TicketEvent):
        yield TicketStep(event.kind(), event.number, event.ticket, marks)
    elif isinstance(event, ActionUndone):
        for ticket in event.tickets:
            yield TicketStep(event.kind(), None, ticket, marks)
