"""What several use cases of records ask before they act; each returns what was asked for or refuses."""

from __future__ import annotations

from datetime import datetime, timedelta

from contract.answers import RecordStands
from contract.commands import EnterRecord, SeenRecord, StepCommand
from contract.ids import CounterId, ProcedureCode, ReasonId, RecordCode, RecordId
from contract.record_words import ReasonFor, RecordState, Timeliness
from contract.words import TicketState
from server.domain.deadline import timeliness
from server.domain.hours import to_local
from server.domain.record import Record
from server.domain.refusal import Refusal, unknown_record
from server.service import checks
from server.service.believed_day import believed_day
from server.service.work import Work

LONGEST_BACK = timedelta(days=366)
"""Written down later than so, the year was mistyped."""


def seen_record(work: Work, seen: SeenRecord, *allowed: RecordState) -> Record:
    """The record, if it still is as the person saw it and the state allows what they want."""
    known = work.records.find(seen.record)
    if known is None:
        raise unknown_record()
    if known.state is not seen.state:
        raise Refusal(
            "stale",
            f"Hồ sơ {known.reference} vừa thay đổi. Vui lòng xem lại rồi thử lại.",
            f"Record {known.reference} has moved on (now {known.state}). Look again, then try again.",
        )
    if allowed and known.state not in allowed:
        raise Refusal(
            "wrong-state",
            f"Không thể làm việc này với hồ sơ {known.reference} lúc này.",
            f"This cannot be done with record {known.reference} while it is {known.state}.",
        )
    return known


def reason(work: Work, act: ReasonFor, wanted: ReasonId) -> ReasonId:
    """A configured reason for that act."""
    if work.rules.records.reason(act, wanted) is None:
        raise Refusal(
            "unknown-reason",
            f"Không có lý do “{wanted}” trong cấu hình cho việc này.",
            f"There is no reason “{wanted}” for this in the configuration.",
        )
    return wanted


def procedure(work: Work, wanted: ProcedureCode) -> ProcedureCode:
    """A procedure a record can be received for."""
    if wanted not in work.rules.records.procedures:
        raise Refusal(
            "unknown-procedure",
            f"Không có thủ tục {wanted}, hoặc thủ tục đã bãi bỏ.",
            f"There is no procedure {wanted}, or it is repealed.",
        )
    return wanted


def visit(work: Work, command: EnterRecord) -> CounterId | None:
    """The counter of the visit it is handed over in: the asker's own, with that ticket called or served."""
    if command.ticket is None:
        return None
    known = checks.ticket(work, command.ticket)
    if known.state not in (TicketState.CALLED, TicketState.SERVING):
        raise Refusal(
            "wrong-state",
            f"Số {known.number} không còn ở quầy.",
            f"Number {known.number} is no longer at a counter.",
        )
    return checks.counter_of(work, known, None).id


def handed_over(work: Work, command: EnterRecord) -> datetime:
    """When the record was handed over: now, or the past moment the officer names."""
    if command.received_at is None:
        return work.now.utc
    if command.received_at > work.now.utc:
        raise Refusal(
            "not-yet", "Thời điểm tiếp nhận ở tương lai.", "The time of reception lies in the future."
        )
    if work.now.utc - command.received_at > LONGEST_BACK:
        raise Refusal(
            "too-long-ago",
            "Thời điểm tiếp nhận cách đây hơn một năm. Xin xem lại năm đã ghi.",
            "The time of reception lies more than a year back. Please look at the year again.",
        )
    return command.received_at


def done_at(work: Work, command: StepCommand, known: Record) -> datetime | None:
    """When a step that is written down later was done; None: it is done now.

    People name a minute: one that began before the step before it ended counts from there. Neither is
    said by a clock that nobody vouches for.
    """
    believed_day(work)
    named = command.happened_at
    if named is None:
        return None
    if named > work.now.utc:
        raise Refusal(
            "not-yet",
            "Thời điểm đã làm việc này ở tương lai.",
            "The time when this was done lies in the future.",
        )
    if named < known.moved_at.replace(second=0, microsecond=0):
        before = f"{to_local(known.moved_at):%H:%M %d/%m/%Y}"
        raise Refusal(
            "before-last-step",
            f"Bước trước của hồ sơ {known.reference} là lúc {before}; việc này không thể xảy ra trước đó.",
            f"The step before it was at {before} (record {known.reference}); this cannot have been earlier.",
        )
    return max(named, known.moved_at)


def held_against(work: Work, due_at: datetime | None, ready_at: datetime | None = None) -> Timeliness | None:
    """How a result that is ready now, or was then, stands to its due date."""
    if due_at is None:
        return None
    return timeliness(due_at, ready_at or work.now.utc, work.rules.records.compared_by)


def free_code(work: Work, code: RecordCode, own: RecordId | None = None) -> None:
    """An official code is of one record: who looks it up by the code alone must find no other citizen's."""
    holder = work.records.holder_of(code, own)
    if holder is not None:
        raise Refusal(
            "code-taken",
            f"Mã {code} đã ghi cho hồ sơ {holder.reference}. Vui lòng xem lại mã.",
            f"The code {code} already is record {holder.reference}'s. Look at the code again.",
        )


def stands(known: Record, state: RecordState) -> RecordStands:
    """Where the record stands after what was just recorded of it."""
    return RecordStands(
        record=known.id,
        reference=known.reference,
        state=state,
        due_at=known.due_at,
        code_shape=known.code_shape,
    )
