"""A result will be late: an apology, and one new date (NĐ 61/2018 Art. 19(9))."""

from __future__ import annotations

from datetime import UTC

from contract.answers import RecordStands
from contract.commands import ReappointRecord
from contract.events import RecordReappointed
from contract.record_words import ReasonFor, RecordState
from server.domain.hours import to_local
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.believed_day import believed_day
from server.service.promised_day import promised
from server.service.work import Work


def reappoint_record(command: ReappointRecord, work: Work) -> RecordStands:
    """At most once; the due date it is judged by stays."""
    believed_day(work)
    known = checks.seen_record(work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS)
    if known.new_date is not None:
        raise Refusal(
            "reappointed-once",
            f"Hồ sơ {known.reference} đã hẹn lại một lần; không được hẹn lại thêm.",
            f"Record {known.reference} was given a new date once; the law allows no second one.",
        )
    reason = checks.reason(work, ReasonFor.REAPPOINT, command.reason)
    new_date = promised(work, known.procedure, command.new_day, work.now.utc)
    if known.due_at is not None and command.new_day <= to_local(known.due_at).date():
        raise Refusal(
            "not-later",
            "Ngày hẹn lại phải sau ngày hẹn trả hiện tại.",
            "The new date must lie after the one that was promised.",
        )
    work.record(RecordReappointed, record=known.id, reason=reason, new_date=new_date.astimezone(UTC))
    return checks.stands(known, known.state)
