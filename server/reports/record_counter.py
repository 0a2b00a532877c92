"""Counts records for the displays: soon after one has changed, and now and then because time passes.

Keeps the last count; who tells it to the broker asks for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import msgspec

from contract.events import ConfigurationAccepted, DayOpened, RecordEvent
from contract.states import RecordsState
from server.domain.hall import Hall
from server.reports.record_state import records_state
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import Writer

log = logging.getLogger(__name__)

GATHER_S = 1.0
"""A batch typed in the evening is not counted a hundred times."""
LOOK_EVERY_S = 60.0
"""A record becomes overdue, and a day begins, without an event."""
TOLD_AGAIN_AFTER = timedelta(minutes=5)
"""Figures that have not changed are told with a new time so often."""
_CHANGING = (RecordEvent, ConfigurationAccepted, DayOpened)


class RecordCounter:
    """A thread that counts."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self.on_change: Callable[[], None] = lambda: None
        """Told that there are other figures."""
        self._writer = writer
        self._database = database
        self._state: RecordsState | None = None
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="record-counter", daemon=True)
        writer.listen(self._committed)

    def start(self) -> None:
        """Begin with a count."""
        self._thread.start()

    def stop(self) -> None:
        """After the count that runs."""
        self._stopping.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def states(self) -> tuple[RecordsState, ...]:
        """The last count; none before the first."""
        state = self._state
        return () if state is None else (state,)

    def count(self) -> None:
        """Count now; what says the same as lately stays as it is, its time too."""
        with self._writer.reading() as hall:
            head = hall.head
        now, rules = self._writer.now(), self._writer.rules.records
        with self._database.reading() as connection:
            counted = records_state(connection, head, now, rules)
        if self._state is None or not _says_the_same(self._state, counted):
            self._state = counted
            self.on_change()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if any(isinstance(item.event, _CHANGING) for item in commit.recorded):
            self._wanted.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            try:
                self.count()
            except Exception:
                log.exception("records could not be counted for the displays; trying again")
            if self._wanted.wait(LOOK_EVERY_S):
                self._stopping.wait(GATHER_S)


def _says_the_same(known: RecordsState, counted: RecordsState) -> bool:
    if known.epoch != counted.epoch or not timedelta() <= counted.at - known.at < TOLD_AGAIN_AFTER:
        return False
    return msgspec.structs.replace(known, revision=counted.revision, at=counted.at) == counted
