"""Keeps the records of past days for their figures, beside the running hub: after each day, and each change.

Nothing but speed depends on it. What it computes with is loaded in its own thread, not at the hub's start.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from contract.events import DayOpened, RecordEvent, RecordRead
from server.domain.hall import Hall
from server.reports.catching_up import CatchingUp
from server.service.work import Work
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import Writer

if TYPE_CHECKING:
    from server.reports.record_day_rows import ReadDay

FIRST_AFTER_S = 10.0
"""After the reports' own."""
GATHER_S = 5.0
"""What is typed in a row makes one day untrue once."""


class RecordKeeper:
    """A thread that makes what is missing."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self._writer = writer
        self._database = database
        self._thread = CatchingUp("records of past days", writer, self.catch_up, FIRST_AFTER_S, GATHER_S)
        writer.listen(self._committed)

    def start(self) -> None:
        """Begin; the first look comes a little later."""
        self._thread.start()

    def stop(self) -> None:
        """After the step that runs."""
        self._thread.stop()

    def catch_up(self) -> None:
        """Make what is missing, until nothing is or the hub stops; what changes meanwhile comes later."""
        from server.reports.record_sheets import missing_days

        with self._writer.reading() as hall:
            before = hall.last_day
        with self._database.reading() as connection:
            days = missing_days(connection, before)
        for day in days:
            if not self._thread.breathe():
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
            self._thread.want()


def _changes(event: object) -> bool:
    if isinstance(event, DayOpened):
        return True
    return isinstance(event, RecordEvent) and not isinstance(event, RecordRead)
