"""Amounts and counts as officers type them: thousands are parted as in Vietnam, nothing is guessed."""

from __future__ import annotations

import pytest

from server.web.records.numbers import amount, count
from tests.server.web.records.test_records_pages import fill_in, received
from tests.server.web.records.test_wrong_fields import said
from tests.support.console import Browser

AMOUNTS = {
    "0": 0,
    "8000": 8_000,
    "50.000": 50_000,
    "50 000": 50_000,
    "50\u00a0000": 50_000,
    "1.250.000": 1_250_000,
    "1000000000": 1_000_000_000,
}
NO_AMOUNTS = [
    "50,000",
    "50.00",
    "50.0000",
    "5.0000.000",
    "1.250 000",
    ".500",
    "50.",
    "5e4",
    "50.000đ",
    "-1",
    "٥٠",
    "9" * 19,
]


@pytest.mark.parametrize("written", AMOUNTS)
def test_a_dot_or_a_space_parts_thousands(written: str) -> None:
    assert amount(written) == AMOUNTS[written]


@pytest.mark.parametrize("written", NO_AMOUNTS)
def test_what_may_mean_something_else_is_no_amount(written: str) -> None:
    with pytest.raises(ValueError, match="no whole number"):
        amount(written)


@pytest.mark.parametrize("written", ["1.000", "1 000", "2.0", "1,5", "+2", ""])
def test_a_count_is_digits_alone(written: str) -> None:
    with pytest.raises(ValueError, match="no whole number"):
        count(written)
    assert count("12") == 12


def test_a_fee_of_fifty_thousand_stays_one_on_the_page(lan: Browser) -> None:
    page = lan.get(received(lan, fee_vnd="50.000")).text

    assert "50.000 đ" in page


def test_a_fee_or_a_quantity_that_could_be_misread_is_refused_and_shown_again(lan: Browser) -> None:
    answer = fill_in(
        lan, **{"fee_vnd": "50,000", "paper-0": "Tờ khai", "kind-0": "original", "quantity-0": "1.000"}
    )

    assert answer.status_code == 400
    assert [field for field, _ in said(answer)] == ["fee_vnd", "quantity-0"]
    assert 'value="50,000"' in answer.text
    assert 'value="1.000"' in answer.text
