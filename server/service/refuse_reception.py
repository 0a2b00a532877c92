"""A record is not taken in; the register keeps that and why."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import RefuseReception
from contract.events import RecordRefusedAtReception
from contract.ids import ProcedureCode, RecordId, new_record_id
from contract.record_words import ReasonFor, RecordState
from server.domain.record_rules import DUPLICATE
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.work import Work


def refuse_reception(command: RefuseReception, work: Work) -> RecordStands:
    """A duplicate names the earlier record, of the same procedure and not void; no other reason does."""
    checks.procedure(work, command.procedure)
    reason = checks.reason(work, ReasonFor.REFUSE_AT_RECEPTION, command.reason)
    if (reason == DUPLICATE) is not (command.duplicate_of is not None):
        raise _names_no_earlier_one()
    if command.duplicate_of is not None:
        _can_be_repeated(work, command.duplicate_of, command.procedure)
    year = work.now.local_day.year
    entered = work.record(
        RecordRefusedAtReception,
        record=new_record_id(),
        year=year,
        number=work.records.last_number(year) + 1,
        procedure=command.procedure,
        channel=command.channel,
        counter=checks.visit(work, command),
        ticket=command.ticket,
        received_at=checks.handed_over(work, command),
        is_back_dated=command.received_at is not None,
        reason=reason,
        duplicate_of=command.duplicate_of,
    )
    return RecordStands(
        record=entered.record,
        reference=f"{entered.number}/{year}",
        state=RecordState.REFUSED_AT_RECEPTION,
    )


def _can_be_repeated(work: Work, earlier: RecordId, procedure: ProcedureCode) -> None:
    known = work.records.find(earlier)
    if known is None:
        raise _names_no_earlier_one()
    if known.state is RecordState.VOID:
        raise Refusal(
            "earlier-void",
            f"Hồ sơ {known.reference} đã hủy vì ghi nhầm, nên không phải hồ sơ nộp trước.",
            f"Record {known.reference} was taken back as a mistake: it is no earlier record.",
        )
    if known.procedure != procedure:
        raise Refusal(
            "other-procedure",
            f"Hồ sơ {known.reference} thuộc thủ tục {known.procedure}, nên không phải hồ sơ trùng.",
            f"Record {known.reference} is of procedure {known.procedure}: this one does not repeat it.",
        )


def _names_no_earlier_one() -> Refusal:
    return Refusal(
        "no-earlier-record",
        "Từ chối vì trùng phải kèm số hồ sơ đã nộp trước; lý do khác thì không kèm.",
        "A duplicate names the record handed in before; another reason names none.",
    )
