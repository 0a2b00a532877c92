"""A record that was taken in is refused, with a written reason."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import RefuseRecord
from contract.events import RecordRefused
from contract.record_words import ReasonFor, RecordState
from server.service import record_checks as checks
from server.service.earlier_record import check_earlier, check_no_circle
from server.service.work import Work


def refuse_record(command: RefuseRecord, work: Work) -> RecordStands:
    """Who decides refuses it; a duplicate that was found after reception names the earlier record."""
    known = checks.seen_record(
        work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS, RecordState.SUPPLEMENT_ASKED
    )
    reason = checks.reason(work, ReasonFor.REFUSE, command.reason)
    check_earlier(work, reason, command.duplicate_of, known.procedure)
    check_no_circle(work, known, command.duplicate_of)
    at = checks.done_at(work, command, known)
    work.record(
        RecordRefused,
        record=known.id,
        happened_at=at,
        reason=reason,
        duplicate_of=command.duplicate_of,
    )
    return checks.stands(known, RecordState.REFUSED)
