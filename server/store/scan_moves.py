"""A scan job moves on: its row, and what the ledger is told of pages that came.

Called inside tasks of the writer; who may move a job is decided by whoever calls.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from contract.events import RecordPapersReceived
from contract.paper_words import PagesFrom, ScanState, ScanTrouble
from server.service.work import Work
from server.store.record_pages import ScanJob, change_job, document_of


def tell_received(work: Work, connection: Connection, job: ScanJob) -> ScanJob:
    """Say in the ledger how many pages came since it was said last; the job that knows it."""
    document = document_of(connection, job.document)
    fresh = len(job.arrived) - job.told
    if fresh <= 0 or document is None:
        return job
    work.officer = job.officer
    work.record(
        RecordPapersReceived,
        record=job.record,
        document=job.document,
        paper=document.paper,
        pages=fresh,
        origin=PagesFrom.SCANNER,
        consent=document.consent,
    )
    return msgspec.structs.replace(job, told=len(job.arrived))


def move(
    work: Work,
    connection: Connection,
    job: ScanJob,
    state: ScanState,
    code: ScanTrouble | None,
    pages: int | None = None,
) -> None:
    """Where the job stands now; `pages` as the station counts, None: it said nothing."""
    moved = msgspec.structs.replace(
        job,
        state=state,
        code=code,
        pages=job.pages if pages is None else pages,
        changed_us=work.now.utc_us,
    )
    if state in (ScanState.PAUSED, ScanState.DONE, ScanState.CANCELLED):
        moved = tell_received(work, connection, moved)
    change_job(connection, moved)
