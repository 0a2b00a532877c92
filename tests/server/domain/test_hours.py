"""The rules of opening hours, on dates that have gone wrong in other software."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.hours import (
    LOCAL,
    OpeningHours,
    Span,
    UnknownYearError,
    WorkingCalendar,
    hours_on,
    is_open,
    is_open_day,
    may_open,
    next_open_day,
    next_ticket_time,
    taking_tickets,
    ticket_spans_on,
    to_local,
    why_closed,
)

MORNING = Span(time(7), time(11, 30))
AFTERNOON = Span(time(13), time(16, 30))
FULL = (MORNING, AFTERNOON)
CALENDAR = WorkingCalendar(
    confirmed_years=frozenset({2026}),
    days_off={date(2026, 8, 31): "Nghỉ hoán đổi", date(2026, 11, 24): "Ngày Văn hóa Việt Nam"},
    worked=frozenset({date(2026, 8, 22)}),
)


@pytest.fixture
def hours() -> OpeningHours:
    return OpeningHours(
        calendar=CALENDAR,
        week=(FULL,) * 5 + ((), ()),
        make_up=(MORNING,),
        last_ticket_before=timedelta(minutes=15),
    )


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LOCAL)


def test_a_make_up_saturday_is_a_working_day(hours: OpeningHours) -> None:
    assert CALENDAR.is_working_day(date(2026, 8, 22))
    assert hours_on(hours, date(2026, 8, 22)) == (MORNING,)
    assert not CALENDAR.is_working_day(date(2026, 8, 29))


def test_the_day_given_in_exchange_is_off(hours: OpeningHours) -> None:
    assert not is_open_day(hours, date(2026, 8, 31))
    assert why_closed(hours, date(2026, 8, 31)) == "Nghỉ hoán đổi"


def test_the_new_holiday_of_november_2026_is_off() -> None:
    assert not CALENDAR.is_working_day(date(2026, 11, 24))
    assert CALENDAR.is_working_day(date(2026, 11, 25))


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_year_without_a_confirmed_list_is_refused(year: int, hours: OpeningHours) -> None:
    with pytest.raises(UnknownYearError, match=str(year)):
        hours_on(hours, date(year, 1, 4))
    with pytest.raises(UnknownYearError):
        CALENDAR.is_working_day(date(year, 1, 4))


def test_the_hour_of_closing_is_closed(hours: OpeningHours) -> None:
    assert is_open(hours, at(23, 7))
    assert is_open(hours, at(23, 11, 29))
    assert not is_open(hours, at(23, 11, 30))
    assert not is_open(hours, at(23, 12))
    assert is_open(hours, at(23, 13))


def test_the_last_ticket_comes_before_the_end_of_each_span(hours: OpeningHours) -> None:
    assert taking_tickets(hours, at(23, 11, 14))
    assert not taking_tickets(hours, at(23, 11, 15))
    assert not taking_tickets(hours, at(23, 16, 15))


def test_numbers_may_be_given_before_the_doors_open(hours: OpeningHours) -> None:
    early = replace(hours, first_ticket_before=timedelta(minutes=30))

    assert taking_tickets(early, at(23, 6, 30))
    assert not is_open(early, at(23, 6, 30))
    assert not taking_tickets(early, at(23, 6, 29))


def test_a_service_may_stop_giving_numbers_early(hours: OpeningHours) -> None:
    land = replace(hours, last_ticket=time(15, 30))

    assert taking_tickets(land, at(23, 15, 29))
    assert not taking_tickets(land, at(23, 15, 30))


def test_a_last_ticket_before_the_afternoon_leaves_no_numbers_in_it(hours: OpeningHours) -> None:
    assert len(ticket_spans_on(replace(hours, last_ticket=time(12)), date(2026, 11, 23))) == 1


def test_utc_evening_is_the_next_day_in_vietnam(hours: OpeningHours) -> None:
    sunday_night_utc = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)

    assert to_local(sunday_night_utc).date() == date(2026, 11, 23)
    assert not taking_tickets(hours, sunday_night_utc)
    assert taking_tickets(hours, sunday_night_utc + timedelta(minutes=10))


def test_a_moment_without_a_zone_is_refused(hours: OpeningHours) -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open(hours, datetime(2026, 11, 23, 8))  # noqa: DTZ001 - the missing zone is what is tested


def test_the_center_may_close_and_may_work_on_days_of_its_own(hours: OpeningHours) -> None:
    own = replace(
        hours,
        days_off={date(2026, 11, 23): "Mất điện"},
        make_up_days=frozenset({date(2026, 11, 24), date(2026, 11, 28)}),
    )

    assert why_closed(own, date(2026, 11, 23)) == "Mất điện"
    assert hours_on(own, date(2026, 11, 24)) == (MORNING,)
    assert hours_on(own, date(2026, 11, 28)) == (MORNING,)
    assert why_closed(own, date(2026, 11, 24)) == ""
    assert why_closed(own, date(2026, 11, 29)) == ""


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 1, 1), "Tết Dương lịch"),
        (date(2027, 4, 30), "Ngày Chiến thắng 30/4"),
        (date(2027, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2027, 1, 2), ""),
        (date(2027, 1, 3), ""),
    ],
)
def test_what_everybody_knows_of_a_year_nobody_confirmed_is_known(
    hours: OpeningHours, day: date, why: str
) -> None:
    assert not may_open(hours, day)
    assert why_closed(hours, day) == why
    assert may_open(replace(hours, make_up_days=frozenset({day})), day)
    assert may_open(hours, date(2027, 1, 4))


def test_in_a_confirmed_year_its_list_alone_decides(hours: OpeningHours) -> None:
    assert not may_open(hours, date(2026, 8, 31))
    assert may_open(hours, date(2026, 8, 22))
    assert may_open(hours, date(2026, 9, 2)), "the list of this test does not name it"


def test_the_next_number_is_given_after_the_weekend(hours: OpeningHours) -> None:
    assert next_ticket_time(hours, at(20, 17)) == at(23, 7)


def test_the_next_number_is_given_now_while_numbers_are_given(hours: OpeningHours) -> None:
    assert next_ticket_time(hours, at(23, 8)) == at(23, 8)
    assert next_ticket_time(hours, at(23, 11, 20)) == at(23, 13)


def test_a_center_that_never_opens_has_no_next_number(hours: OpeningHours) -> None:
    assert next_ticket_time(replace(hours, week=((),) * 7), at(1, 8, month=9)) is None


def test_the_next_open_day_is_told_as_far_as_the_calendar_goes(hours: OpeningHours) -> None:
    assert next_open_day(hours, date(2026, 11, 23)) == date(2026, 11, 25)
    assert next_open_day(hours, date(2026, 8, 21)) == date(2026, 8, 22)
    assert next_open_day(hours, date(2026, 12, 31)) is None


def test_a_span_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="end after"):
        Span(time(13), time(13))


def moments() -> Iterator[datetime]:
    moment = at(23, 0)
    while moment.day == 23:
        yield moment
        moment += timedelta(minutes=5)


@given(margin=st.integers(0, 600), early=st.integers(0, 720))
def test_numbers_are_given_only_inside_the_margins(margin: int, early: int) -> None:
    before, after = timedelta(minutes=early), timedelta(minutes=margin)
    hours = OpeningHours(
        calendar=CALENDAR,
        week=(FULL,) * 7,
        make_up=FULL,
        first_ticket_before=before,
        last_ticket_before=after,
    )

    for moment in moments():
        inside = any(
            datetime.combine(moment.date(), span.opens, LOCAL) - before
            <= moment
            < datetime.combine(moment.date(), span.closes, LOCAL) - after
            for span in FULL
        )
        assert taking_tickets(hours, moment) == inside
