"""What a figure says of itself: ratio, aim, percentiles, its line in the table and in latest.json."""

from __future__ import annotations

import msgspec
import pytest

from bench.measure import Aim, Measure, at_least, at_most, median, percentile, ratio_at_most
from bench.report import line_of, row


def _measure(value: float, baseline: float | None, aim: Aim | None) -> Measure:
    return Measure(name="issue", value=value, unit="ms", baseline=baseline, aim=aim)


@pytest.mark.parametrize(
    ("value", "baseline", "aim", "is_met"),
    [
        (6.0, 2.0, ratio_at_most(3), True),
        (6.1, 2.0, ratio_at_most(3), False),
        (6.0, None, ratio_at_most(3), False),
        (8000.0, None, at_most(8000), True),
        (8001.0, None, at_most(8000), False),
        (1000.0, 3000.0, at_least(1000), True),
        (999.0, 3000.0, at_least(1000), False),
        (1.0, 1.0, None, None),
    ],
)
def test_an_aim_is_met_or_not(
    value: float, baseline: float | None, aim: Aim | None, is_met: bool | None
) -> None:
    assert _measure(value, baseline, aim).is_met is is_met


def test_a_missed_aim_is_said_loudly_in_the_table() -> None:
    assert "MISSED" in row(_measure(9.0, 2.0, ratio_at_most(3)))
    assert "MISSED" not in row(_measure(5.0, 2.0, ratio_at_most(3)))
    assert "met" in row(_measure(5.0, 2.0, ratio_at_most(3)))


def test_machines_read_the_same_figures() -> None:
    line = msgspec.to_builtins(line_of(_measure(5.0, 2.0, ratio_at_most(3))))

    assert line == {
        "name": "issue",
        "value": 5.0,
        "unit": "ms",
        "baseline": 2.0,
        "ratio": 2.5,
        "aim": "≤ 3× baseline",
        "met": True,
    }


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(n) for n in range(1, 101)]

    assert median(values) == 51.0
    assert percentile(values, 99) == 100.0
    assert percentile([7.0], 99) == 7.0
