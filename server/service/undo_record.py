"""Take back the own last step on a record: an event of its own, and the record is as it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from contract.answers import RecordStands
from contract.commands import UndoRecord
from contract.events import RecordUndone
from contract.ids import OfficerId
from contract.record_words import RecordState
from server.domain.record import LastStep, Record
from server.domain.record_rules import RecordRules
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.believed_day import believed_day
from server.service.work import Work


def undo_record(command: UndoRecord, work: Work) -> RecordStands:
    """Only while it is fresh, by who did it, and while nobody has acted on the record since."""
    believed_day(work)
    known = checks.seen_record(work, command.seen)
    last = known.last
    if last is None or last.seq != command.undone:
        raise Refusal(
            "moved-on",
            f"Hồ sơ {known.reference} đã có việc khác sau bước đó nên không hoàn tác được.",
            f"Record {known.reference} has moved on; that step cannot be taken back.",
        )
    refusal = no_undo(known, work.rules.records, work.asker.officer, work.now.utc)
    if refusal is not None:
        raise refusal
    if last.before is None and work.records.is_named(known.id):
        raise Refusal(
            "named",
            f"Hồ sơ khác đã bị từ chối vì trùng với hồ sơ {known.reference} nên không hủy được.",
            f"Another record was refused as a repetition of {known.reference}; it must stay.",
        )
    before = last.before
    if before is not None and before.code is not None and before.code != known.code:
        checks.free_code(work, before.code, known.id)
    work.record(RecordUndone, record=known.id, undone=last.seq)
    return checks.stands(before or known, before.state if before is not None else RecordState.VOID)


def no_undo(known: Record, rules: RecordRules, officer: OfficerId | None, now: datetime) -> Refusal | None:
    """Why this officer cannot take the last step back now; None: they can."""
    last = known.last
    if last is None:
        return Refusal("nothing-to-undo", "Không có bước nào để hoàn tác.", "There is nothing to undo.")
    if officer is None or last.officer != officer:
        return Refusal(
            "not-yours", "Chỉ người vừa thực hiện mới hoàn tác được.", "Only who did it can take it back."
        )
    if now > undo_until(last, rules):
        return Refusal("too-late", "Đã quá thời gian cho phép hoàn tác.", "It is too late to undo that.")
    return None


def undo_until(last: LastStep, rules: RecordRules) -> datetime:
    """The last moment at which the step can be taken back."""
    return last.at + timedelta(minutes=rules.undo_within_minutes)
