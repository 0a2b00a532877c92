"""When a record's result is due, as it is promised at reception and after a supplement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from contract.commands import ReceiveRecord
from contract.message import Utc
from server.domain.deadline import Stop, Term, due_after_stop, due_at, term_until
from server.domain.hours import UnknownYearError
from server.domain.record import Record
from server.domain.refusal import Refusal
from server.service.promised_day import promised
from server.service.work import Work


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, and how it was found."""

    at: Utc | None
    term: Term | None
    is_by_hand: bool


NOTHING = Promise(None, None, is_by_hand=False)
"""A result given at once needs no date."""


def promise(work: Work, command: ReceiveRecord, received: datetime) -> Promise:
    """The officer's day where they name one, else the procedure's time counted from reception."""
    rules = work.rules.records
    if command.due_day is not None:
        due = promised(work, command.procedure, command.due_day, received)
        return Promise(_utc(due), term_until(rules.working, received, command.due_day), is_by_hand=True)
    term = rules.term(command.procedure, command.channel)
    if command.is_returned_at_once and term is None:
        return NOTHING
    if term is None:
        raise Refusal(
            "due-unknown",
            f"Chưa có thời hạn tính được của thủ tục {command.procedure}. Xin chọn ngày hẹn trả.",
            f"No time that can be counted is known for {command.procedure}. Name the day yourself.",
        )
    try:
        return Promise(_utc(due_at(rules.working, term, received)), term, is_by_hand=False)
    except UnknownYearError as error:
        if command.is_returned_at_once:
            return Promise(None, term, is_by_hand=False)
        raise unconfirmed(error) from error


def promise_after_stop(work: Work, known: Record, day: date | None, taken_at: datetime) -> Promise:
    """What was left when the supplement was asked for, counted from when it came, or the officer's day."""
    if day is not None:
        due = promised(work, known.procedure, day, taken_at)
        return Promise(_utc(due), known.term, is_by_hand=True)
    if known.term is None or known.due_at is None or known.supplement_asked_at is None:
        raise Refusal(
            "due-unknown",
            f"Không tính được hạn còn lại của hồ sơ {known.reference}. Xin chọn ngày hẹn trả.",
            f"What is left of record {known.reference}'s time cannot be counted. Name the day yourself.",
        )
    stop, rules = Stop(known.supplement_asked_at, taken_at), work.rules.records
    before = (known.due_at, rules.compared_by)
    try:
        due = due_after_stop(rules.working, known.term, known.received_at, stop, *before)
    except UnknownYearError as error:
        raise unconfirmed(error) from error
    return Promise(_utc(due), known.term, is_by_hand=False)


def unconfirmed(error: UnknownYearError) -> Refusal:
    """The calendar ends before the due date."""
    return Refusal(
        "year-unconfirmed",
        f"Lịch nghỉ năm {error.year} chưa được xác nhận nên chưa tính được hạn. Xin chọn ngày hẹn trả.",
        f"The holidays of {error.year} are not confirmed, so nothing is counted. Name the day yourself.",
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
