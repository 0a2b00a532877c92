"""Stretches of days: names, the usual ones, and which other one is compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contract.words import Language
from server.reports.question import Grain
from server.web.manager.periods import Compared, Period, usual
from server.web.say import Say


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (("2026-11-23", "2026-11-23"), ("2026-11-16", "2026-11-16")),
        (("2026-11-24", "2026-11-24"), ("2026-11-17", "2026-11-17")),
        (("2026-11-23", "2026-11-29"), ("2026-11-16", "2026-11-22")),
        (("2026-11-23", "2026-11-25"), ("2026-11-16", "2026-11-18")),
        (("2026-11-01", "2026-11-30"), ("2026-10-01", "2026-10-31")),
        (("2026-11-01", "2026-11-15"), ("2026-10-01", "2026-10-15")),
        (("2026-03-01", "2026-03-30"), ("2026-02-01", "2026-02-28")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
        (("2026-01-01", "2026-11-15"), ("2025-01-01", "2025-11-15")),
        (("2026-11-05", "2026-11-14"), ("2026-10-26", "2026-11-04")),
    ],
)
def test_the_period_before_is_of_the_same_kind(now: tuple[str, str], before: tuple[str, str]) -> None:
    assert Compared.BEFORE.of(period(*now)) == period(*before)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (("2026-11-01", "2026-11-30"), ("2025-11-01", "2025-11-30")),
        (("2028-02-29", "2028-02-29"), ("2027-02-28", "2027-02-28")),
        (("2029-02-01", "2029-02-28"), ("2028-02-01", "2028-02-29")),
    ],
)
def test_last_year_a_month_is_whole_again(now: tuple[str, str], then: tuple[str, str]) -> None:
    assert Compared.LAST_YEAR.of(period(*now)) == period(*then)


@pytest.mark.parametrize(
    ("days", "grain"),
    [(1, Grain.DAY), (31, Grain.DAY), (92, Grain.WEEK), (365, Grain.MONTH), (3650, Grain.YEAR)],
)
def test_a_range_is_split_into_as_many_columns_as_can_be_read(days: int, grain: Grain) -> None:
    first = date(2020, 1, 1)
    assert Period(first, first + timedelta(days=days - 1)).grain is grain


@pytest.mark.parametrize("today", ["2026-11-23", "2026-01-01", "2026-03-01", "2028-02-29"])
def test_none_of_the_usual_periods_reaches_into_the_future(today: str) -> None:
    day = date.fromisoformat(today)
    for _, _, known in usual(day):
        assert known.first <= known.last <= day


def test_a_period_is_called_what_people_call_it() -> None:
    say = Say(Language.VI)
    assert period("2026-11-23", "2026-11-23").called(say) == "Ngày 23/11/2026"
    assert period("2026-11-01", "2026-11-30").called(say) == "Tháng 11/2026"
    assert period("2026-01-01", "2026-12-31").called(say) == "Năm 2026"
    assert period("2026-11-02", "2026-11-08").called(say) == "Từ 02/11/2026 đến 08/11/2026"
