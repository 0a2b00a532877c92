"""Turns written hours and the holiday list into the rules of `server.domain.hours`.

Knows the two written forms; decides nothing about days itself.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path

from server.config.hours import ExtraDay, Hours, ServiceHours, Week
from server.config.services import Service
from server.domain.hours import OpeningHours, Span, WorkingCalendar

HOLIDAYS_CSV = Path(__file__).parent.parent / "data" / "holidays.csv"


class DayKind(StrEnum):
    """What a row of the holiday list says."""

    OFF = "off"
    WORKED = "worked"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One row of `holidays.csv`; a `confirmed` row says that the whole list of its year is known."""

    day: date
    kind: DayKind
    name_vi: str
    name_en: str
    source: str


def read_holidays(path: Path = HOLIDAYS_CSV) -> tuple[HolidayRow, ...]:
    """The rows of the holiday list; raises ValueError with the line of a wrong row."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return tuple(_holiday_row(reader.line_num, row) for row in reader)


def working_calendar(rows: Iterable[HolidayRow], hours: Hours | None = None) -> WorkingCalendar:
    """The national calendar of these rows, with the years that `hours` confirms by itself."""
    rows = tuple(rows)
    own = frozenset(hours.confirmed_years) if hours else frozenset[int]()
    days_off = {row.day: row.name_vi for row in rows if row.kind is DayKind.OFF}
    worked = {row.day for row in rows if row.kind is DayKind.WORKED}
    if hours:
        days_off |= {day.date: day.name_vi for day in hours.days_off if day.date.year in own}
        worked |= {day.date for day in hours.make_up_days if day.date.year in own}
    confirmed = {row.day.year for row in rows if row.kind is DayKind.CONFIRMED}
    return WorkingCalendar(frozenset(confirmed | own), days_off, frozenset(worked))


def center_hours(hours: Hours, rows: Iterable[HolidayRow]) -> OpeningHours:
    """The opening hours of the center; raises ValueError for a span that ends before it starts."""
    return OpeningHours(
        calendar=working_calendar(rows, hours),
        week=week_spans(hours.week),
        make_up=spans(hours.make_up or hours.week.monday),
        days_off=_reasons(hours.days_off),
        make_up_days=frozenset(day.date for day in hours.make_up_days),
        first_ticket_before=timedelta(minutes=hours.first_ticket_before_min),
        last_ticket_before=timedelta(minutes=hours.last_ticket_before_min),
    )


def service_hours(service: Service, hours: Hours, rows: Iterable[HolidayRow]) -> OpeningHours:
    """The opening hours of one service: the center's, with what the service does differently."""
    center = center_hours(hours, rows)
    own = service.hours or ServiceHours()
    before = own.last_ticket_before_min
    return OpeningHours(
        calendar=center.calendar,
        week=center.week if own.week is None else week_spans(own.week),
        make_up=center.make_up if own.week is None else spans(own.week.monday),
        days_off=center.days_off,
        make_up_days=center.make_up_days,
        first_ticket_before=center.first_ticket_before,
        last_ticket_before=center.last_ticket_before if before is None else timedelta(minutes=before),
        last_ticket=None if own.last_ticket is None else time.fromisoformat(own.last_ticket),
    )


def week_spans(week: Week) -> tuple[tuple[Span, ...], ...]:
    """The spans of the seven weekdays, Monday first."""
    days = (week.monday, week.tuesday, week.wednesday, week.thursday, week.friday, week.saturday, week.sunday)
    return tuple(spans(day) for day in days)


def spans(written: Iterable[str]) -> tuple[Span, ...]:
    """The spans of one day, as written."""
    return tuple(Span(*ends(text)) for text in written)


def ends(written: str) -> tuple[time, time]:
    """The two ends of a span written "07:00-11:30"."""
    opens, closes = (time.fromisoformat(part.strip()) for part in written.replace("–", "-").split("-"))
    return opens, closes


def _reasons(days: Iterable[ExtraDay]) -> dict[date, str]:
    return {day.date: day.name_vi for day in days}


def _holiday_row(line: int, row: dict[str, str]) -> HolidayRow:
    try:
        day, kind = date.fromisoformat(row["date"]), DayKind(row["kind"])
        return HolidayRow(day, kind, row["name_vi"], row["name_en"], row["source"])
    except (KeyError, ValueError) as error:
        raise ValueError(f"holidays.csv:{line}: {error}") from error
