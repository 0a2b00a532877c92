"""What was written down wrong at reception is put right; the value of what names a person goes beside."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import msgspec

from contract.answers import RecordStands
from contract.commands import CorrectRecord
from contract.events import RecordCorrected
from contract.record_words import KEPT_BESIDE, Channel, CorrectedField, RecordState
from server.domain.deadline import due_at
from server.domain.hours import UnknownYearError
from server.domain.record import OPEN, RUNNING, Record
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.work import Work

CORRECTABLE = OPEN | {RecordState.RESULT_READY}
"""It has not ended."""
FEE_CORRECTABLE = CORRECTABLE | {RecordState.RETURNED}
"""Fees are often paid when the result is fetched."""


def correct_record(command: CorrectRecord, work: Work) -> RecordStands:
    """Only what the person saw as it stands; the promise never moves to a later day."""
    is_fee_alone = set(command.corrects) == {CorrectedField.FEE}
    known = checks.seen_record(work, command.seen, *(FEE_CORRECTABLE if is_fee_alone else CORRECTABLE))
    _can_be_put_right(command, known, has_beside=work.has_beside)
    corrected = work.record(
        RecordCorrected,
        record=known.id,
        corrects=command.corrects,
        fee_vnd=command.fee_vnd,
        result_to=command.result_to,
        channel=command.channel,
        originals=command.originals,
        copies=command.copies,
        shown=command.shown,
        despite=command.despite,
        **(_counted_anew(work, known, command.channel) if command.channel is not None else {}),
    )
    due = known.due_at if corrected.due_at is None else corrected.due_at
    return checks.stands(msgspec.structs.replace(known, due_at=due), known.state)


def _can_be_put_right(command: CorrectRecord, known: Record, *, has_beside: bool) -> None:
    if known.last_seq != command.as_of:
        raise Refusal(
            "stale",
            f"Hồ sơ {known.reference} vừa có việc khác được ghi. Vui lòng xem lại rồi thử lại.",
            f"Something else was just written down of record {known.reference}. Look again, then try again.",
        )
    if known.is_forgotten:
        raise Refusal(
            "forgotten",
            f"Thông tin người nộp của hồ sơ {known.reference} đã xóa nên không đính chính được.",
            f"The applicant of record {known.reference} is forgotten; nothing can be put right.",
        )
    if not _is_whole(command, has_beside=has_beside):
        raise Refusal(
            "nothing-to-correct",
            "Chưa rõ cần đính chính điều gì. Vui lòng xem lại rồi thử lại.",
            "What is to be put right is not clear. Look again, then try again.",
        )


def _is_whole(command: CorrectRecord, *, has_beside: bool) -> bool:
    """Every named field has its value, here or beside, and no other one has."""
    named = set(command.corrects)
    papers = command.originals or command.copies or command.shown
    return (
        bool(named)
        and len(named) == len(command.corrects)
        and (CorrectedField.RESULT_TO in named) is (command.result_to is not None)
        and (CorrectedField.CHANNEL in named) is (command.channel is not None)
        and (CorrectedField.FEE in named or command.fee_vnd is None)
        and (CorrectedField.PAPERS in named or not papers)
        and named.isdisjoint(KEPT_BESIDE) is not has_beside
    )


def _counted_anew(work: Work, known: Record, channel: Channel) -> dict[str, Any]:
    """The time of the right channel, while nothing was counted from the old one.

    Who was promised a day keeps it: the law's time may end the wait earlier, never later. A day that the
    officer named stays, and so does what a supplement or an apology has settled.
    """
    rules = work.rules.records
    term, promised = rules.term(known.procedure, channel), known.due_at
    is_settled = known.supplement_asked_at is not None or known.new_date is not None
    if known.state not in RUNNING or known.is_due_by_hand or is_settled or term is None or promised is None:
        return {}
    try:
        counted = due_at(rules.working, term, known.received_at).astimezone(UTC)
    except UnknownYearError:
        return {}
    return {"term_amount": term.amount, "term_unit": term.unit, "due_at": min(promised, counted)}
