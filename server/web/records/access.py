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
from server.store.writer import LedgerUnwritableError
from server.web.console_hub import ConsoleHub
from server.web.records.desk import Whole

AGAIN_AFTER = timedelta(minutes=15)


def note_opened(hub: ConsoleHub, whole: Whole, asker: Asker) -> None:
    """Ends the request where the ledger cannot be written: nobody looks unseen."""
    if may_look_unnoted(hub, whole, asker):
        return
    try:
        hub.writer.run(opening(whole.record.id), asker).result(hub.answer_within_s)
    except (NotInTime, LedgerUnwritableError):
        abort(503)


def may_look_unnoted(hub: ConsoleHub, whole: Whole, asker: Asker) -> bool:
    """The page shows nobody, or the ledger says already that this officer was there."""
    return not whole.shows_person or _was_there_lately(whole, asker.officer, hub.writer.now().utc)


def _was_there_lately(whole: Whole, officer: OfficerId | None, now: datetime) -> bool:
    events = (*(step.event for step in whole.history), *whole.looks)
    return any(event.officer == officer and event.at > now - AGAIN_AFTER for event in events)
