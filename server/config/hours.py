"""When the center is open, as it is written in the configuration.

Knows the written form only; the rules of the day are `server.domain.hours`.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from server.config.words import ClockTime, Line, Minutes, OpenSpan, Year


class Week(Struct, frozen=True, forbid_unknown_fields=True):
    """Opening spans per weekday, Asia/Ho_Chi_Minh. A day left out is a day closed."""

    monday: tuple[OpenSpan, ...] = ()
    """Spans of Monday, morning first: `["07:00-11:30", "13:00-16:30"]`."""
    tuesday: tuple[OpenSpan, ...] = ()
    """Spans of Tuesday."""
    wednesday: tuple[OpenSpan, ...] = ()
    """Spans of Wednesday."""
    thursday: tuple[OpenSpan, ...] = ()
    """Spans of Thursday."""
    friday: tuple[OpenSpan, ...] = ()
    """Spans of Friday."""
    saturday: tuple[OpenSpan, ...] = ()
    """Spans of Saturday. Make-up working Saturdays use `make_up` of the hours instead."""
    sunday: tuple[OpenSpan, ...] = ()
    """Spans of Sunday."""


class ExtraDay(Struct, frozen=True, forbid_unknown_fields=True):
    """One date of `days_off` or `make_up_days`: this center differs from the national calendar."""

    date: date
    """The date, a TOML date without quotes: `2026-12-24`."""
    name_vi: Line
    """Why, in Vietnamese; shown on the closed screen."""
    name_en: Line = ""
    """Why, in English."""


class Hours(Struct, frozen=True, forbid_unknown_fields=True):
    """Opening hours of the center. National holidays and make-up Saturdays come from `holidays.csv`."""

    week: Week
    """Spans of an ordinary week."""
    make_up: tuple[OpenSpan, ...] = ()
    """Spans of a make-up working day (ngày làm bù). Empty: those of Monday."""
    days_off: tuple[ExtraDay, ...] = ()
    """Days this center is closed besides the national holidays."""
    make_up_days: tuple[ExtraDay, ...] = ()
    """Days this center works besides the national make-up days; they win over a holiday."""
    confirmed_years: tuple[Year, ...] = ()
    """Years missing in `holidays.csv` whose whole list stands here, in `days_off` and `make_up_days`."""
    first_ticket_before_min: Minutes = 0
    """Minutes before each span's start from which numbers are given."""
    last_ticket_before_min: Minutes = 15
    """Minutes before each span's end after which no number is given."""


class ServiceHours(Struct, frozen=True, forbid_unknown_fields=True):
    """What one service does differently from the center's hours. Left out: as the center."""

    week: Week | None = None
    """Spans of this service's own week, inside or outside the center's; its Monday serves make-up days."""
    last_ticket: ClockTime | None = None
    """Time of day after which no number is given for this service: `"15:30"`."""
    last_ticket_before_min: Minutes | None = None
    """Minutes before each span's end after which no number is given for this service."""
