"""Writes the projections anew from events: what the writer would have written, a day at a time.

Holds one day in memory. Knows which tables are projections; appends no event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from contract.events import DayOpened, TicketNotPlaced, TimesMarked
from server.domain.hall import Hall, Head
from server.domain.record import IllegalRecordMoveError
from server.domain.record_story import RecordStoryError
from server.domain.story import tell
from server.service.work import Recorded
from server.store import ledger
from server.store.records import put_records


class ImpossibleStoryError(Exception):
    """An event cannot have happened after those before it."""

    def __init__(self, recorded: Recorded, reason: Exception) -> None:
        event = recorded.event
        super().__init__(f"event {event.seq} ({event.kind()}) cannot have happened: {reason!r}")
        self.seq, self.kind, self.reason = event.seq, event.kind(), reason


@dataclass(slots=True)
class Projected:
    """What was written."""

    events: int = 0
    days: int = 0
    tickets: int = 0
    head: bytes = ledger.GENESIS
    """Hash of the last event."""


def project(connection: Connection, hall: Hall, events: Iterable[Recorded]) -> Projected:
    """Tell the events to the hall and write every day's rows once it is over.

    Raises:
        ImpossibleStoryError: the tables hold half of it; roll back.
    """
    done = Projected()
    unplaced: list[TicketNotPlaced] = []
    for recorded in events:
        event = recorded.event
        if isinstance(event, DayOpened) and event.day != hall.last_day:
            _put_day(connection, hall, unplaced, done)
        if isinstance(event, TicketNotPlaced):
            unplaced.append(event)
        if isinstance(event, TimesMarked):
            ledger.put_times_marks(connection, [event])
        _tell(hall, recorded)
        _put_record(connection, recorded)
        done.events += 1
        done.head = recorded.hash
    _put_day(connection, hall, unplaced, done)
    return done


def _tell(hall: Hall, recorded: Recorded) -> None:
    event = recorded.event
    try:
        tell(hall, event)
    except Exception as error:
        raise ImpossibleStoryError(recorded, error) from error
    hall.head = Head(event.epoch, event.seq, recorded.hash)
    hall.settle()


def _put_record(connection: Connection, recorded: Recorded) -> None:
    try:
        put_records(connection, [recorded.event])
    except (RecordStoryError, IllegalRecordMoveError) as error:
        raise ImpossibleStoryError(recorded, error) from error


def _put_day(connection: Connection, hall: Hall, unplaced: list[TicketNotPlaced], done: Projected) -> None:
    ledger.put_unplaced(connection, unplaced)
    unplaced.clear()
    if hall.last_day is None:
        return
    tickets = hall.tickets.values()
    ledger.put_tickets(connection, (ledger.ChangedTicket(ticket, 0, 0) for ticket in tickets))
    ledger.put_series(connection, {(hall.last_day, one): value for one, value in hall.next_value.items()})
    done.days += 1
    done.tickets += len(tickets)
