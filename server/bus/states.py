"""Retained states: published when they change, all of them on every connect, and nobody else's left behind.

Calls go out at once from the writer's thread; waiting counts are gathered for a moment, so that a rush of
tickets is not a rush of messages.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

import msgspec

from contract.broker import BrokerClient, NotConnectedError
from contract.events import TicketConfirmed, TicketReserved, TicketVoided
from contract.states import State
from contract.topics import Topic, TopicFilter
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.service.states import board_state, counter_state, hub_state, lease_state, line_state
from server.store.job import Commit
from server.store.writer import Writer

log = logging.getLogger(__name__)

GATHER_S = 0.05
_QUIET = (TicketReserved, TicketConfirmed, TicketVoided)
"""Events that change waiting counts only."""

TextStates = Callable[[Hall], Iterable[State]]


class StatePublisher:
    """Keeps the retained topics true."""

    def __init__(self, client: BrokerClient, writer: Writer, texts: TextStates, version: str) -> None:
        self._client = client
        self._writer = writer
        self._texts = texts
        self._version = version
        self._published: dict[Topic, State] = {}
        self._texts_of = ""
        """SHA-256 of the configuration whose texts were published last."""
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
        if not self._client.is_connected:
            return
        with self._writer.reading() as hall:
            self._publish(hub_state(hall, self._writer.now(), self._version))
        if self._stop_watching is not None:
            self._stop_watching()
            self._stop_watching = None

    def refresh(self) -> None:
        """Publish what has changed without an event: hours that began or ended."""
        self._pending.set()

    def _committed(self, commit: Commit, hall: Hall) -> None:
        if not commit.recorded or not self._client.is_connected:
            return
        if any(not isinstance(item.event, _QUIET) for item in commit.recorded):
            self._publish_calls(hall)
        self._pending.set()

    def _connection_changed(self, is_connected: bool) -> None:  # noqa: FBT001 - the broker client's listener
        self._published.clear()
        if is_connected:
            self._pending.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._pending.wait()
            self._pending.clear()
            if self._client.is_connected:
                is_first = not self._published
                self._publish_all()
                if is_first:
                    self._clear_what_is_not_ours()
            self._stopping.wait(GATHER_S)

    def _publish_all(self) -> None:
        with self._writer.reading() as hall:
            now = self._writer.now()
            if self._texts_of != self._writer.rules.sha256 or not self._published:
                self._publish_texts(hall, now)
            for state in self._states(hall, now):
                self._publish(state)

    def _publish_texts(self, hall: Hall, now: Instant) -> None:
        """What changes with the configuration alone; what the old one had and this one has not is cleared."""
        texts = [hub_state(hall, now, self._version), *self._texts(hall)]
        owned = {state.topic(self._client.who.center) for state in (*texts, *self._states(hall, now))}
        for topic in self._published.keys() - owned:
            self._clear(topic)
            del self._published[topic]
        for state in texts:
            self._publish(state)
        self._texts_of = self._writer.rules.sha256

    def _states(self, hall: Hall, now: Instant) -> Iterable[State]:
        rules = self._writer.rules
        yield line_state(hall, rules, now)
        yield board_state(hall, rules)
        for counter in rules.counters:
            yield counter_state(hall, rules, counter)
        for kiosk in rules.kiosks:
            yield lease_state(hall, kiosk)

    def _publish_calls(self, hall: Hall) -> None:
        rules = self._writer.rules
        self._publish(board_state(hall, rules))
        for counter in rules.counters:
            self._publish(counter_state(hall, rules, counter))

    def _publish(self, state: State) -> None:
        topic = state.topic(self._client.who.center)
        known = self._published.get(topic)
        if known is not None and _same(known, state):
            return
        try:
            self._client.publish(state)
        except NotConnectedError:
            self._published.clear()
            return
        self._published[topic] = state

    def _clear_what_is_not_ours(self) -> None:
        """Retained states of an older configuration or another hub are lies."""
        everything = TopicFilter(f"motcua/v1/{self._client.who.center}/state/#")

        def seen(topic: str, payload: bytes, is_retained: bool) -> None:  # noqa: FBT001 - the client's handler
            if payload and is_retained and topic not in self._published:
                self._clear(Topic(topic))

        if self._stop_watching is None:
            self._stop_watching = self._client.watch_topics(everything, seen)

    def _clear(self, topic: Topic) -> None:
        log.info("cleared a retained state that is not ours: %s", topic)
        self._client.publish_bytes(topic, b"", retain=True)


def _same(known: State, state: State) -> bool:
    """Whether they say the same, apart from which row of the ledger they reflect."""
    return known.epoch == state.epoch and msgspec.structs.replace(known, revision=state.revision) == state
