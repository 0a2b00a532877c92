"""Keeps the reports' sheets up to date beside the running hub: after each close, and after each correction.

Nothing but speed depends on it. What it computes with is loaded in its own thread, not at the hub's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from contract.events import DayClosed
from server.domain.hall import Hall
from server.reports.catching_up import CatchingUp
from server.service.work import Work
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import Writer

if TYPE_CHECKING:
    from server.reports.making import Step, Write

FIRST_AFTER_S = 5.0


class ReportKeeper:
    """A thread that makes what is missing."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self._writer = writer
        self._database = database
        self._thread = CatchingUp("figures of closed days", writer, self.catch_up, FIRST_AFTER_S)
        writer.listen(self._committed)

    def start(self) -> None:
        """Begin; the first look comes a little later."""
        self._thread.start()

    def stop(self) -> None:
        """After the step that runs."""
        self._thread.stop()

    def _committed(self, commit: Commit, hall: Hall) -> None:
        is_closed = any(isinstance(item.event, DayClosed) for item in commit.recorded)
        if is_closed or commit.past_days(hall.day):
            self._thread.want()

    def catch_up(self) -> None:
        """Make what is missing, until nothing is or the hub stops."""
        from server.reports.making import Present, missing

        while not self._thread.is_stopping:
            with self._writer.reading() as hall:
                present = Present(hall.day, hall.last_day)
            with self._database.reading() as connection:
                steps = missing(connection, present)
            for step in steps:
                if not self._thread.breathe() or not self._take(step):
                    break
            if not steps:
                return

    def _take(self, step: Step) -> bool:
        from server.reports.making import make

        corrections = self._writer.corrections
        with self._database.reading() as connection:
            write = make(connection, step)
        return self.keep(write, corrections)

    def keep(self, write: Write, corrections: int) -> bool:
        """Write it, unless a past day may have changed since `corrections` was read; whether it was."""

        def task(_work: Work, connection: Connection) -> bool:
            if self._writer.corrections != corrections:
                return False
            write(connection)
            return True

        return self._writer.run(task).result()
