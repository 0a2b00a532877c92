"""A device keeps hub time between heartbeats and notices when they stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contract.hubtime import SILENT_AFTER_S, HubTime

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


class HandMovedSeconds:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def seconds() -> HandMovedSeconds:
    return HandMovedSeconds()


@pytest.fixture
def hub_time(seconds: HandMovedSeconds) -> HubTime:
    return HubTime(seconds)


def test_before_the_first_heartbeat_there_is_no_time_and_the_hub_is_silent(hub_time: HubTime) -> None:
    assert hub_time.now() is None
    assert hub_time.silent_s() is None
    assert hub_time.is_silent()


def test_hub_time_goes_on_between_heartbeats(hub_time: HubTime, seconds: HandMovedSeconds) -> None:
    hub_time.heard(NOON)
    seconds.now_s += 4.5

    assert hub_time.now() == NOON + timedelta(seconds=4.5)
    assert not hub_time.is_silent()


def test_three_missed_heartbeats_are_silence_and_one_ends_it(
    hub_time: HubTime, seconds: HandMovedSeconds
) -> None:
    hub_time.heard(NOON)

    seconds.now_s += SILENT_AFTER_S
    assert not hub_time.is_silent()
    seconds.now_s += 0.1
    assert hub_time.is_silent()
    assert hub_time.silent_s() == pytest.approx(15.1)
    hub_time.heard(NOON + timedelta(seconds=16))
    assert not hub_time.is_silent()


def test_a_hub_whose_clock_was_set_back_is_followed(hub_time: HubTime, seconds: HandMovedSeconds) -> None:
    hub_time.heard(NOON)
    seconds.now_s += 5

    hub_time.heard(NOON - timedelta(hours=1))

    assert hub_time.now() == NOON - timedelta(hours=1)
