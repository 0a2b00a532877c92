"""Forgets one person in all of their records at once; what must still be kept is named.

Knows which records may be forgotten; who they belong to was found by whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from contract.events import ApplicantForgotten
from contract.ids import RecordId
from contract.record_words import ForgottenBecause
from server.domain.record import Record
from server.service.work import Work
from server.store.job import Task
from server.store.records import StoredRecords


def forgetting(records: Iterable[RecordId]) -> Task[tuple[Record, ...]]:
    """A task: those that have ended are forgotten in one transaction; gives back those that have not."""
    wanted = tuple(records)

    def task(work: Work, connection: Connection) -> tuple[Record, ...]:
        shelf = StoredRecords(connection)
        known = [found for record in wanted if (found := shelf.find(record)) is not None]
        for record in known:
            if record.is_ended and not record.is_forgotten:
                work.record(ApplicantForgotten, record=record.id, because=ForgottenBecause.ON_REQUEST)
        return tuple(record for record in known if not record.is_ended)

    return task
