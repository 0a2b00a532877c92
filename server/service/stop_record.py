"""A record is given up, with a notice (form 05)."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import StopRecord
from contract.events import RecordStopped
from contract.record_words import ReasonFor, RecordState
from server.service import record_checks as checks
from server.service.work import Work


def stop_record(command: StopRecord, work: Work) -> RecordStands:
    """For example, the supplement did not come in time."""
    known = checks.seen_record(
        work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS, RecordState.SUPPLEMENT_ASKED
    )
    reason = checks.reason(work, ReasonFor.STOP, command.reason)
    at = checks.done_at(work, command, known)
    work.record(RecordStopped, record=known.id, happened_at=at, reason=reason)
    return checks.stands(known, RecordState.STOPPED)
