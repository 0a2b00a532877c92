"""What occurs, occurs about as often as the profile says. One seed, wide bounds: five standard deviations."""

from __future__ import annotations

from statistics import mean, median

import pytest

from contract import events as e
from contract.clock import local_time
from server.simulate.profile import LARGE
from server.simulate.shares import Shares
from tests.server.simulate.made_ledger import MINUTE_US, MadeLedger

SHARES = Shares()


def is_about(share: float, hits: int, of: int) -> bool:
    """Within five standard deviations of a share that is what it should be."""
    return abs(hits - share * of) <= 5 * (share * (1 - share) * of) ** 0.5


def test_priority_foreigners_and_help_are_as_frequent_as_assumed(week: MadeLedger) -> None:
    reserved = [event for event in week.events if isinstance(event, e.TicketReserved)]

    assert is_about(SHARES.priority, sum(event.priority is not None for event in reserved), len(reserved))
    assert is_about(SHARES.foreign, sum(event.language == "en" for event in reserved), len(reserved))
    assert is_about(SHARES.helped, sum(event.origin == "console" for event in reserved), len(reserved))


@pytest.mark.parametrize(
    ("kind", "share", "of"),
    [
        ("ticket/voided", SHARES.not_printed, "ticket/reserved"),
        ("ticket/transferred", SHARES.transferred, "ticket/service-started"),
        ("ticket/reprinted", SHARES.reprinted, "ticket/confirmed"),
    ],
)
def test_events_are_as_frequent_as_assumed(week: MadeLedger, kind: str, share: float, of: str) -> None:
    assert is_about(share, week.kinds[kind], week.kinds[of])


def test_a_few_of_a_hundred_do_not_come_when_called(week: MadeLedger) -> None:
    assert 0.01 < week.kinds["ticket/no-show"] / week.kinds["ticket/called"] < 0.12


def test_services_last_as_long_as_the_profile_says(week: MadeLedger) -> None:
    lasting = [one / MINUTE_US for one in week.lasting("service")]

    assert LARGE.service_min - 1.5 < mean(lasting) < LARGE.service_min + 1.5
    assert median(lasting) < mean(lasting)


def test_a_busy_ward_sees_three_to_five_hundred_a_day_and_most_on_monday(week: MadeLedger) -> None:
    by_day: dict[str, int] = {}
    for row in week.tickets:
        by_day[row.day.isoformat()] = by_day.get(row.day.isoformat(), 0) + 1
    *weekdays, saturday = by_day.values()

    assert all(300 <= count <= 530 for count in weekdays)
    assert weekdays[0] == max(weekdays)
    assert saturday < 60


def test_a_quarter_comes_in_the_first_hour(week: MadeLedger) -> None:
    weekdays = [event for event in week.events if isinstance(event, e.TicketReserved) if is_weekday(event)]
    first = [event for event in weekdays if local_time(event.at).hour == 7]

    assert 0.2 < len(first) / len(weekdays) < 0.31


def is_weekday(event: e.TicketReserved) -> bool:
    return event.day is not None and event.day.weekday() < 5
