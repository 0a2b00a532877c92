"""Forgets applicants whose records ended long enough ago: at the start, and whenever a day is opened.

Knows which records are over and since when; that somebody is forgotten is an event, and the rows go with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta

from sqlalchemy import Connection, exists, or_, select

from contract.events import ApplicantForgotten, DayOpened
from contract.ids import RecordId
from contract.record_words import ForgottenBecause
from server.domain.hall import Hall
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import ENDED
from server.service.work import Work
from server.store import tables
from server.store.job import Commit
from server.store.records import ABOUT_PERSONS
from server.store.writer import Writer

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Forgotten in one transaction; the hall waits for no more."""


class RecordErasure:
    """A listener of the writer."""

    def __init__(self, writer: Writer, keep_days: Callable[[], int]) -> None:
        self._writer = writer
        self._keep_days = keep_days

    def start(self) -> None:
        """Forget what is due now, and from now on at the opening of each day."""
        self._writer.listen(self._committed)
        self._ask()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if any(isinstance(item.event, DayOpened) for item in commit.recorded):
            self._ask()

    def _ask(self) -> None:
        self._writer.run(self._forget).add_done_callback(self._go_on)

    def _forget(self, work: Work, connection: Connection) -> int:
        before = work.now.utc - timedelta(days=self._keep_days())
        found = _to_forget(connection, (before - EPOCH) // MICROSECOND)
        for record in found:
            work.record(ApplicantForgotten, record=record, because=ForgottenBecause.TIME_OVER)
        return len(found)

    def _go_on(self, done: Future[int]) -> None:
        error = done.exception()
        if error is not None:
            log.error("applicants could not be forgotten: %s", error)
        elif done.result() == AT_ONCE:
            self._ask()


def _to_forget(connection: Connection, before_us: int) -> list[RecordId]:
    record = tables.record.c
    something_kept = or_(*(exists().where(table.c.record == record.id) for table in ABOUT_PERSONS))
    query = select(record.id).where(
        record.state.in_([state.value for state in ENDED]),
        record.state_since_us < before_us,
        record.entered_us < before_us,  # a visit of long ago may have been written down just now
        record.is_forgotten.is_(False),
        something_kept,
    )
    return [RecordId(found) for found in connection.scalars(query.order_by(record.number).limit(AT_ONCE))]
