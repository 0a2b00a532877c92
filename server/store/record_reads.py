"""Who saw a record with its person, or gave it out to them, is written down and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from contract.events import RecordExported, RecordOpened
from contract.ids import RecordId
from server.service.work import Work
from server.store.job import Task


def opening(record: RecordId) -> Task[None]:
    """A task: a page that shows the person is opened."""

    def task(work: Work, _connection: Connection) -> None:
        work.record(RecordOpened, record=record)

    return task


def giving_out(records: Iterable[RecordId]) -> Task[None]:
    """A task: all that is kept of the person is given to them."""
    wanted = tuple(records)

    def task(work: Work, _connection: Connection) -> None:
        for record in wanted:
            work.record(RecordExported, record=record)

    return task
