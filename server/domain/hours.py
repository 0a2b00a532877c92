"""Opening hours: when the center is open and when it still gives numbers.

Knows weeks, holidays and make-up days; knows nothing of files, of the clock, or of who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""The time zone that decides the day; Vietnam keeps UTC+7 all year."""

FIXED_HOLIDAYS = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng 30/4",
    (5, 1): "Ngày Quốc tế lao động 1/5",
    (9, 2): "Quốc khánh 2/9",
    (11, 24): "Ngày Văn hóa Việt Nam",
}
"""National holidays of the same date each year: known before a year's list is (Labour Code Art. 112)."""
LOOK_AHEAD_DAYS = 60
_SATURDAY = 5


class UnknownYearError(Exception):
    """A date lies in a year whose holidays nobody has confirmed yet."""

    code = "unknown_year"

    def __init__(self, year: int) -> None:
        super().__init__(
            f"no confirmed list of holidays for {year}: add the official notice before computing into it"
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of one day, [opens, closes)."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError(f"a span must end after it starts: {self.opens:%H:%M}-{self.closes:%H:%M}")

    def __contains__(self, moment: object) -> bool:
        return isinstance(moment, time) and self.opens <= moment < self.closes


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Monday to Friday, less national holidays, plus make-up Saturdays (Labour Code Art. 111, 112)."""

    confirmed_years: frozenset[int]
    """Years whose whole list is known."""
    days_off: Mapping[date, str] = field(default_factory=dict)
    """Holidays and exchanged days off, each with its name."""
    worked: frozenset[date] = frozenset()
    """Make-up working days."""

    def is_working_day(self, day: date) -> bool:
        """Whether state offices work on this day; raises `UnknownYearError` rather than guess."""
        self.require(day)
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def require(self, day: date) -> None:
        """Raise `UnknownYearError` when the list of this day's year is not confirmed."""
        if day.year not in self.confirmed_years:
            raise UnknownYearError(day.year)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours of a center, or of one of its services."""

    calendar: WorkingCalendar
    week: tuple[tuple[Span, ...], ...]
    """Spans of the seven weekdays, Monday first."""
    make_up: tuple[Span, ...]
    """Spans of a make-up working day."""
    days_off: Mapping[date, str] = field(default_factory=dict)
    """Days this center alone is closed, each with its reason."""
    make_up_days: frozenset[date] = frozenset()
    """Days this center alone works; they win over a day off."""
    first_ticket_before: timedelta = timedelta(0)
    """How long before a span numbers are given."""
    last_ticket_before: timedelta = timedelta(0)
    """How long before the end of a span numbers are no longer given."""
    last_ticket: time | None = None
    """Time of day after which no number is given at all."""


def hours_on(hours: OpeningHours, day: date) -> tuple[Span, ...]:
    """The spans the center is open on this day, none when closed; raises `UnknownYearError`."""
    hours.calendar.require(day)
    return _known_spans(hours, day)


def may_open(hours: OpeningHours, day: date) -> bool:
    """Whether it opens on this day; in a year nobody confirmed, as far as its week and fixed dates tell."""
    is_unsure = day.year not in hours.calendar.confirmed_years and day not in hours.make_up_days
    is_fixed_off = is_unsure and (day.month, day.day) in FIXED_HOLIDAYS
    return not is_fixed_off and bool(_known_spans(hours, day))


def _known_spans(hours: OpeningHours, day: date) -> tuple[Span, ...]:
    national = hours.calendar
    if day in hours.make_up_days:
        return hours.make_up
    if day in hours.days_off:
        return ()
    if day in national.worked:
        return hours.make_up
    if day in national.days_off:
        return ()
    return hours.week[day.weekday()]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same hours in order, with overlapping and touching spans made one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda known: known.opens):
        if whole and span.opens <= whole[-1].closes:
            whole[-1] = Span(whole[-1].opens, max(whole[-1].closes, span.closes))
        else:
            whole.append(span)
    return tuple(whole)


def is_open_day(hours: OpeningHours, day: date) -> bool:
    """Whether the center opens at all on this day; raises `UnknownYearError`."""
    return bool(hours_on(hours, day))


def is_open(hours: OpeningHours, moment: datetime) -> bool:
    """Whether the center is open at this moment; raises `UnknownYearError`."""
    local = to_local(moment)
    return any(local.time() in span for span in hours_on(hours, local.date()))


def ticket_spans_on(hours: OpeningHours, day: date) -> tuple[Span, ...]:
    """The spans in which numbers are given on this day; raises `UnknownYearError`."""
    spans = (_ticket_span(hours, span) for span in hours_on(hours, day))
    return tuple(span for span in spans if span is not None)


def taking_tickets(hours: OpeningHours, moment: datetime) -> bool:
    """Whether a number may be given at this moment; raises `UnknownYearError`."""
    local = to_local(moment)
    return any(local.time() in span for span in ticket_spans_on(hours, local.date()))


def next_ticket_time(hours: OpeningHours, moment: datetime) -> datetime | None:
    """When numbers are given next, `moment` itself if they are now; None if not within sixty days."""
    local = to_local(moment)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = local.date() + timedelta(days=ahead)
        for span in ticket_spans_on(hours, day):
            opens, closes = (datetime.combine(day, at, LOCAL) for at in (span.opens, span.closes))
            if local < closes:
                return max(opens, local)
    return None


def next_open_day(hours: OpeningHours, day: date) -> date | None:
    """The first day behind this one on which the center opens; None: not within sixty days, or not known."""
    following = (day + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS))
    try:
        return next((later for later in following if is_open_day(hours, later)), None)
    except UnknownYearError:
        return None


def why_closed(hours: OpeningHours, day: date) -> str:
    """Name of the holiday or local reason for which this day is closed; empty for an ordinary closed day."""
    if may_open(hours, day):
        return ""
    fixed = {} if day.year in hours.calendar.confirmed_years else FIXED_HOLIDAYS
    named = hours.days_off.get(day) or hours.calendar.days_off.get(day)
    return named or fixed.get((day.month, day.day), "")


def to_local(moment: datetime) -> datetime:
    """The moment in Asia/Ho_Chi_Minh; raises ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be placed in a day")
    return moment.astimezone(LOCAL)


def _ticket_span(hours: OpeningHours, span: Span) -> Span | None:
    first = _shift(span.opens, -hours.first_ticket_before)
    last = _shift(span.closes, -hours.last_ticket_before)
    if hours.last_ticket is not None:
        last = min(last, hours.last_ticket)
    return Span(first, last) if first < last else None


def _shift(at: time, by: timedelta) -> time:
    """The time of day so much later, held within the day."""
    midnight = datetime.combine(date(2000, 1, 1), time())
    shifted = datetime.combine(midnight.date(), at) + by
    return max(shifted, midnight).time()
