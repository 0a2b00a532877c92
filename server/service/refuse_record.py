"""A record that was taken in is refused, with a written reason."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import RefuseRecord
from contract.events import RecordRefused
from contract.record_words import ReasonFor, RecordState
from server.service import record_checks as checks
from server.service.work import Work


def refuse_record(command: RefuseRecord, work: Work) -> RecordStands:
    """Who decides refuses it."""
    known = checks.seen_record(
        work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS, RecordState.SUPPLEMENT_ASKED
    )
    reason = checks.reason(work, ReasonFor.REFUSE, command.reason)
    at = checks.done_at(work, command, known)
    work.record(RecordRefused, record=known.id, happened_at=at, reason=reason)
    return checks.stands(known, RecordState.REFUSED)
