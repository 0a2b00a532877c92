"""Percentiles, small numbers and Kaplan–Meier against values worked out by hand or printed in a book."""

from __future__ import annotations

import pytest

from server.reports.figures import figures_of
from server.reports.tally import tally_of
from server.reports.units import Measure
from tests.server.reports.statistics.by_hand import S, served, sheet, ticket, total


@pytest.mark.parametrize(
    ("waits", "p50", "p80", "p90", "p95"),
    [
        ([7], 7, 7, 7, 7),
        ([10, 20], 10, 20, 20, 20),
        ([15, 20, 35, 40, 50], 35, 40, 50, 50),
        (list(range(1, 101)), 50, 80, 90, 95),
        ([1] * 19 + [1000], 1, 1, 1, 1),
        ([1] * 18 + [1000] * 2, 1, 1, 1, 1000),
    ],
)
def test_a_percentile_is_the_value_of_that_rank(
    waits: list[int], p50: int, p80: int, p90: int, p95: int
) -> None:
    found = total(*(served("08:00", wait) for wait in waits)).times[Measure.WAITING]

    assert found.percentiles_s == {50: p50, 80: p80, 90: p90, 95: p95}
    assert found.longest_s == max(waits)


@pytest.mark.parametrize(("n", "is_few"), [(0, False), (1, True), (19, True), (20, False)])
def test_small_numbers_are_marked(n: int, is_few: bool) -> None:
    assert total(*(served("08:00", 60) for _ in range(n))).times[Measure.WAITING].is_few is is_few


FREIREICH = (
    (6, 6, 6, 7, 10, 13, 16, 22, 23),
    (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
)
"""Weeks of remission of 21 patients given 6-MP (Freireich et al. 1963; the example of Cox 1972 and of every
textbook): relapsed, and still in remission when last seen. Survival after 6: 0.857, 7: 0.807, 10: 0.753,
13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448; median 23."""


def test_the_textbooks_example_of_kaplan_and_meier_comes_out() -> None:
    called, left = FREIREICH
    people = [served("08:00", 60 * wait) for wait in called]
    people += [ticket(("waiting", "08:00", f"08:{wait:02}"), state=S.CANCELLED) for wait in left]

    estimated = figures_of(tally_of(sheet(*people).units["visit"], ()))[()].estimated  # type: ignore[index] # a StrEnum's value

    assert estimated is not None
    assert (estimated.called, estimated.censored) == (9, 12)
    assert estimated.percentiles_s == {50: 23 * 60, 80: None, 90: None, 95: None}


def test_without_departures_kaplan_and_meier_say_what_the_percentiles_say() -> None:
    found = total(*(served("08:00", wait) for wait in range(10, 1010, 10)))

    assert found.estimated is not None
    assert found.estimated.percentiles_s == found.times[Measure.WAITING].percentiles_s


def test_at_one_second_calls_come_before_departures() -> None:
    """Two of three are called at 60 s, one leaves then: they were at risk together, so S(60) = 1/3."""
    people = [
        served("08:00", 60),
        served("08:00", 60),
        ticket(("waiting", "08:00", "08:01"), state=S.CANCELLED),
    ]

    estimated = total(*people).estimated

    assert estimated is not None
    assert estimated.percentiles_s == {50: 60, 80: None, 90: None, 95: None}


def test_who_left_pushes_the_estimate_up_and_not_down() -> None:
    """Ten are called after 1 to 10 minutes; five give up after 5 min 30 s, so the slow half weighs more."""
    called = [served("08:00", 60 * minute) for minute in range(1, 11)]
    gone = [ticket(("waiting", "08:00", "08:05:30"), state=S.CANCELLED) for _ in range(5)]

    found = total(*called, *gone)

    assert found.times[Measure.WAITING].percentiles_s[50] == 300
    assert found.estimated is not None
    # S(5 min) = 10/15, then five are left at risk: 10/15 · 4/5 = 0.533, · 3/4 = 0.4 at 7 min
    assert found.estimated.percentiles_s[50] == 420


def test_nothing_at_all_has_no_figures() -> None:
    found = total()

    assert found.issued == 0
    assert found.times[Measure.WAITING].mean_s is None
    assert found.times[Measure.WAITING].longest_s is None
    assert found.estimated is not None
    assert set(found.estimated.percentiles_s.values()) == {None}
