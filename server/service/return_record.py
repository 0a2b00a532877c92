"""The applicant gets the result."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import ReturnRecord
from contract.events import RecordReturned
from contract.record_words import RecordState
from server.service import record_checks as checks
from server.service.work import Work


def return_record(command: ReturnRecord, work: Work) -> RecordStands:
    """Whether it was in time was settled when it was ready: nobody is late who fetches it late.

    A fee paid now is all that was paid, written over what was said before.
    """
    known = checks.seen_record(work, command.seen, RecordState.RESULT_READY, RecordState.RECEIVED)
    at = checks.done_at(work, command, known)
    in_time = known.timeliness if known.ready_at is not None else checks.held_against(work, known.due_at, at)
    work.record(RecordReturned, record=known.id, happened_at=at, timeliness=in_time, fee_vnd=command.fee_vnd)
    return checks.stands(known, RecordState.RETURNED)
