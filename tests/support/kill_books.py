"""The books of a killed hub: what it had answered, what it published, what its ledger says. Compared.

Knows the ledger's tables and events; starts and kills nothing.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass

import msgspec

from contract.answers import Answer
from contract.events import TicketCalled, TicketReserved
from contract.ids import CommandId, Epoch, SeriesId, TicketId
from contract.topics import TopicFilter
from contract.words import TicketState
from server.store import ledger, tables
from server.store.database import only_reading
from server.store.verify import verify
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

_IN_ORDER = (
    TicketState.RESERVED, TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.SERVED,
)  # fmt: skip


class _Published(msgspec.Struct):
    """What is read of an event as it goes by."""

    seq: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One acknowledged answer."""

    command: CommandId
    answer: Answer
    ticket: TicketId | None
    state: TicketState
    """The ticket's, once that was done."""


class Book:
    """What everybody was told. Thread-safe."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._given_up: set[CommandId] = set()
        self._lock = threading.Lock()
        self.published: list[int] = []
        """Seqs of events in the order the broker gave them."""

    def write(self, command: CommandId, answer: Answer, ticket: TicketId | None, state: TicketState) -> None:
        """It was answered."""
        with self._lock:
            self._entries.append(Entry(command, answer, ticket, state))

    def give_up(self, command: CommandId) -> None:
        """Nobody has this number."""
        with self._lock:
            self._given_up.add(command)

    def entries(self) -> tuple[Entry, ...]:
        """All so far."""
        with self._lock:
            return tuple(self._entries)

    def given_up(self) -> frozenset[CommandId]:
        """Reservations nobody waited for."""
        with self._lock:
            return frozenset(self._given_up)

    def watch(self, broker: RunningBroker) -> None:
        """Note every event that is published."""

        def seen(_topic: str, payload: bytes, _is_retained: bool) -> None:
            self.published.append(msgspec.json.decode(payload, type=_Published).seq)

        broker.client(broker.observer).watch_topics(TopicFilter(f"motcua/v1/{broker.center}/event/#"), seen)


def assert_nothing_acknowledged_is_lost(url: str, entries: tuple[Entry, ...]) -> None:
    """The dead hub's ledger is sound, holds every answer as it was given, and no ticket has gone back."""
    with only_reading(url) as connection:
        assert verify(connection).wrong == []
        commands = [entry.command for entry in entries]
        stored = {}
        for first in range(0, len(commands), 500):
            stored |= ledger.stored_answers(connection, commands[first : first + 500])
        tickets = {row.id: TicketState(row.state) for row in connection.execute(tables.ticket.select())}
    for entry in entries:
        assert stored[entry.command].payload == entry.answer.encode()
        if entry.ticket is not None:
            assert _IN_ORDER.index(tickets[entry.ticket]) >= _IN_ORDER.index(entry.state)


def assert_books_agree(url: str, book: Book) -> str:
    """After everybody has ended what they began; what was compared, in words."""
    with only_reading(url) as connection:
        assert verify(connection).wrong == []
        epoch = Epoch(connection.execute(tables.ledger.select()).one().epoch)
        events = [recorded.event for recorded in ledger.events_after(connection, 0)]
        hall = ledger.load_hall(connection, epoch)
    _assert_tickets_stand_as_said(hall.tickets, book)
    _assert_numbers_are_accounted_for(events, hall.next_value)
    calls = Counter(event.ticket for event in events if isinstance(event, TicketCalled))
    assert all(times == 1 for times in calls.values()), "somebody was called twice"
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    wait_until(lambda: set(book.published) >= {event.seq for event in events}, 30, "all events are published")
    first_heard = list(dict.fromkeys(book.published))
    assert first_heard == sorted(first_heard), "events were published out of order"
    answers = len(book.entries())
    return f"{len(hall.tickets)} tickets, {len(calls)} calls, {answers} answers, {len(events)} events"


def _furthest_told(book: Book) -> dict[TicketId, TicketState]:
    """Entries stand as their answers arrived: a kiosk may hear of its slip after the ticket was served."""
    told: dict[TicketId, TicketState] = {}
    for entry in book.entries():
        if entry.ticket is not None:
            told[entry.ticket] = max(told.get(entry.ticket, entry.state), entry.state, key=_IN_ORDER.index)
    return told


def _assert_tickets_stand_as_said(tickets: dict[TicketId, object], book: Book) -> None:
    said = _furthest_told(book)
    stand = {ticket: getattr(found, "state") for ticket, found in tickets.items()}  # noqa: B009 - any ticket
    differing = {
        ticket: (told, stand.get(ticket)) for ticket, told in said.items() if stand.get(ticket) is not told
    }
    assert differing == {}, f"what was said, what the ledger has: {differing}"
    nobodys = {ticket: state for ticket, state in stand.items() if ticket not in said}
    assert set(nobodys.values()) <= {TicketState.CANCELLED}, "a number nobody was given is in line"
    assert len(nobodys) <= len(book.given_up())


def _assert_numbers_are_accounted_for(events: list[object], next_value: dict[SeriesId, int]) -> None:
    given: dict[SeriesId, list[int]] = {}
    for event in events:
        if isinstance(event, TicketReserved):
            given.setdefault(event.series, []).append(event.value)
    for series, values in given.items():
        assert values == list(range(values[0], next_value[series])), f"series {series}"
