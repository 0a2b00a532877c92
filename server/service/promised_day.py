"""The day an officer names for a result: not behind, not years ahead, and one on which it can be fetched."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from contract.ids import ProcedureCode
from server.domain.deadline import due_on
from server.domain.hours import hours_on, next_open_day, to_local, why_closed
from server.domain.refusal import Refusal
from server.domain.weekdays import WEEKDAYS
from server.service.work import Work

FARTHEST = timedelta(days=2 * 366)
"""Promised for later than so, the year was mistyped."""


def promised(work: Work, procedure: ProcedureCode, day: date, not_before: datetime) -> datetime:
    """The moment a result promised for this day is due."""
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
    return due_on(work.rules.records.working, day)


def _can_be_fetched(work: Work, procedure: ProcedureCode, day: date) -> bool:
    """The center works, or a desk of that procedure alone does; in a year nobody confirmed it may."""
    hours = work.rules.records.working.hours
    if day.year not in hours.calendar.confirmed_years or hours_on(hours, day):
        return True
    desks = (desk.id for desk in work.rules.services.values() if procedure in desk.procedures)
    return any(work.rules.number_hours(desk, day) for desk in desks)


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
