"""A record goes to who decides."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import TakeUpRecord
from contract.events import RecordTakenUp
from contract.record_words import RecordState
from server.service import record_checks as checks
from server.service.work import Work


def take_up_record(command: TakeUpRecord, work: Work) -> RecordStands:
    """In process from then on."""
    known = checks.seen_record(work, command.seen, RecordState.RECEIVED)
    work.record(RecordTakenUp, record=known.id, happened_at=checks.done_at(work, command, known))
    return checks.stands(known, RecordState.IN_PROCESS)
