"""Refused as a duplicate: whether the record that is named can be the one that is repeated."""

from __future__ import annotations

from contract.ids import ProcedureCode, ReasonId, RecordId
from contract.record_words import RecordState
from server.domain.record import Record
from server.domain.record_rules import DUPLICATE
from server.domain.refusal import Refusal
from server.service.work import Work


def check_earlier(work: Work, reason: ReasonId, earlier: RecordId | None, procedure: ProcedureCode) -> None:
    """A duplicate names the earlier record, of the same procedure and not void; no other reason does."""
    if (reason == DUPLICATE) is not (earlier is not None):
        raise _names_no_earlier_one()
    if earlier is not None:
        _can_be_repeated(work, earlier, procedure)


def check_no_circle(work: Work, own: Record, earlier: RecordId | None) -> None:
    """Of two records that look the same one is decided on: none repeats itself, by way of others neither."""
    named = earlier
    while named is not None:
        if named == own.id:
            raise Refusal(
                "repeats-itself",
                f"Hồ sơ {own.reference} chính là hồ sơ nộp trước; hồ sơ kia đã bị từ chối vì trùng với nó.",
                f"Record {own.reference} is the earlier one itself: the other was refused as its duplicate.",
            )
        known = work.records.find(named)
        named = known.duplicate_of if known is not None else None


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
