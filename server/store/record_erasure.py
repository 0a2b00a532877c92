"""Forgets applicants whose records ended long enough ago: at the start, and whenever a day is opened.

Knows which records are over and since when; that somebody is forgotten is an event, and the rows go with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import timedelta
from itertools import islice

from sqlalchemy import Connection, exists, or_, select

from contract.events import ApplicantForgotten, DayOpened
from contract.ids import RecordId
from contract.record_words import ForgottenBecause
from server.domain.hall import Hall
from server.domain.instant import MICROSECOND
from server.domain.record import ENDED
from server.service.work import Work
from server.store import tables
from server.store.job import Commit
from server.store.records import ABOUT_PERSONS
from server.store.sure_dates import SureDates, ended_before
from server.store.writer import Writer

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Forgotten in one transaction; the hall waits for no more."""


class RecordErasure:
    """A listener of the writer."""

    def __init__(self, writer: Writer, keep_days: Callable[[], int]) -> None:
        self._writer = writer
        self._keep_days = keep_days
        self._dates = SureDates(writer, self._ask)

    def start(self) -> None:
        """Forget what is due now, and from now on at the opening of each day."""
        self._writer.listen(self._committed)
        self._writer.listen(self._dates.committed)
        self._ask()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if any(isinstance(item.event, DayOpened) for item in commit.recorded):
            self._ask()

    def _ask(self) -> None:
        self._writer.run(self._forget).add_done_callback(self._go_on)

    def _forget(self, work: Work, connection: Connection) -> int:
        if not self._dates.tell(work, connection):
            return 0
        kept_us = timedelta(days=self._keep_days()) // MICROSECOND
        found = list(islice(_to_forget(connection, kept_us, work.now.utc_us), AT_ONCE))
        for record in found:
            work.record(ApplicantForgotten, record=record, because=ForgottenBecause.TIME_OVER)
        return len(found)

    def _go_on(self, done: Future[int]) -> None:
        error = done.exception()
        if error is not None:
            log.error("applicants could not be forgotten: %s", error)
        elif done.result() == AT_ONCE:
            self._ask()


def _to_forget(connection: Connection, kept_us: int, now_us: int) -> Iterator[RecordId]:
    record, before_us = tables.record.c, now_us - kept_us
    something_kept = or_(*(exists().where(table.c.record == record.id) for table in ABOUT_PERSONS))
    ended = record.state.in_([state.value for state in ENDED])
    query = select(record.id, record.state_since_us).where(ended, ~record.is_forgotten, something_kept)
    maybe = query.where(or_(record.state_since_us < before_us, record.state_since_us > now_us))
    for row in connection.execute(maybe.order_by(record.number)).all():
        if ended_before(connection, RecordId(row.id), row.state_since_us, before_us, now_us):
            yield RecordId(row.id)
