"""Errors that queue systems we read make in their headline figures, each with a vector worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from contract.words import TicketState
from server.reports.seen import DayRules
from server.reports.units import Dimension, Ending, Flag, Measure, Target, Unit
from tests.server.reports.statistics.by_hand import S, counted, served, ticket, total, us

HOURS = ((30, 25), (28, 32), (20, 18), (6, 4), (3, 2), (10, 6), (8, 5), (2, 1))
"""People and their mean wait in minutes, hour by hour from 7:00."""


def test_a_mean_is_over_people_and_not_over_hours() -> None:
    people = [
        served(f"{7 + hour:02}:{at:02}", minutes * 60)
        for hour, (n, minutes) in enumerate(HOURS)
        for at in range(n)
    ]

    waits = total(*people).times[Measure.WAITING]

    assert waits.n == 107
    assert waits.mean_s is not None
    assert round(waits.mean_s / 60, 2) == 19.98
    assert round(sum(minutes for _, minutes in HOURS) / len(HOURS), 2) == 11.62  # the error
    by_hour = counted(people, by=(Dimension.HOUR,))
    assert [by_hour[7 + hour,].times[Measure.WAITING].mean_s for hour in range(8)] == [
        m * 60 for _, m in HOURS
    ]


def test_the_longest_wait_is_one_persons_and_not_the_largest_mean() -> None:
    people = [served("08:00", 60), served("08:01", 3600), served("09:00", 1200), served("09:05", 1260)]

    assert total(*people).times[Measure.WAITING].longest_s == 3600
    means = [
        figures.times[Measure.WAITING].mean_s for figures in counted(people, by=(Dimension.HOUR,)).values()
    ]
    assert max(mean for mean in means if mean is not None) == 1830.0  # the error


@pytest.mark.parametrize(("waited", "seconds"), [(59.999999, 59), (60, 60), (61, 61), (119.5, 119), (0.4, 0)])
def test_seconds_are_cut_and_never_rounded_up_to_a_minute(waited: float, seconds: int) -> None:
    waits = total(served("08:00", waited)).times[Measure.WAITING]

    assert (waits.longest_s, waits.percentiles_s[50]) == (seconds, seconds)
    assert waits.sum_us == round(waited * 1_000_000)


def test_somebody_who_comes_on_the_hour_is_in_that_hour_and_in_no_other() -> None:
    people = [served("08:59:59.999999", 60), served("09:00:00", 60), served("09:59:59.999999", 60)]

    by_hour = counted(people, by=(Dimension.HOUR,))

    assert {key: figures.issued for key, figures in by_hour.items()} == {(8,): 1, (9,): 2}


def test_a_return_to_line_keeps_the_arrival_and_adds_to_the_wait() -> None:
    back = ticket(
        ("waiting", "08:00", "08:10"), ("walking", "08:10", "08:12"), ("waiting", "08:12", "08:30"),
        ("walking", "08:30", "08:31"), ("service", "08:31", "08:40"),
    )  # fmt: skip

    figures = total(back)

    assert figures.times[Measure.WAITING].sum_us == 28 * 60_000_000
    assert figures.times[Measure.VISIT].sum_us == 40 * 60_000_000
    assert counted([back], by=(Dimension.HOUR,)).keys() == {(8,)}


def test_a_transfer_keeps_the_arrival_and_splits_into_legs() -> None:
    sent_on = ticket(
        ("waiting", "08:50", "09:00"), ("service", "09:00", "09:05"),
        ("waiting", "09:05", "09:25", {"leg": 2, "service": "b"}),
        ("service", "09:25", "09:35", {"leg": 2, "service": "b", "counter": "2", "officer": "binh"}),
    )  # fmt: skip

    assert total(sent_on).times[Measure.WAITING].sum_us == 30 * 60_000_000
    legs = counted([sent_on], Unit.LEG, (Dimension.SERVICE,))
    assert legs["a",].times[Measure.WAITING].sum_us == 10 * 60_000_000
    assert legs["b",].times[Measure.WAITING].sum_us == 20 * 60_000_000
    assert legs["a",].endings[Ending.PASSED_ON] == 1
    assert legs["b",].endings[Ending.SERVED] == 1
    hours = counted([sent_on], Unit.LEG, (Dimension.HOUR,))
    assert {key: figures.issued for key, figures in hours.items()} == {(8,): 1, (9,): 1}


def test_a_hold_costs_no_service_time_and_no_wait() -> None:
    parked = ticket(
        ("waiting", "08:00", "08:10"), ("service", "08:10", "08:20"), ("hold", "08:20", "08:50"),
        ("service", "08:50", "08:55"),
    )  # fmt: skip

    times = total(parked).times

    assert times[Measure.SERVICE].sum_us == 15 * 60_000_000
    assert times[Measure.HOLD].sum_us == 30 * 60_000_000
    assert times[Measure.WAITING].sum_us == 10 * 60_000_000


def test_who_was_served_and_went_back_to_line_keeps_the_service_they_had() -> None:
    again = ticket(
        ("waiting", "08:00", "08:10"), ("service", "08:10", "08:15"),
        ("waiting", "08:15", "08:20", {"leg": 2}), state=S.CANCELLED,
    )  # fmt: skip

    figures = total(again)

    assert figures.times[Measure.SERVICE].sum_us == 5 * 60_000_000
    assert figures.endings[Ending.LEFT] == 1
    assert figures.times[Measure.LEFT].sum_us == 15 * 60_000_000
    assert figures.times[Measure.WAITING].n == 0


def test_a_no_show_is_counted_whether_or_not_they_come_back() -> None:
    gone = ticket(("waiting", "08:00", "08:10"), ("walking", "08:10", "08:13"), state=S.NO_SHOW)
    came_back = ticket(
        ("waiting", "08:00", "08:20"), ("walking", "08:20", "08:23"), ("absent", "08:23", "08:30"),
        ("waiting", "08:30", "08:35"), ("service", "08:35", "08:40"),
    )  # fmt: skip

    figures = total(gone, came_back, served("08:00", 60))

    assert figures.endings[Ending.NO_SHOW] == 1
    assert figures.flags[Flag.ABSENT_ONCE] == 2
    assert figures.times[Measure.ABSENT].sum_us == 7 * 60_000_000
    assert figures.times[Measure.WAITING].n == 3  # the no-show waited ten minutes and was called
    stays = counted([gone, came_back], Unit.STAY, (Dimension.OFFICER,))["anh",]
    assert (stays.endings[Ending.NO_SHOW], stays.endings[Ending.SERVED]) == (2, 1)


def test_early_and_late_people_belong_to_their_business_day() -> None:
    """06:30 in Vietnam is the day before in UTC; 23:59 is not the next day."""
    early, late = served("06:30", 60), served("23:59", 60)

    by_hour = counted([early, late], by=(Dimension.HOUR,))

    assert by_hour.keys() == {(6,), (23,)}
    assert counted([early, late], by=(Dimension.DAY,)).keys() == {(date(2026, 11, 23).toordinal(),)}


def test_who_still_waits_is_neither_forgotten_nor_called_nobody() -> None:
    """Callers and waiters alternate: a count of the last state alone would say that nobody waits."""
    waiting = [ticket(state=S.WAITING, arrived=f"08:{minute:02}") for minute in (1, 3, 5)]
    called = [served(f"08:{minute:02}", 120) for minute in (0, 2, 4)]

    figures = total(*called, *waiting, now="08:31")

    assert figures.endings[Ending.OPEN] == 3
    assert figures.times[Measure.LEFT].longest_s == 30 * 60
    assert figures.times[Measure.WAITING].longest_s == 120
    assert figures.estimated is not None
    assert (figures.estimated.called, figures.estimated.censored) == (3, 3)
    assert figures.estimated.percentiles_s[50] == 120
    assert figures.estimated.percentiles_s[80] is None  # half the people still wait: nobody can know


def test_two_tickets_are_two_visits_whatever_their_numbers_are() -> None:
    """Counting distinct numbers loses those of another day, series or center."""
    assert total(served("08:00", 60), served("08:00", 60)).issued == 2


def test_numerator_and_denominator_are_of_the_same_people() -> None:
    rules = DayRules(target_s={"a": 600})
    people = [
        served("08:00", 600), served("08:00", 600.9), served("08:00", 601),  # within, within, over
        ticket(("waiting", "08:00", "08:30"), state=S.CANCELLED),  # left after half an hour: over
        ticket(("waiting", "08:00", "08:05"), state=S.CANCELLED),  # left before: nobody knows
        served("08:00", 5, service="b"),  # no target
    ]  # fmt: skip

    legs = total(*people, unit=Unit.LEG, rules=rules)

    assert legs.targets == {Target.NONE: 1, Target.WITHIN: 2, Target.OVER: 2, Target.UNKNOWN: 1}
    assert legs.aimed == 4
    assert sum(legs.targets.values()) == legs.issued


def test_numbers_without_a_slip_are_no_visits_and_dilute_nothing() -> None:
    voided = ticket(state=S.CANCELLED, arrived="08:00", fate=None)
    reserved = ticket(state=S.RESERVED, arrived="08:00", fate=None)
    unclaimed = ticket(state=S.CANCELLED, arrived="08:00")

    figures = total(voided, reserved, unclaimed, served("08:00", 60))

    assert (figures.given, figures.issued, figures.endings[Ending.NO_SLIP]) == (4, 1, 3)
    assert figures.times[Measure.WAITING].n == 1


def test_served_by_hand_is_counted_and_kept_out_of_times() -> None:
    by_hand = ticket(("waiting", "08:00", "08:10"), is_by_hand=True)

    figures = total(by_hand, served("08:00", 60))

    assert (figures.issued, figures.endings[Ending.BY_HAND], figures.endings[Ending.SERVED]) == (2, 1, 1)
    assert figures.times[Measure.WAITING].n == 1
    assert total(by_hand, unit=Unit.LEG).endings[Ending.BY_HAND] == 1


def test_the_noon_break_is_in_the_elapsed_wait_and_not_in_that_within_hours() -> None:
    rules = DayRules(hours=((us("07:00"), us("11:30")), (us("13:00"), us("16:30"))))
    over_noon = served("11:00", 2.5 * 3600)
    before_opening = served("06:30", 3600)

    times = total(over_noon, before_opening, rules=rules).times

    assert times[Measure.WAITING].sum_us == 3.5 * 3600 * 1_000_000
    assert times[Measure.WAITING_OPEN].sum_us == 1.5 * 3600 * 1_000_000
    assert total(over_noon).times[Measure.WAITING_OPEN].n == 0  # nobody knows the hours of that day


def test_a_wait_over_which_the_clock_was_set_back_lies_in_no_hours_it_did_not_have() -> None:
    """The wall says that it ended before it began; the boot clock knows that it took ten minutes."""
    rules = DayRules(hours=((us("07:00"), us("11:30")),))
    set_back = ticket(("waiting", "09:00", "08:10", {"us": 600_000_000}), ("service", "08:10", "08:20"))

    times = total(set_back, rules=rules).times

    assert times[Measure.WAITING].sum_us == 600_000_000
    assert times[Measure.WAITING_OPEN].sum_us == 0


def test_an_unserved_ticket_waited_until_the_close() -> None:
    figures = total(ticket(("waiting", "15:00", "17:30"), state=TicketState.UNSERVED))

    assert figures.endings[Ending.UNSERVED] == 1
    assert figures.times[Measure.LEFT].longest_s == 2.5 * 3600
