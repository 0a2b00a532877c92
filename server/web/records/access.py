"""Who opens a record's page that shows a person is written down, as with scanned papers: before it is shown.

Not each time: whoever did something with the record a while ago is in its history or log already.
"""

from __future__ import annotations

from concurrent.futures import TimeoutError as NotInTime
from datetime import datetime, timedelta

from flask import abort

from contract.ids import OfficerId
from server.service.asker import Asker
from server.store.record_reads import opening
from server.store.writer import LedgerUnwritableError, Writer
from server.web.records.desk import ANSWER_WITHIN_S, Whole

AGAIN_AFTER = timedelta(minutes=15)


def note_opened(writer: Writer, whole: Whole, asker: Asker) -> None:
    """Ends the request where the ledger cannot be written: nobody looks unseen."""
    now = writer.now().utc
    if not whole.shows_person or _was_there_lately(whole, asker.officer, now):
        return
    try:
        writer.run(opening(whole.record.id), asker).result(ANSWER_WITHIN_S)
    except (NotInTime, LedgerUnwritableError):
        abort(503)


def _was_there_lately(whole: Whole, officer: OfficerId | None, now: datetime) -> bool:
    events = (*(step.event for step in whole.history), *whole.looks)
    return any(event.officer == officer and event.at > now - AGAIN_AFTER for event in events)
