"""A share is rounded one way everywhere."""

from __future__ import annotations

import pytest

from contract.shares import nearest_tenths


@pytest.mark.parametrize(
    ("part", "whole", "tenths"),
    [
        (0, 0, None),
        (0, 5, 0),
        (5, 5, 1000),
        (3510, 3511, 999),
        (1, 3000, 1),
        (1, 80, 13),
        (45, 52, 865),
    ],
)
def test_all_and_none_are_said_of_all_and_none_alone(part: int, whole: int, tenths: int | None) -> None:
    assert nearest_tenths(part, whole) == tenths
