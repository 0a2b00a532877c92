"""How far ahead a due date is soon: so many working days from today. Promises nothing, so never refuses."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from server.domain.deadline import WorkingTime
from server.domain.hours import LOCAL, UnknownYearError, to_local

_DAY = timedelta(days=1)


def soon_until(working: WorkingTime, now: datetime, days: int) -> datetime:
    """What is due before this moment is due soon; calendar days where a year is not confirmed."""
    today = to_local(now).date()
    try:
        last = _working_days_on(working, today, days)
    except UnknownYearError:
        last = today + days * _DAY
    return datetime.combine(last + _DAY, time(), LOCAL)


def _working_days_on(working: WorkingTime, day: date, days: int) -> date:
    while days:
        day += _DAY
        days -= working.hours.calendar.is_working_day(day)
    return day
