"""Due dates on the days that go wrong elsewhere: the shipped holidays of 2026, and nothing guessed beyond."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contract.record_words import ComparedBy, TermUnit, Timeliness
from server.config.calendar import read_holidays, working_calendar
from server.domain.deadline import (
    Stop,
    Term,
    WorkingTime,
    counted_from,
    due_after_stop,
    due_at,
    due_on,
    moved_by_stop,
    timeliness,
)
from server.domain.hours import LOCAL, OpeningHours, Span, UnknownYearError

FULL = (Span(time(7), time(11, 30)), Span(time(13), time(16, 30)))
CENTER = OpeningHours(working_calendar(read_holidays()), week=(FULL,) * 5 + ((), ()), make_up=FULL)
WORKING = WorkingTime(CENTER)
WD, WH, D = TermUnit.WORKING_DAY, TermUnit.WORKING_HOUR, TermUnit.DAY


def at(text: str) -> datetime:
    """`11-23 09:00` of 2026, local."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("amount", "unit", "received", "due"),
    [
        (3, WD, "11-30 09:00", "12-03 16:30"),
        (1, WD, "11-23 09:00", "11-25 16:30"),  # 24 November: new holiday
        (0, WD, "11-23 09:00", "11-23 16:30"),
        (0, WD, "11-23 14:59:59", "11-23 16:30"),
        (0, WD, "11-23 15:00:00", "11-23 16:30"),
        (0, WD, "11-23 15:00:00.000001", "11-25 16:30"),
        (1, WD, "11-23 15:00:00", "11-25 16:30"),
        (1, WD, "11-23 15:00:01", "11-26 16:30"),
        (1, WD, "11-22 20:00", "11-25 16:30"),  # a Sunday, online
        (1, WD, "01-09 09:00", "01-10 16:30"),  # make-up Saturday
        (2, WD, "01-09 09:00", "01-12 16:30"),
        (1, WD, "08-21 09:00", "08-22 16:30"),  # make-up Saturday
        (0, WD, "08-21 15:30", "08-22 16:30"),
        (1, WD, "08-22 09:00", "08-24 16:30"),
        (1, WD, "08-28 09:00", "09-03 16:30"),  # a weekend, 31 August, 1 and 2 September
        (3, WD, "02-13 10:00", "02-25 16:30"),  # over Tết
        (3, WD, "02-13 15:30", "02-26 16:30"),
        (1, WD, "02-17 09:00", "02-24 16:30"),  # in Tết, online
        (3, WD, "12-28 09:00", "12-31 16:30"),
        (1, WH, "11-23 09:00", "11-23 10:00"),
        (1, WH, "11-23 11:00", "11-23 13:30"),
        (1, WH, "11-23 12:00", "11-23 14:00"),
        (1, WH, "11-23 05:00", "11-23 08:00"),
        (8, WH, "11-23 07:00", "11-23 16:30"),
        (2, WH, "11-23 15:00:00", "11-25 07:30"),
        (1, WH, "11-23 15:00:01", "11-25 08:00"),
        (1, WH, "02-13 16:00", "02-23 08:00"),
        (15, D, "11-06 09:00", "11-23 16:30"),  # the last day is a Saturday
        (7, D, "02-09 09:00", "02-23 16:30"),  # the last day is Tết
        (7, D, "02-09 15:01", "02-23 16:30"),
        (10, D, "03-02 15:01", "03-13 16:30"),
    ],
)
def test_a_result_is_due(amount: int, unit: TermUnit, received: str, due: str) -> None:
    assert due_at(WORKING, Term(amount, unit), at(received)) == at(due)


@pytest.mark.parametrize(
    ("amount", "unit", "received"),
    [(4, WD, "12-28 09:00"), (0, WD, "12-31 15:01"), (45, D, "11-30 09:00"), (9, WH, "12-31 08:00")],
)
def test_a_year_without_a_confirmed_list_is_never_counted_into(
    amount: int, unit: TermUnit, received: str
) -> None:
    with pytest.raises(UnknownYearError) as raised:
        due_at(WORKING, Term(amount, unit), at(received))

    assert raised.value.year == 2027


def test_the_moment_may_be_given_in_any_time_zone() -> None:
    received = datetime(2026, 11, 23, 8, 0, 1, tzinfo=UTC)

    assert due_at(WORKING, Term(0, WD), received) == at("11-25 16:30")


def test_without_the_rule_of_15_00_the_close_alone_decides() -> None:
    lenient = replace(WORKING, next_day_after=None)

    assert due_at(lenient, Term(0, WD), at("11-23 16:29")) == at("11-23 16:30")
    assert due_at(lenient, Term(0, WD), at("11-23 16:30")) == at("11-25 16:30")


def test_a_center_closed_for_itself_keeps_counting_but_promises_no_result_for_that_day() -> None:
    flooded = WorkingTime(replace(CENTER, days_off={date(2026, 11, 25): "Ngập lụt"}))

    assert due_at(flooded, Term(1, WD), at("11-23 09:00")) == at("11-26 16:30")
    assert due_at(flooded, Term(2, WD), at("11-23 09:00")) == at("11-26 16:30")
    assert due_at(flooded, Term(3, WD), at("11-23 09:00")) == at("11-27 16:30")


def test_a_saturday_the_center_alone_opens_does_not_count() -> None:
    open_saturday = WorkingTime(replace(CENTER, week=(FULL,) * 6 + ((),)))

    assert due_at(open_saturday, Term(1, WD), at("11-27 09:00")) == at("11-30 16:30")
    assert counted_from(open_saturday, at("11-28 09:00")) == at("11-30 07:00")


def test_a_promised_day_is_due_at_its_close() -> None:
    assert due_on(WORKING, date(2026, 12, 3)) == at("12-03 16:30")
    assert due_on(WORKING, date(2027, 1, 5)) == datetime(2027, 1, 5, 17, tzinfo=LOCAL)
    assert due_on(WORKING, date(2026, 11, 24)) == at("11-24 17:00")


@pytest.mark.parametrize(
    ("amount", "unit", "received", "asked", "completed", "due"),
    [
        (3, WD, "12-07 09:00", "12-08 10:00", "12-14 09:00", "12-16 16:30"),
        (3, WD, "12-07 09:00", "12-08 10:00", "12-14 15:30", "12-17 16:30"),
        (3, WD, "12-07 09:00", "12-08 10:00", "12-08 14:00", "12-10 16:30"),
        (3, WD, "12-07 15:30", "12-07 16:00", "12-14 09:00", "12-17 16:30"),
        (3, WD, "12-07 09:00", "12-11 09:00", "12-14 09:00", "12-10 16:30"),  # it was overdue already
        (3, WD, "02-12 09:00", "02-13 09:00", "02-23 09:00", "02-25 16:30"),  # over Tết
        (0, WD, "12-07 09:00", "12-07 10:00", "12-09 09:00", "12-09 16:30"),
        (4, WH, "12-07 13:00", "12-07 14:00", "12-09 08:00", "12-09 11:00"),
        (15, D, "11-06 09:00", "11-16 09:00", "11-19 09:00", "11-25 16:30"),
    ],
)
def test_a_stopped_clock_leaves_what_was_left(
    amount: int, unit: TermUnit, received: str, asked: str, completed: str, due: str
) -> None:
    term, stop = Term(amount, unit), Stop(at(asked), at(completed))
    promised = due_at(WORKING, term, at(received))

    for by in ComparedBy:
        assert due_after_stop(WORKING, term, at(received), stop, promised, by) == at(due)


@pytest.mark.parametrize(
    ("term", "due", "asked", "by_day", "by_hour"),
    [
        (Term(3, WD), "12-10 16:30", "12-10 17:10", "12-14 16:30", "12-10 16:30"),
        (Term(3, WD), "12-10 16:30", "12-11 00:00", "12-10 16:30", "12-10 16:30"),
        (Term(4, WH), "12-07 14:30", "12-07 15:00", "12-14 09:00", "12-07 14:30"),
        (Term(3, D), "12-10 16:30", "12-10 16:31", "12-14 16:30", "12-10 16:30"),
    ],
)
def test_what_was_overdue_when_the_clock_stopped_is_so_as_the_center_compares(
    term: Term, due: str, asked: str, by_day: str, by_hour: str
) -> None:
    received, stop = at("12-07 09:00"), Stop(at(asked), at("12-14 09:00"))
    assert due_at(WORKING, term, received) == at(due)

    moved = [due_after_stop(WORKING, term, received, stop, at(due), by) for by in ComparedBy]

    assert dict(zip(ComparedBy, moved, strict=True)) == {
        ComparedBy.DAY: at(by_day),
        ComparedBy.HOUR: at(by_hour),
    }


def test_what_was_promised_for_later_than_the_term_stays_promised() -> None:
    received, stop = at("12-07 09:00"), Stop(at("12-08 10:00"), at("12-08 11:00"))
    promised = at("12-12 17:00")

    moved = due_after_stop(WORKING, Term(4, WD), received, stop, promised, ComparedBy.DAY)

    assert moved == promised


MOMENTS = st.integers(0, 270 * 24 * 3600).map(lambda later_s: at("01-01 00:00") + timedelta(seconds=later_s))
WAITS = st.timedeltas(timedelta(0), timedelta(days=20))
TERMS = st.builds(Term, st.integers(1, 30), st.sampled_from(TermUnit))


@given(TERMS, MOMENTS, WAITS)
def test_who_hands_in_later_never_gets_the_result_earlier(
    term: Term, received: datetime, later: timedelta
) -> None:
    assert due_at(WORKING, term, received) <= due_at(WORKING, term, received + later)


@given(TERMS, MOMENTS, WAITS, WAITS)
def test_a_stop_never_brings_the_due_date_forward(
    term: Term, received: datetime, until_asked: timedelta, until_completed: timedelta
) -> None:
    asked = received + until_asked
    stop = Stop(asked, asked + until_completed)

    due = due_at(WORKING, term, received)
    assert all(due_after_stop(WORKING, term, received, stop, due, by) >= due for by in ComparedBy)


@given(MOMENTS, st.integers(0, 40), WAITS)
def test_a_promise_the_clock_stopped_before_is_never_over_when_it_goes_on(
    asked: datetime, days: int, stopped: timedelta
) -> None:
    promised, stop = due_on(WORKING, (asked + timedelta(days=days)).date()), Stop(asked, asked + stopped)
    assume(promised >= asked)

    for by in ComparedBy:
        moved = moved_by_stop(WORKING, promised, stop, by)
        assert moved >= max(promised, stop.completed)


@given(MOMENTS, st.integers(1, 40), WAITS, WAITS)
def test_a_longer_stop_never_brings_a_promise_forward(
    asked: datetime, days: int, stopped: timedelta, longer: timedelta
) -> None:
    promised = due_on(WORKING, (asked + timedelta(days=days)).date())
    moved = [
        moved_by_stop(WORKING, promised, Stop(asked, asked + wait), ComparedBy.DAY)
        for wait in (stopped, stopped + longer)
    ]

    assert moved == sorted(moved)


def test_a_promise_that_was_over_before_the_clock_stopped_does_not_move() -> None:
    stop = Stop(at("12-04 09:00"), at("12-14 09:00"))

    assert moved_by_stop(WORKING, at("12-03 16:30"), stop, ComparedBy.DAY) == at("12-03 16:30")
    assert moved_by_stop(WORKING, at("12-04 16:30"), stop, ComparedBy.DAY) == at("12-14 16:30")


@pytest.mark.parametrize(
    ("done", "by_day", "by_hour"),
    [
        ("12-02 16:29", Timeliness.EARLY, Timeliness.EARLY),
        ("12-03 07:00", Timeliness.ON_TIME, Timeliness.EARLY),
        ("12-03 15:30", Timeliness.ON_TIME, Timeliness.EARLY),
        ("12-03 15:30:01", Timeliness.ON_TIME, Timeliness.ON_TIME),
        ("12-03 16:30", Timeliness.ON_TIME, Timeliness.ON_TIME),
        ("12-03 16:30:01", Timeliness.ON_TIME, Timeliness.LATE),
        ("12-03 23:59", Timeliness.ON_TIME, Timeliness.LATE),
        ("12-04 00:00", Timeliness.LATE, Timeliness.LATE),
    ],
)
def test_a_result_is_held_against_its_due_date(done: str, by_day: Timeliness, by_hour: Timeliness) -> None:
    due = at("12-03 16:30")

    assert timeliness(due, at(done), ComparedBy.DAY) is by_day
    assert timeliness(due, at(done), ComparedBy.HOUR) is by_hour


@pytest.mark.parametrize(("amount", "unit"), [(-1, WD), (0, WH), (0, D)])
def test_a_time_nobody_can_take_is_no_term(amount: int, unit: TermUnit) -> None:
    with pytest.raises(ValueError, match="no time a procedure can take"):
        Term(amount, unit)
