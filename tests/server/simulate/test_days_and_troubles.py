"""When people come and when things go wrong: curves, calendars and evenly spread troubles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from server.simulate.arrivals import arrivals, expected
from server.simulate.hours import DayHours, hours_of, is_after_long_closure
from server.simulate.profile import HUGE, LARGE, SMALL
from server.simulate.roster import counters_at_work
from server.simulate.shares import Shares
from server.simulate.troubles import NEVER_S, Fortune
from tests.server.simulate.made_ledger import MONDAY
from tests.support.hub import rules_of

SATURDAY = date(2026, 11, 7)


def hours_on(day: date) -> DayHours:
    hours = hours_of(rules_of(), day)
    assert hours is not None
    return hours


def test_hours_are_those_of_the_services_joined() -> None:
    hours = hours_on(MONDAY)

    assert [(one.start / 3600, one.end / 3600) for one in hours.giving] == [(7, 11.25), (13, 16.25)]
    assert [(one.start / 3600, one.end / 3600) for one in hours.work] == [(7, 11.5), (13, 16.5)]
    assert hours.gives("tra-ket-qua", 16 * 3600)  # type: ignore[arg-type] # an id written by hand
    assert not hours.gives("dat-dai-xay-dung", 16 * 3600)  # type: ignore[arg-type] # the same


def test_a_closed_day_has_no_hours() -> None:
    assert hours_of(rules_of(), date(2026, 11, 8)) is None
    assert hours_of(rules_of(), date(2026, 9, 2)) is None


@pytest.mark.parametrize(
    ("day", "is_crowded"),
    [(date(2026, 2, 13), False), (date(2026, 2, 23), True), (date(2026, 3, 2), False), (MONDAY, False)],
)
def test_after_tet_more_people_come(day: date, is_crowded: bool) -> None:
    assert is_after_long_closure(rules_of(), day) is is_crowded


def test_monday_and_the_days_after_tet_are_fuller_and_the_week_has_its_mean() -> None:
    hours = hours_on(MONDAY)
    week = [expected(LARGE, weekday, hours, is_after_long_closure=False) for weekday in range(5)]

    assert sum(week) / 5 == pytest.approx(LARGE.visitors * hours.fullness)
    assert week[0] == pytest.approx(1.3 * week[1])
    assert expected(LARGE, 1, hours, is_after_long_closure=True) == pytest.approx(1.5 * week[1])


def test_people_come_while_numbers_are_given_and_a_crowd_stands_at_the_door() -> None:
    hours = hours_on(MONDAY)

    times = arrivals(Random(3), HUGE, 1000, hours)

    assert times == sorted(times)
    assert all(any(second in stretch for stretch in hours.giving) for second in times)
    assert 140 < times.count(hours.opens) < 260
    assert 0.38 < sum(second < hours.opens + 3600 for second in times) / len(times) < 0.52


@pytest.mark.parametrize("seed", range(5))
def test_what_happens_once_in_five_days_happens_once_in_any_five(seed: int) -> None:
    shares = replace(Shares(), hub_reboots=0.2, kiosk_outages=1.0, clock_steps=0)
    fortune = Fortune(seed, shares, 2)
    days = [fortune.on(index, hours_on(MONDAY)) for index in range(20)]

    assert all(sum(len(day.reboots) for day in days[at : at + 5]) == 1 for at in range(15))
    assert all(len(day.outages) == 1 for day in days)
    assert all(not day.steps for day in days)
    assert sum(day.reboots[0].loses_time for day in days if day.reboots) == 2


def test_an_outage_ends_the_same_day_or_never() -> None:
    fortune = Fortune(1, replace(Shares(), kiosk_outages=3.0, cut_until_next_day=0.25), 2)

    outages = [outage for index in range(20) for outage in fortune.on(index, hours_on(MONDAY)).outages]

    assert {outage.kiosk for outage in outages} == {0, 1}
    assert sum(outage.end == NEVER_S for outage in outages) == len(outages) / 4 == 15
    assert all(outage.start < outage.end for outage in outages)


def test_a_center_without_kiosks_loses_none() -> None:
    fortune = Fortune(1, Shares(), 0)

    assert not any(fortune.on(index, hours_on(MONDAY)).outages for index in range(20))


@pytest.mark.parametrize("seed", range(10))
def test_every_service_that_gives_numbers_keeps_a_counter(seed: int) -> None:
    rules = rules_of()

    monday = counters_at_work(Random(seed), rules, SMALL, hours_on(MONDAY))
    saturday = counters_at_work(Random(seed), rules, SMALL, hours_on(SATURDAY))

    served = {service for counter in monday for service in rules.counters[counter].services}
    assert served == set(rules.services)
    assert saturday == ["4"]
