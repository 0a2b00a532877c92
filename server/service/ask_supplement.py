"""Something is missing: the applicant is asked for it, once, and the clock stands still."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import AskSupplement
from contract.events import SupplementAsked
from contract.record_words import ReasonFor, RecordState
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.work import Work


def ask_supplement(command: AskSupplement, work: Work) -> RecordStands:
    """NĐ 61/2018 Art. 11(2)(c), 17: once in a record's life."""
    known = checks.seen_record(work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS)
    if known.supplement_asked_at is not None:
        raise Refusal(
            "supplement-once",
            f"Hồ sơ {known.reference} đã yêu cầu bổ sung một lần; không được yêu cầu thêm lần nữa.",
            f"Record {known.reference} was sent back for a supplement once; the law allows no second time.",
        )
    reason = checks.reason(work, ReasonFor.SUPPLEMENT, command.reason)
    at = checks.done_at(work, command, known)
    work.record(SupplementAsked, record=known.id, happened_at=at, reason=reason)
    return checks.stands(known, RecordState.SUPPLEMENT_ASKED)
