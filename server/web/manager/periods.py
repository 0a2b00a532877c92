"""Stretches of days a manager asks about: their names, the usual ones, and the one to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique

from server.reports.question import Grain
from server.reports.spans import ONE_DAY, month_of, year_of
from server.web.say import Say

_WEEK = timedelta(days=7)
_DAYS_BY_DAY, _DAYS_BY_WEEK, _DAYS_BY_MONTH = 45, 200, 6 * 366
"""The longest ranges split into days, weeks and months: as many columns as a page shows legibly."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        whole = month_of(self.first)
        return (self.first, self.last) == (whole.first, whole.last)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        whole = year_of(self.first)
        return (self.first, self.last) == (whole.first, whole.last)

    @property
    def grain(self) -> Grain:
        """Into what it is split to be shown over time."""
        if self.days <= _DAYS_BY_DAY:
            return Grain.DAY
        if self.days <= _DAYS_BY_WEEK:
            return Grain.WEEK
        return Grain.MONTH if self.days <= _DAYS_BY_MONTH else Grain.YEAR

    def called(self, say: Say) -> str:
        """`Ngày 23/11/2026`, `Tháng 11/2026`, `Năm 2026`, `Từ … đến …`."""
        first, last = f"{self.first:%d/%m/%Y}", f"{self.last:%d/%m/%Y}"
        if self.days == 1:
            return say(f"Ngày {first}", first)
        if self.is_month:
            return say(f"Tháng {self.first:%m/%Y}", f"Month {self.first:%m/%Y}")
        if self.is_year:
            return say(f"Năm {self.first:%Y}", f"Year {self.first:%Y}")
        return say(f"Từ {first} đến {last}", f"From {first} to {last}")


def stretch_name(ordinal: int, grain: Grain, whole: Period) -> str:
    """`23/11/2026`, `23/11–29/11/2026`, `11/2026`, `2026`."""
    day = date.fromordinal(ordinal)
    match grain:
        case Grain.DAY:
            return f"{day:%d/%m/%Y}"
        case Grain.WEEK:
            first, last = max(day, whole.first), min(day + timedelta(days=6), whole.last)
            return f"{first:%d/%m}–{last:%d/%m/%Y}"
        case Grain.MONTH:
            return f"{day:%m/%Y}"
        case Grain.YEAR:
            return f"{day:%Y}"


@unique
class Compared(StrEnum):
    """With which other period."""

    BEFORE = "before"
    LAST_YEAR = "last-year"

    def of(self, period: Period) -> Period:
        """The other one; a 29 February is compared with the 28th."""
        if self is Compared.LAST_YEAR:
            return _same_days_of(period, 12)
        return _before(period)


def _before(period: Period) -> Period:
    first, last = period.first, period.last
    if period.is_year or (first.month == first.day == 1 and last.year == first.year and last.month > 1):
        return _same_days_of(period, 12)
    if first.day == 1 and month_of(first) == month_of(last):
        return _same_days_of(period, 1)
    if period.days == 1 or (first.weekday() == 0 and period.days <= _WEEK.days):
        return Period(first - _WEEK, last - _WEEK)
    return Period(first - timedelta(days=period.days), first - ONE_DAY)


def _same_days_of(period: Period, months: int) -> Period:
    """So many months earlier; the end of a month stays one."""
    first, last = (_earlier(day, months) for day in (period.first, period.last))
    if month_of(period.last).last == period.last:
        last = month_of(last).last
    return Period(first, last)


def _earlier(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    whole = month_of(date(year, month + 1, 1))
    return whole.first.replace(day=min(day.day, whole.last.day))


def usual(today: date) -> tuple[tuple[str, str, Period], ...]:
    """Those one press away: Vietnamese, English, days; none reaches into the future."""
    monday = today - timedelta(days=today.weekday())
    month, year = month_of(today), year_of(today)
    before = month_of(month.first - ONE_DAY)
    yesterday = today - ONE_DAY
    return (
        ("hôm nay", "today", Period(today, today)),
        ("hôm qua", "yesterday", Period(yesterday, yesterday)),
        ("tuần này", "this week", Period(monday, today)),
        ("tuần trước", "last week", Period(monday - _WEEK, monday - ONE_DAY)),
        ("tháng này", "this month", Period(month.first, today)),
        ("tháng trước", "last month", Period(before.first, before.last)),
        ("năm nay", "this year", Period(year.first, today)),
    )
