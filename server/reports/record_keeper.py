"""Keeps the records of past days for their figures, beside the running hub: after each day, and each change.

Nothing but speed depends on it. What it computes with is loaded in its own thread, not at the hub's start.
"""

from __future__ import annotations

import logging
import threading
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from contract.events import DayOpened, RecordEvent, RecordRead
from server.domain.hall import Hall
from server.service.work import Work
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import LedgerUnwritableError, Writer

if TYPE_CHECKING:
    from server.reports.record_day_rows import ReadDay

log = logging.getLogger(__name__)

FIRST_AFTER_S = 10.0
"""So that a hub that has just started answers its devices first."""
BETWEEN_S = 0.05
"""A breath after each day: numbers and calls come first."""
GATHER_S = 5.0
"""What is typed in a row makes one day untrue once."""
LOOK_EVERY_S = 5.0
"""Whether somebody had figures forgotten from outside."""
AGAIN_AFTER_S = 60.0
"""After a day that could not be kept."""


class RecordKeeper:
    """A thread that makes what is missing."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self._writer = writer
        self._database = database
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="record-keeper", daemon=True)
        writer.listen(self._committed)

    def start(self) -> None:
        """Begin; the first look comes a little later."""
        self._thread.start()

    def stop(self) -> None:
        """After the day that is being made."""
        self._stopping.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def catch_up(self) -> None:
        """Make what is missing, until nothing is or the hub stops; what changes meanwhile comes later."""
        from server.reports.record_sheets import missing_days

        with self._writer.reading() as hall:
            before = hall.last_day
        with self._database.reading() as connection:
            days = missing_days(connection, before)
        for day in days:
            if self._stopping.wait(BETWEEN_S):
                return
            self.keep(self.read(day))

    def read(self, day: date) -> ReadDay:
        """What there is to keep of that day."""
        from server.reports.record_day_rows import read_day

        with self._database.reading() as connection:
            return read_day(connection, day)

    def keep(self, read: ReadDay) -> bool:
        """Unless something of it has changed since; whether it was."""
        from server.reports.record_sheets import keep_day

        def task(_work: Work, connection: Connection) -> bool:
            return keep_day(connection, read)

        return self._writer.run(task).result()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if any(_changes(item.event) for item in commit.recorded):
            self._wanted.set()

    def _run(self) -> None:
        self._stopping.wait(FIRST_AFTER_S)
        while not self._stopping.is_set():
            self._wanted.clear()
            seen = self._writer.corrections
            try:
                self.catch_up()
            except (SQLAlchemyError, LedgerUnwritableError, ValueError) as error:
                log.warning("records of past days could not be kept for their figures: %s", error)
                self._stopping.wait(AGAIN_AFTER_S)
            else:
                while not self._wanted.wait(LOOK_EVERY_S) and self._writer.corrections == seen:
                    pass
                self._stopping.wait(GATHER_S)


def _changes(event: object) -> bool:
    if isinstance(event, DayOpened):
        return True
    return isinstance(event, RecordEvent) and not isinstance(event, RecordRead)
