"""Dates and numbers as NĐ 30/2020 has them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from contract.record_words import TermUnit
from server.forms.dates import in_dong, spoken_day, spoken_moment, spoken_term


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 24), "ngày 24 tháng 11 năm 2026"),
    ],
)
def test_small_days_and_the_first_two_months_have_a_zero(day: date, spoken: str) -> None:
    assert spoken_day(day) == spoken


def test_a_moment_begins_with_the_hour() -> None:
    assert spoken_moment(datetime(2026, 1, 1, 7, 0)) == "07 giờ 00 phút, ngày 01 tháng 01 năm 2026"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("amount", "written"), [(0, "0 đồng"), (8000, "8.000 đồng"), (1234567, "1.234.567 đồng")]
)
def test_money_has_dots(amount: int, written: str) -> None:
    assert in_dong(amount) == written


@pytest.mark.parametrize(
    ("amount", "unit", "spoken"),
    [
        (3, TermUnit.WORKING_DAY, "03 ngày làm việc"),
        (12, TermUnit.DAY, "12 ngày"),
        (4, TermUnit.WORKING_HOUR, "04 giờ làm việc"),
        (0, TermUnit.WORKING_DAY, "trong ngày làm việc"),
    ],
)
def test_a_term_has_its_unit(amount: int, unit: TermUnit, spoken: str) -> None:
    assert spoken_term(amount, unit) == spoken
