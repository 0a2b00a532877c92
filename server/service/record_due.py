"""When a record's result is due, as it is promised at reception and after a supplement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from contract.commands import ReceiveRecord
from contract.message import Utc
from server.domain.after_stop import counted_after_stop, was_overdue_when_asked
from server.domain.deadline import Term, due_at, term_until
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
    """What is left of its time, counted from when the supplement came; an officer may promise it earlier.

    Their day stands alone where nothing can be counted: nobody is made early by a day that is named late.
    """
    counted = _counted(work, known, day, taken_at)
    if counted is not None and (day is None or day == counted.date()):
        return Promise(_utc(counted), known.term, is_by_hand=False)
    if day is None:
        raise Refusal(
            "due-unknown",
            f"Không tính được hạn còn lại của hồ sơ {known.reference}. Xin chọn ngày hẹn trả.",
            f"What is left of record {known.reference}'s time cannot be counted. Name the day yourself.",
        )
    if counted is not None and day > counted.date():
        is_overdue = was_overdue_when_asked(known, work.rules.records)
        raise _day_not_wanted(known, counted, is_overdue=is_overdue)
    due = promised(work, known.procedure, day, taken_at)
    return Promise(_utc(due), known.term, is_by_hand=True)


def _counted(work: Work, known: Record, day: date | None, taken_at: datetime) -> datetime | None:
    """None: it cannot be counted, and the officer's day is needed."""
    try:
        return counted_after_stop(known, work.rules.records, taken_at)
    except UnknownYearError as error:
        if day is None:
            raise unconfirmed(error) from error
        return None


def _day_not_wanted(known: Record, counted: datetime, *, is_overdue: bool) -> Refusal:
    vi = f"Hạn còn lại sau khi bổ sung tính được là {counted:%H:%M %d/%m/%Y}; không chọn ngày muộn hơn."
    en = f"What is left of its time ends at {counted:%H:%M %d/%m/%Y}; no later day can be named."
    if is_overdue:
        vi = f"Hồ sơ đã quá hạn {counted:%d/%m/%Y} trước khi yêu cầu bổ sung; hạn giữ nguyên. Để trống ngày."
        en = f"It was overdue ({counted:%d/%m/%Y}) before the supplement was asked for: name no day."
    if known.new_date is None:
        vi += " Nếu phải trễ, dùng “Xin lỗi, hẹn lại” (mẫu số 04)."
        en += " If it will be late, use “Apologise, new date” (form 04)."
    return Refusal("due-is-counted", vi, en)


def unconfirmed(error: UnknownYearError) -> Refusal:
    """The calendar ends before the due date."""
    return Refusal(
        "year-unconfirmed",
        f"Lịch nghỉ năm {error.year} chưa được xác nhận nên chưa tính được hạn. Xin chọn ngày hẹn trả.",
        f"The holidays of {error.year} are not confirmed, so nothing is counted. Name the day yourself.",
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
