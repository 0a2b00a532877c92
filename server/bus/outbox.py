"""Committed events, published in order: nothing uncommitted is published, nothing committed stays behind.

The ledger itself is the outbox; this thread remembers up to where the broker has acknowledged.
"""

from __future__ import annotations

import logging
import threading
from collections import deque

from contract.broker import BrokerClient, Delivery, NotConnectedError
from contract.ids import CenterId
from server.domain.hall import Hall
from server.service.work import Recorded
from server.store import ledger
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import Writer

log = logging.getLogger(__name__)

WINDOW = 500
"""Events on their way at once."""

KEPT_FRESH = 5000
"""Events kept in memory; beyond that they are read back from the ledger."""

REPEATED = 2 * WINDOW
"""Events told again after a lost connection: a broker that dies takes with it what it had acknowledged and
not yet handed on. Whoever counts has them by their seq."""

ACK_WAIT_S = 0.2

AGAIN_S = 1.0
"""After something went wrong: a ledger that cannot be read now may be readable then."""


class Outbox:
    """Publishes what the ledger holds beyond the broker's last acknowledgement."""

    def __init__(self, client: BrokerClient, writer: Writer, database: Database, published_seq: int) -> None:
        self._client = client
        self._writer = writer
        self._database = database
        self._center: CenterId = client.who.center
        self._first = published_seq
        self._acknowledged = published_seq
        self._sent = published_seq
        self._connection: int | None = None
        """The broker connection that `_on_the_way` and `_sent` are about."""
        self._on_the_way: deque[tuple[int, Delivery]] = deque()
        self._fresh: deque[Recorded] = deque(maxlen=KEPT_FRESH)
        self._news = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        writer.listen(self._committed)
        client.on_connection(lambda _is_connected: self._news.set())

    def start(self) -> None:
        """Begin, with what was left over from the last run."""
        self._news.set()
        self._thread.start()

    def stop(self) -> None:
        """End; what is not acknowledged is published again by the next run."""
        self._stopping.set()
        self._news.set()
        self._thread.join()

    @property
    def behind(self) -> int:
        """Events committed and not yet acknowledged by the broker."""
        with self._writer.reading() as hall:
            return hall.head.seq - self._acknowledged

    @property
    def acknowledged_seq(self) -> int:
        """Up to where the broker has acknowledged; free of any lock."""
        return self._acknowledged

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if commit.recorded:
            if self._fresh and commit.recorded[0].event.seq != self._fresh[-1].event.seq + 1:
                self._fresh.clear()  # a commit nobody was told of: it is read back from the ledger
            self._fresh.extend(commit.recorded)
            self._news.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._news.wait(ACK_WAIT_S if self._on_the_way else None)
            self._news.clear()
            try:
                self.turn()
            except NotConnectedError:
                self._news.set()
            except Exception:
                log.exception("events could not be published; trying again")
                self._stopping.wait(AGAIN_S)
                self._news.set()

    def turn(self) -> None:
        """What can be published now is; what the broker has acknowledged meanwhile is remembered.

        Raises:
            NotConnectedError: the connection went in the middle of it.
        """
        self._note_acknowledged()
        connection = self._client.connection
        if connection != self._connection:
            # what was on its way on the old one is lost, however soon the new one came
            self._connection = connection
            self._on_the_way.clear()
            self._sent = self._resume_at()
        if connection is not None:
            self._send_pending()
            self._note_acknowledged()

    def _resume_at(self) -> int:
        """At a run's first connection nothing was told by it that a dead broker could have taken along."""
        return max(self._first, self._acknowledged - REPEATED)

    def _send_pending(self) -> None:
        while not self._stopping.is_set() and len(self._on_the_way) < WINDOW:
            pending = self._next_events()
            if not pending:
                return
            for recorded in pending:
                self._publish(recorded)

    def _next_events(self) -> list[Recorded]:
        room = WINDOW - len(self._on_the_way)
        wanted = self._sent + 1
        fresh = tuple(self._fresh)
        if fresh and fresh[0].event.seq <= wanted:
            skip = wanted - fresh[0].event.seq
            return list(fresh[skip : skip + room])
        with self._writer.reading() as hall:
            is_complete = hall.head.seq < wanted
        if is_complete:
            return []
        with self._database.reading() as connection:
            return list(ledger.events_after(connection, self._sent, room))

    def _publish(self, recorded: Recorded) -> None:
        topic = recorded.event.topic(self._center)
        delivery = self._client.publish_bytes(topic, recorded.payload, retain=False, on=self._connection)
        self._sent = recorded.event.seq
        self._on_the_way.append((recorded.event.seq, delivery))

    def _note_acknowledged(self) -> None:
        before = self._acknowledged
        while self._on_the_way and self._on_the_way[0][1].info.is_published():
            self._acknowledged = max(self._acknowledged, self._on_the_way.popleft()[0])
        if self._acknowledged != before:
            self._writer.has_published(self._acknowledged)
            self._news.set()
