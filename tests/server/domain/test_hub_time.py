"""The hub's time: steps are told, durations stay straight, trust is a state."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from contract.clock import SteeredClock
from contract.ids import Epoch
from contract.words import ClockTrust
from server.domain.clock_past import ClockPast, Step
from server.domain.hall import Hall, Head
from server.domain.hubtime import HubTime
from server.domain.instant import Instant
from tests.support.hub import MONDAY_8


@pytest.fixture
def clock() -> SteeredClock:
    return SteeredClock(MONDAY_8)


@pytest.fixture
def hall() -> Hall:
    return Hall(Head(Epoch("e"), 0, b""))


@pytest.fixture
def time(clock: SteeredClock) -> HubTime:
    return HubTime(clock, lambda: ClockTrust.NTP)


def happened(hall: Hall, at: Instant, ago_s: float) -> None:
    hall.last_at = msgspec.structs.replace(at, utc=at.utc - timedelta(seconds=ago_s))


def test_time_goes_on_with_the_boot_clock_until_the_wall_is_followed(
    time: HubTime, clock: SteeredClock, hall: Hall
) -> None:
    clock.step_wall(7200)
    clock.pass_time(10)
    assert time.now(hall).utc == MONDAY_8 + timedelta(seconds=10)

    assert time.follow_wall(hall) == Step(7200, ClockTrust.NTP)
    assert time.now(hall).utc == MONDAY_8 + timedelta(seconds=7210)


@pytest.mark.parametrize("slewed_s", [0.4, -0.4, 0.5, -0.5])
def test_slewing_is_followed_without_a_word(
    time: HubTime, clock: SteeredClock, hall: Hall, slewed_s: float
) -> None:
    clock.step_wall(slewed_s)

    assert time.follow_wall(hall) is None


@pytest.mark.parametrize("stepped_s", [0.6, -0.6, 86400])
def test_a_step_is_told(time: HubTime, clock: SteeredClock, hall: Hall, stepped_s: float) -> None:
    clock.step_wall(stepped_s)

    assert time.follow_wall(hall) == Step(stepped_s, ClockTrust.NTP)
    assert time.follow_wall(hall) is None


def test_a_clock_behind_the_last_event_is_not_trusted(time: HubTime, hall: Hall) -> None:
    happened(hall, time.now(hall), ago_s=-60)

    assert time.now(hall).trust is ClockTrust.UNTRUSTED


def test_what_slewing_took_back_is_waited_out(time: HubTime, hall: Hall) -> None:
    now = time.now(hall)
    happened(hall, now, ago_s=-0.3)

    assert time.now(hall).trust is ClockTrust.NTP
    assert time.now(hall).utc == now.utc + timedelta(seconds=0.3)


def test_a_persons_word_stands_in_where_the_machine_has_none_for_that_boot(
    clock: SteeredClock, hall: Hall
) -> None:
    time = HubTime(clock, lambda: ClockTrust.UNTRUSTED)
    assert time.now(hall).trust is ClockTrust.UNTRUSTED

    hall.clock = ClockPast(vouched_boot="boot-1")
    assert time.now(hall).trust is ClockTrust.PERSON

    clock.reboot("boot-2")
    assert time.now(hall).trust is ClockTrust.UNTRUSTED


def test_the_machines_trust_is_asked_again_when_the_wall_is_followed(clock: SteeredClock, hall: Hall) -> None:
    said = [ClockTrust.UNTRUSTED, ClockTrust.NTP]
    time = HubTime(clock, lambda: said.pop(0))
    assert time.now(hall).trust is ClockTrust.UNTRUSTED

    time.follow_wall(hall)

    assert time.now(hall).trust is ClockTrust.NTP
