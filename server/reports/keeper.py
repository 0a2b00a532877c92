"""Keeps the reports' sheets up to date beside the running hub: after each close, and after each correction.

Nothing but speed depends on it. What it computes with is loaded in its own thread, not at the hub's start.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from contract.events import DayClosed
from server.domain.hall import Hall
from server.service.work import Work
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import LedgerUnwritableError, Writer

if TYPE_CHECKING:
    from server.reports.making import Step, Write

log = logging.getLogger(__name__)

FIRST_AFTER_S = 5.0
"""So that a hub that has just started answers its devices first."""
BETWEEN_S = 0.05
"""A breath after each step: numbers and calls come first."""
LOOK_EVERY_S = 5.0
"""Whether somebody had figures forgotten from outside."""
AGAIN_AFTER_S = 60.0
"""After a step that failed."""


class ReportKeeper:
    """A thread that makes what is missing."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self._writer = writer
        self._database = database
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="report-keeper", daemon=True)
        writer.listen(self._committed)

    def start(self) -> None:
        """Begin; the first look comes a little later."""
        self._thread.start()

    def stop(self) -> None:
        """After the step that runs."""
        self._stopping.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def _committed(self, commit: Commit, hall: Hall) -> None:
        is_closed = any(isinstance(item.event, DayClosed) for item in commit.recorded)
        if is_closed or commit.past_days(hall.day):
            self._wanted.set()

    def _run(self) -> None:
        self._stopping.wait(FIRST_AFTER_S)
        while not self._stopping.is_set():
            self._wanted.clear()
            seen = self._writer.corrections
            try:
                self.catch_up()
            except (SQLAlchemyError, LedgerUnwritableError, ValueError) as error:
                log.warning("figures of closed days could not be kept: %s", error)
                self._wanted.wait(AGAIN_AFTER_S)
            else:
                while not self._wanted.wait(LOOK_EVERY_S) and self._writer.corrections == seen:
                    pass

    def catch_up(self) -> None:
        """Make what is missing, until nothing is or the hub stops."""
        from server.reports.making import Present, missing

        while not self._stopping.is_set():
            with self._writer.reading() as hall:
                present = Present(hall.day, hall.last_day)
            with self._database.reading() as connection:
                steps = missing(connection, present)
            for step in steps:
                if self._stopping.wait(BETWEEN_S) or not self._take(step):
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
