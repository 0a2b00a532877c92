"""From the written hours to the rules of the day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec
import pytest

from server.config.calendar import center_hours, ends, read_holidays, service_hours, working_calendar
from server.config.hours import Hours, ServiceHours
from server.config.services import Service
from server.domain.hours import LOCAL, UnknownYearError, hours_on, taking_tickets

WRITTEN = """
last_ticket_before_min = 15
week = { monday = ["07:00-11:30", "13:00–16:30"], thursday = ["07:00-11:30"] }
days_off = [{ date = 2026-06-01, name_vi = "Mất điện" }]
make_up_days = [{ date = 2026-06-06, name_vi = "Làm bù" }]
"""


@pytest.fixture
def hours() -> Hours:
    return msgspec.toml.decode(WRITTEN, type=Hours)


def service(own: ServiceHours | None) -> Service:
    return Service(id="x", name_vi="X", name_en="X", series="x", hours=own)


def test_both_kinds_of_dash_part_a_span() -> None:
    assert ends("07:00-11:30") == ends("07:00 – 11:30") == (time(7), time(11, 30))


def test_the_center_keeps_its_week_and_its_own_days(hours: Hours) -> None:
    rules = center_hours(hours, read_holidays())

    assert len(hours_on(rules, date(2026, 6, 8))) == 2
    assert hours_on(rules, date(2026, 6, 1)) == ()
    assert hours_on(rules, date(2026, 6, 6)) == rules.week[0]
    assert hours_on(rules, date(2026, 1, 1)) == ()


def test_a_make_up_saturday_of_the_national_list_has_mondays_hours(hours: Hours) -> None:
    rules = center_hours(hours, read_holidays())

    assert hours_on(rules, date(2026, 8, 22)) == rules.week[0]


def test_a_service_without_hours_keeps_the_centers(hours: Hours) -> None:
    assert service_hours(service(None), hours, read_holidays()) == center_hours(hours, read_holidays())


def test_a_service_may_have_a_week_and_a_last_ticket_of_its_own(hours: Hours) -> None:
    own = msgspec.convert(
        {"week": {"saturday": ["07:00-11:30"]}, "last_ticket": "10:00", "last_ticket_before_min": 0},
        ServiceHours,
    )
    rules = service_hours(service(own), hours, read_holidays())
    saturday = datetime(2026, 6, 13, 9, 59, tzinfo=LOCAL)

    assert taking_tickets(rules, saturday)
    assert not taking_tickets(rules, saturday + timedelta(minutes=1))
    assert hours_on(rules, date(2026, 6, 8)) == ()


def test_a_year_the_file_confirms_is_computed_from_the_file() -> None:
    written = WRITTEN + ("confirmed_years = [2027]\n")
    own = msgspec.toml.decode(
        written.replace("days_off = [", 'days_off = [{ date = 2027-01-01, name_vi = "Tết Dương lịch" }, '),
        type=Hours,
    )
    calendar = working_calendar(read_holidays(), own)

    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 4))
    with pytest.raises(UnknownYearError, match="2028"):
        calendar.is_working_day(date(2028, 1, 3))


def test_a_local_day_off_is_still_a_working_day_for_deadlines(hours: Hours) -> None:
    assert working_calendar(read_holidays(), hours).is_working_day(date(2026, 6, 1))
