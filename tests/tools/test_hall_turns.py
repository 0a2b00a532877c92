"""When the hall display's figures are on the glass, counted from the newest call."""

from __future__ import annotations

import pytest

from display.announcer import FRESH_S
from display.record_scene import BOARD_SLOTS, SLOT_S
from tools.demo.hall_turns import BEGUN_S, wait_s

FIRST_S = FRESH_S + BOARD_SLOTS * SLOT_S + BEGUN_S
ROUND_S = (BOARD_SLOTS + 1) * SLOT_S


@pytest.mark.parametrize(
    ("since_call_s", "waits_s"),
    [
        (0.0, FIRST_S),
        (FIRST_S, 0.0),
        (FIRST_S + SLOT_S / 4, 0.0),
        (FIRST_S + SLOT_S, ROUND_S - SLOT_S),
        (FIRST_S + ROUND_S + SLOT_S / 4, 0.0),
    ],
)
def test_a_turn_that_has_just_begun_is_taken_another_is_waited_for(
    since_call_s: float, waits_s: float
) -> None:
    assert wait_s(since_call_s) == pytest.approx(waits_s)
