"""Retained states: published when they change, all of them on every connect, and nobody else's left behind.

Calls go out at once from the writer's thread; waiting counts are gathered for a moment, so that a rush of
tickets is not a rush of messages.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from contract.broker import BrokerClient, NotConnectedError
from contract.events import ClockConfirmed, ClockStepped, TicketConfirmed, TicketReserved, TicketVoided
from contract.message import OversizedError
from contract.states import State
from contract.topics import Topic, TopicFilter
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.service.states import (
    board_state,
    counter_state,
    hub_state,
    lease_state,
    line_state,
    notices_state,
)
from server.store.job import Commit
from server.store.writer import Writer

log = logging.getLogger(__name__)

GATHER_S = 0.05
_OF_THE_CLOCK = (ClockConfirmed, ClockStepped)
_QUIET = (TicketReserved, TicketConfirmed, TicketVoided)
"""Events that change waiting counts only."""

TextStates = Callable[[Hall], Iterable[State]]


@dataclass(slots=True)
class _Told:
    """What one connection's broker was told; the next one's knows nothing of it."""

    connection: int
    states: dict[Topic, State] = field(default_factory=dict)
    texts_of: str = ""
    """What the texts were made from that it was told last; empty: none yet."""


class StatePublisher:
    """Keeps the retained topics true."""

    def __init__(
        self,
        client: BrokerClient,
        writer: Writer,
        texts: TextStates,
        texts_are: Callable[[], str],
        version: str,
        beside: TextStates = lambda _hall: (),
    ) -> None:
        """`texts_are`: names what the texts are made from; another name, and they are told again.

        `beside`: states that are made elsewhere, from more than the hall; each call gives the newest.
        """
        self._client = client
        self._writer = writer
        self._texts = texts
        self._texts_are = texts_are
        self._version = version
        self._beside = beside
        self._told: _Told | None = None
        """None: no connection."""
        self._greets = threading.Event()
        self._pending = threading.Event()
        self._stopping = threading.Event()
        self._stop_watching: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._run, name="states", daemon=True)
        writer.listen(self._committed)
        client.on_connection(self._connection_changed)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; the retained states stay as they are."""
        self._stopping.set()
        self._pending.set()
        self._thread.join()

    def heartbeat(self) -> None:
        """Say that the hub lives and what time it is."""
        told = self._told
        if told is not None:
            with self._writer.reading() as hall:
                self._say(told, hub_state(hall, self._writer.now(), self._version))

    def greet(self) -> None:
        """Somebody has just come: a heartbeat soon, for the retained one proves nothing."""
        self._greets.set()
        self._pending.set()

    def refresh(self) -> None:
        """Publish what has changed without an event: hours that began or ended."""
        self._pending.set()

    def _committed(self, commit: Commit, hall: Hall) -> None:
        if not commit.recorded or self._told is None:
            return
        if any(not isinstance(item.event, _QUIET) for item in commit.recorded):
            self._publish_calls(hall)
        if any(isinstance(item.event, _OF_THE_CLOCK) for item in commit.recorded):
            self.heartbeat()  # else a press made by the old time would be refused as a late one
        self._pending.set()

    def _connection_changed(self, is_connected: bool) -> None:  # noqa: FBT001 - the broker client's listener
        connection = self._client.connection
        self._told = None if connection is None else _Told(connection)
        self._watch_no_more()
        if is_connected:
            self._pending.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._pending.wait()
            self._pending.clear()
            try:
                self._turn()
            except Exception:
                log.exception("states could not be published; the next change tries again")
            self._stopping.wait(GATHER_S)

    def _turn(self) -> None:
        told = self._told
        if told is None:
            return
        is_first = not told.texts_of
        self._publish_all(told)
        if is_first:
            self._clear_what_is_not_ours(told)
        if is_first or self._greets.is_set():
            self._greets.clear()
            self.heartbeat()

    def _publish_all(self, told: _Told) -> None:
        with self._writer.reading() as hall:
            now = self._writer.now()
            texts_are = self._texts_are()
            if told.texts_of != texts_are:
                self._publish_texts(told, hall, now)
                told.texts_of = texts_are
            for state in self._states(hall, now):
                self._publish(state)

    def _publish_texts(self, told: _Told, hall: Hall, now: Instant) -> None:
        """What changes with configuration and lists alone; what is there no more is cleared."""
        texts = [hub_state(hall, now, self._version), *self._texts(hall)]
        owned = {state.topic(self._client.who.center) for state in (*texts, *self._states(hall, now))}
        for topic in told.states.keys() - owned:
            self._clear(told, topic)
            del told.states[topic]
        for state in texts:
            self._publish(state)

    def _states(self, hall: Hall, now: Instant) -> Iterable[State]:
        rules = self._writer.rules
        yield line_state(hall, rules, now)
        yield board_state(hall, rules)
        yield notices_state(hall, now)
        for counter in rules.counters:
            yield counter_state(hall, rules, counter)
        for kiosk in rules.kiosks:
            yield lease_state(hall, kiosk)
        yield from self._beside(hall)

    def _publish_calls(self, hall: Hall) -> None:
        rules = self._writer.rules
        self._publish(board_state(hall, rules))
        for counter in rules.counters:
            self._publish(counter_state(hall, rules, counter))

    def _publish(self, state: State) -> None:
        told = self._told
        if told is None:
            return
        known = told.states.get(state.topic(self._client.who.center))
        if known is None or not _same(known, state):
            self._say(told, state)

    def _say(self, told: _Told, state: State) -> None:
        try:
            self._client.publish(state, on=told.connection)
        except NotConnectedError:
            return
        except OversizedError as error:
            log.error("a state is too large to be told: %s", error)
        told.states[state.topic(self._client.who.center)] = state

    def _clear_what_is_not_ours(self, told: _Told) -> None:
        """Retained states of an older configuration or another hub are lies.

        The broker gives all that it keeps before anything that is published later: once our own next
        word comes back, every lie has been seen.
        """
        everything = TopicFilter(f"motcua/v1/{self._client.who.center}/state/#")

        def seen(topic: str, payload: bytes, is_retained: bool) -> None:  # noqa: FBT001 - the client's handler
            if not is_retained:
                self._watch_no_more()
            elif payload and topic not in told.states:
                self._clear(told, Topic(topic))

        self._stop_watching = self._client.watch_topics(everything, seen)

    def _watch_no_more(self) -> None:
        stop, self._stop_watching = self._stop_watching, None
        if stop is not None:
            stop()

    def _clear(self, told: _Told, topic: Topic) -> None:
        log.info("cleared a retained state that is not ours: %s", topic)
        with suppress(NotConnectedError):
            self._client.publish_bytes(topic, b"", retain=True, on=told.connection)


def _same(known: State, state: State) -> bool:
    """Whether they say the same, apart from which row of the ledger they reflect."""
    return known.epoch == state.epoch and msgspec.structs.replace(known, revision=state.revision) == state
