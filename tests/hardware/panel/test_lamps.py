"""Rhythms of the lamp pair, and what the pair says of a counter."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from hardware.lamps import REFUSAL_MS, LampPair, LampPattern, Light, is_lit_in_refusal
from hardware.panel.press_table import Standing
from hardware.panel.signals import signal

PAGE = Path(__file__).parents[3] / "docs" / "panel.md"


class RecordingLamp:
    """Remembers when it changed, by a clock it is given."""

    def __init__(self) -> None:
        self.lit = False
        self.changes: list[bool] = []

    def on(self) -> None:
        self._set(lit=True)

    def off(self) -> None:
        self._set(lit=False)

    def _set(self, *, lit: bool) -> None:
        if lit is not self.lit:
            self.changes.append(lit)
        self.lit = lit


def _run(pair: LampPair, until_s: float) -> list[float]:
    """Wake the pair whenever it asks; the moments it woke."""
    woken = []
    while (due_s := pair.due_s) is not None and due_s <= until_s:
        woken.append(round(due_s, 3))
        pair.pass_time(due_s)
    return woken


def test_a_steady_pair_needs_no_waking() -> None:
    pair = LampPair(RecordingLamp(), RecordingLamp())
    pair.show(LampPattern(Light.STEADY, Light.OFF), 10.0)
    assert pair.due_s is None


def test_a_slow_blink_wakes_once_a_second_and_keeps_its_beat_when_told_again() -> None:
    green = RecordingLamp()
    pair = LampPair(green, RecordingLamp())
    pattern = LampPattern(Light.SLOW_BLINK, Light.OFF)
    pair.show(pattern, 10.0)
    assert _run(pair, 11.0) == [11.0]
    pair.show(pattern, 11.4)
    assert _run(pair, 14.5) == [12.0, 13.0, 14.0]
    assert green.changes == [True, False, True, False, True]


@pytest.mark.parametrize("start_s", [10.0, 10.1, 86_400.3, 12_345_678.9])
@pytest.mark.parametrize("red", Light)
def test_a_refusal_is_two_flashes_whatever_red_did_before(red: Light, start_s: float) -> None:
    lamp = RecordingLamp()
    pair = LampPair(RecordingLamp(), lamp)
    pair.show(LampPattern(Light.OFF, red), start_s)
    lamp.changes.clear()
    pair.refuse(start_s)
    _run(pair, start_s + REFUSAL_MS / 1000 - 0.01)
    assert lamp.changes.count(True) == 2
    assert not lamp.lit


def test_no_rhythm_flashes_more_than_three_times_a_second() -> None:
    lit = [is_lit_in_refusal(at_ms) for at_ms in range(REFUSAL_MS)]
    starts_ms = [at_ms for at_ms in range(1, REFUSAL_MS) if lit[at_ms] and not lit[at_ms - 1]]
    gaps_ms = [later - earlier for earlier, later in pairwise([*starts_ms, starts_ms[0] + REFUSAL_MS])]
    assert min(gaps_ms) >= 1000 / 3


def test_a_hand_that_hammers_sees_flashes_but_never_more_than_three_a_second() -> None:
    lamp = RecordingLamp()
    pair = LampPair(RecordingLamp(), lamp)
    for tenth in range(100):
        pair.refuse(tenth / 10)
        _run(pair, (tenth + 1) / 10)
    assert 10 <= lamp.changes.count(True) <= 3 * 10


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("waiting", [0, 7])
def test_the_page_says_what_the_lamps_say(standing: Standing, waiting: int) -> None:
    pattern = signal(standing, waiting)
    who = "people wait" if waiting else "nobody waits"
    assert f"| {standing} | {who} | {pattern.green} | {pattern.red} |" in PAGE.read_text(encoding="utf-8")


def test_people_waiting_and_no_connection_never_look_alike() -> None:
    away = {signal(Standing.HUB_AWAY, waiting) for waiting in (0, 1)}
    others = {
        signal(standing, waiting)
        for standing in set(Standing) - {Standing.HUB_AWAY, Standing.UNCLEAR}
        for waiting in (0, 1)
    }
    assert not away & others
