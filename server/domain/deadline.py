"""When a result is due, and how a result stands to that.

Counts working days, working hours or calendar days from reception, past holidays and a stopped clock. Knows
no procedure and no record; refuses a year whose holidays nobody has confirmed (`UnknownYearError`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from contract.record_words import ComparedBy, TermUnit, Timeliness
from server.domain.hours import LOCAL, OpeningHours, Span, UnknownYearError, hours_on, to_local

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
AFTER_15 = time(15)
"""NĐ 61/2018 Art. 18: received after 15:00 is handed over at the start of the next working day."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long a procedure may take by one channel."""

    amount: int
    """Zero working days: the same day."""
    unit: TermUnit

    def __post_init__(self) -> None:
        if self.amount < (0 if self.unit is TermUnit.WORKING_DAY else 1):
            raise ValueError(f"{self.amount} {self.unit.value} is no time a procedure can take")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The center's working time. What the center opens beyond the nation's working days does not count."""

    hours: OpeningHours
    next_day_after: time | None = AFTER_15
    """Received later counts from the next working day; exactly then does not. None: no such rule."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stood still: a supplement was asked for, and handed in."""

    asked: datetime
    completed: datetime


def counted_from(working: WorkingTime, received: datetime) -> datetime:
    """The working moment from which time is counted, local; raises `UnknownYearError`."""
    local = to_local(received)
    spans = _spans(working, local.date())
    if spans and not _is_too_late(working, local.time(), spans):
        return max(local, _at(local.date(), spans[0].opens))
    day, spans = next(_open_days(working, local.date() + _DAY))
    return _at(day, spans[0].opens)


def due_at(working: WorkingTime, term: Term, received: datetime) -> datetime:
    """When the result is due, local: the end of the last day, or the exact moment where hours are counted.

    The day of reception is not counted. Where the last day is none on which the center works, the next one is
    (Civil Code 2015 Art. 148(5), from memory). Raises `UnknownYearError`.
    """
    start = counted_from(working, received)
    if term.unit is TermUnit.WORKING_HOUR:
        return _worked_on(working, start, term.amount * _HOUR)
    return _end_of(working, _day_after(working, term.unit, start.date(), term.amount))


def due_after_stop(
    working: WorkingTime, term: Term, received: datetime, stop: Stop, promised: datetime, by: ComparedBy
) -> datetime:
    """What was promised, moved by a clock that stood still; never forward, nor what was overdue by then.

    What was left when the supplement was asked for is left from its hand-in on, which is received like any
    record. Raises `UnknownYearError`.
    """
    if timeliness(promised, stop.asked, by) is Timeliness.LATE:
        return promised
    start = counted_from(working, received)
    stopped, again = max(start, to_local(stop.asked)), counted_from(working, stop.completed)
    if term.unit is TermUnit.WORKING_HOUR:
        left = term.amount * _HOUR - _worked_between(working, start, stopped)
        return max(promised, _worked_on(working, again, max(timedelta(0), left)))
    used = _days_between(working, term.unit, start.date(), stopped.date())
    last = _day_after(working, term.unit, again.date(), max(0, term.amount - used))
    return max(promised, _end_of(working, last))


def moved_by_stop(working: WorkingTime, promised: datetime, stop: Stop, by: ComparedBy) -> datetime:
    """A day promised beside the term, moved on by as many working days as the clock stood still.

    Never forward, nor one that was over when the clock stopped. Raises `UnknownYearError`.
    """
    if timeliness(promised, stop.asked, by) is Timeliness.LATE:
        return promised
    asked, again = to_local(stop.asked).date(), counted_from(working, stop.completed).date()
    left = _days_between(working, TermUnit.WORKING_DAY, asked, to_local(promised).date())
    return max(promised, _end_of(working, _day_after(working, TermUnit.WORKING_DAY, again, left)))


def due_on(working: WorkingTime, day: date) -> datetime:
    """The moment a result promised for this day is due: its close; 17:00 where its hours are not known."""
    if day.year not in working.hours.calendar.confirmed_years:
        return _at(day, time(17))
    spans = hours_on(working.hours, day)
    return _at(day, spans[-1].closes if spans else time(17))


def term_until(working: WorkingTime, received: datetime, day: date) -> Term | None:
    """The working days that end on this promised day; None where they cannot be counted."""
    try:
        start = counted_from(working, received).date()
        days = _days_between(working, TermUnit.WORKING_DAY, start, day)
    except UnknownYearError:
        return None
    return Term(days, TermUnit.WORKING_DAY)


def timeliness(due: datetime, done: datetime, by: ComparedBy) -> Timeliness:
    """Early, on time or late. By the hour, on time means within the last hour before it is due."""
    if by is ComparedBy.DAY:
        due_day, done_day = to_local(due).date(), to_local(done).date()
        if done_day == due_day:
            return Timeliness.ON_TIME
        return Timeliness.EARLY if done_day < due_day else Timeliness.LATE
    if done > due:
        return Timeliness.LATE
    return Timeliness.EARLY if due - done >= _HOUR else Timeliness.ON_TIME


# --- days ---------------------------------------------------------------------------------------------


def _spans(working: WorkingTime, day: date) -> tuple[Span, ...]:
    """When the center works on this day; none on a day that is no working day of the nation's."""
    is_working = working.hours.calendar.is_working_day(day)
    return hours_on(working.hours, day) if is_working else ()


def _open_days(working: WorkingTime, first: date) -> Iterator[tuple[date, tuple[Span, ...]]]:
    """From this day on; ends only by `UnknownYearError`."""
    day = first
    while True:
        spans = _spans(working, day)
        if spans:
            yield day, spans
        day += _DAY


def _is_too_late(working: WorkingTime, at: time, spans: tuple[Span, ...]) -> bool:
    return at >= spans[-1].closes or (working.next_day_after is not None and at > working.next_day_after)


def _day_after(working: WorkingTime, unit: TermUnit, day: date, days: int) -> date:
    if unit is TermUnit.DAY:
        return day + days * _DAY
    while days:
        day += _DAY
        days -= working.hours.calendar.is_working_day(day)
    return day


def _days_between(working: WorkingTime, unit: TermUnit, first: date, last: date) -> int:
    """Days counted behind the first, up to and with the last."""
    if unit is TermUnit.DAY:
        return (last - first).days
    days = (first + number * _DAY for number in range(1, (last - first).days + 1))
    return sum(working.hours.calendar.is_working_day(day) for day in days)


def _end_of(working: WorkingTime, day: date) -> datetime:
    """The close of this day, or of the next one on which the center works."""
    open_day, spans = next(_open_days(working, day))
    return _at(open_day, spans[-1].closes)


# --- hours --------------------------------------------------------------------------------------------


def _worked_on(working: WorkingTime, start: datetime, left: timedelta) -> datetime:
    """The moment at which so much more has been worked."""
    for day, spans in _open_days(working, start.date()):
        for opens, closes in ((_at(day, span.opens), _at(day, span.closes)) for span in spans):
            begins = max(opens, start)
            if begins < closes and left <= closes - begins:
                return begins + left
            left -= max(timedelta(0), closes - begins)
    raise AssertionError("days end only by an unconfirmed year")


def _worked_between(working: WorkingTime, start: datetime, end: datetime) -> timedelta:
    worked = timedelta(0)
    for number in range((end.date() - start.date()).days + 1):
        day = start.date() + number * _DAY
        for span in _spans(working, day):
            begins, ends = max(_at(day, span.opens), start), min(_at(day, span.closes), end)
            worked += max(timedelta(0), ends - begins)
    return worked


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, LOCAL)
