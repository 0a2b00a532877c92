"""The applicant takes a record back."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import WithdrawRecord
from contract.events import RecordWithdrawn
from contract.record_words import ReasonFor, RecordState
from server.service import record_checks as checks
from server.service.work import Work


def withdraw_record(command: WithdrawRecord, work: Work) -> RecordStands:
    """Nothing is decided any more."""
    known = checks.seen_record(
        work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS, RecordState.SUPPLEMENT_ASKED
    )
    reason = checks.reason(work, ReasonFor.WITHDRAW, command.reason)
    at = checks.done_at(work, command, known)
    work.record(RecordWithdrawn, record=known.id, happened_at=at, reason=reason)
    return checks.stands(known, RecordState.WITHDRAWN)
