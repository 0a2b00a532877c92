"""The day an officer names for a result: not behind, not years ahead, and one on which it can be fetched."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from contract.ids import ProcedureCode
from server.domain.deadline import due_on
from server.domain.hours import may_open, next_open_day, to_local, why_closed
from server.domain.refusal import Refusal
from server.domain.weekdays import WEEKDAYS
from server.service.work import Work

FARTHEST = timedelta(days=2 * 366)
"""Promised for later than so, the year was mistyped."""


def promised(work: Work, procedure: ProcedureCode, day: date, not_before: datetime) -> datetime:
    """The moment a result promised for this day is due; never one that is over before it is promised."""
    if day < to_local(not_before).date():
        raise Refusal(
            "due-too-early",
            "Ngày hẹn trả trước ngày tiếp nhận hoặc trước hôm nay.",
            "The promised day lies before the reception or before today.",
        )
    if day > work.now.local_day + FARTHEST:
        raise Refusal(
            "due-too-far",
            "Ngày hẹn trả cách hôm nay hơn hai năm. Xin xem lại năm đã ghi.",
            "The promised day lies more than two years ahead. Please look at the year again.",
        )
    if not _can_be_fetched(work, procedure, day):
        raise _closed(work, day)
    due = due_on(work.rules.records.working, day)
    if due < not_before:
        raise _over_by_then(due, not_before)
    return due


def _can_be_fetched(work: Work, procedure: ProcedureCode, day: date) -> bool:
    """The center works, or a desk of that procedure alone does; in a year nobody confirmed they may."""
    if may_open(work.rules.records.working.hours, day):
        return True
    desks = (desk.id for desk in work.rules.services.values() if procedure in desk.procedures)
    return any(work.rules.may_open(desk, day) for desk in desks)


def _over_by_then(due: datetime, not_before: datetime) -> Refusal:
    closes, begins = f"{due:%H:%M %d/%m/%Y}", f"{to_local(not_before):%H:%M %d/%m/%Y}"
    return Refusal(
        "due-too-early",
        f"Hẹn trả ngày đó là đến {closes}, nhưng hồ sơ tính từ {begins}. Xin chọn ngày sau.",
        f"That day's results are due by {closes}, but the record counts from {begins}. Name a later day.",
    )


def _closed(work: Work, day: date) -> Refusal:
    hours = work.rules.records.working.hours
    why, following = why_closed(hours, day), next_open_day(hours, day)
    vi, en = (why, why) if why else WEEKDAYS[day.weekday()]
    instead_vi = f" Ngày làm việc kế tiếp: {following:%d/%m/%Y}." if following else ""
    instead_en = f" The next day it opens: {following:%d/%m/%Y}." if following else ""
    return Refusal(
        "due-on-day-off",
        f"Ngày {day:%d/%m/%Y} ({vi}) trung tâm không làm việc, không hẹn trả được.{instead_vi}",
        f"On {day:%d/%m/%Y} ({en}) the center is closed; no result is promised for it.{instead_en}",
    )
