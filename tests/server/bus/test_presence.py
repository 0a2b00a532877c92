"""Which devices are here, by their heartbeats."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contract.clock import SteeredClock
from contract.devices import HEARTBEAT_S, HUB_HEARTBEAT_S, DeviceState, Fault, Measured, Reading
from contract.ids import DeviceId
from contract.words import ClockTrust, DeviceKind
from server.bus.presence import PresenceBook
from server.core import Core
from server.hub import Hub
from server.service.alerts import AlertKind
from server.service.health import Standing
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import AskingDevice, LiveHub
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until
from tools.storm.gate import TcpGate

KIOSK = DeviceId("kiosk-1")
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


def kiosk_says(*faults: Fault, is_online: bool = True, **more: Any) -> DeviceState:
    return DeviceState(
        device=KIOSK, kind=DeviceKind.KIOSK, is_online=is_online, version="1", faults=faults, **more
    )


class KnownKiosk:
    """What the registry says of kiosk-1."""

    device, kind, counter = KIOSK, DeviceKind.KIOSK, None


def listening(clock: Clock, *registered: KnownKiosk) -> PresenceBook:
    """A book of a hub that has its broker."""
    book = PresenceBook(clock, lambda: registered)
    book.connection_changed(True)
    return book


def standing(book: PresenceBook) -> Standing:
    [presence] = book.all()
    return presence.standing


def test_two_missed_heartbeats_are_forgiven_and_the_third_is_an_alert() -> None:
    clock = Clock()
    book = listening(clock)
    book.hear(kiosk_says())

    clock.s = 3 * HEARTBEAT_S
    assert book.current() == []
    clock.s += 0.1
    [alert] = book.current()

    assert alert.kind is AlertKind.DEVICE_GONE
    assert alert.device == "kiosk-1"


def test_a_last_will_says_it_at_once_and_old_faults_are_not_repeated() -> None:
    book = listening(Clock())
    fault = Fault(code="paper-out", since=AT, message_vi="hết giấy", message_en="paper out")
    book.hear(kiosk_says(fault, is_online=False))

    assert [alert.kind for alert in book.current()] == [AlertKind.DEVICE_GONE]


def test_faults_are_alerts_with_the_devices_name_until_it_says_otherwise() -> None:
    book = listening(Clock())
    fault = Fault(code="paper-out", since=AT, message_vi="hết giấy", message_en="paper out")

    book.hear(kiosk_says(fault))
    assert [(alert.message_vi, alert.since) for alert in book.current()] == [("kiosk-1: hết giấy", AT)]
    book.hear(kiosk_says())
    assert book.current() == []


def test_a_full_disk_of_a_device_is_an_alert_and_a_warm_one_is_not() -> None:
    book = listening(Clock())
    readings = (
        Reading(name=Measured.DISK_FREE_SHARE, value=1, unit="%"),
        Reading(name=Measured.DISK_FREE, value=90, unit="MB"),
        Reading(name=Measured.TEMPERATURE, value=81, unit="°C"),
    )
    book.hear(kiosk_says(readings=readings))

    [alert] = book.current()
    assert "90 MB" in alert.message_en


def test_a_retained_word_is_no_sign_of_life_however_often_it_comes() -> None:
    """Each reconnection of the hub brings it again: it used to count as a heartbeat."""
    clock = Clock()
    book = listening(clock)
    for _ in range(3):
        book.remember(kiosk_says())
        assert standing(book) is Standing.CHECKING
        clock.s += HEARTBEAT_S
    clock.s += 0.1
    book.remember(kiosk_says())

    assert standing(book) is Standing.GONE
    assert [alert.kind for alert in book.current()] == [AlertKind.DEVICE_GONE]


def test_a_device_that_speaks_after_a_retained_word_is_here() -> None:
    book = listening(Clock())
    book.remember(kiosk_says())
    book.hear(kiosk_says())

    assert standing(book) is Standing.HERE


def test_a_registered_device_that_is_never_heard_is_told_after_three_heartbeats() -> None:
    clock = Clock()
    book = listening(clock, KnownKiosk())
    assert standing(book) is Standing.CHECKING
    assert book.current() == []

    clock.s += 3 * HEARTBEAT_S + 0.1

    assert standing(book) is Standing.NEVER
    assert [alert.device for alert in book.current()] == [KIOSK]


def test_without_its_broker_the_hub_says_that_it_hears_nobody_and_accuses_no_device() -> None:
    clock = Clock()
    book = listening(clock)
    book.hear(kiosk_says())
    book.connection_changed(False)
    assert standing(book) is Standing.CHECKING

    clock.s += 3 * HUB_HEARTBEAT_S + 0.1

    assert standing(book) is Standing.UNHEARABLE
    [alert] = book.current()
    assert alert.device is None


def test_what_could_not_be_heard_is_not_counted_as_missed() -> None:
    clock = Clock()
    book = listening(clock)
    book.hear(kiosk_says())
    book.connection_changed(False)
    clock.s += 600
    book.connection_changed(True)
    assert standing(book) is Standing.CHECKING

    clock.s += 3 * HEARTBEAT_S
    assert standing(book) is Standing.CHECKING
    clock.s += 0.1
    assert standing(book) is Standing.GONE


def test_the_running_hub_hears_its_devices(hub: LiveHub, kiosk: AskingDevice) -> None:
    kiosk.client.publish(kiosk_says())

    wait_until(lambda: here(hub) == [KIOSK], what="the kiosk is here")


@dataclass(frozen=True, slots=True)
class Apart:
    """A hub whose sense of time is steered, and its own way to the broker, which can be shut."""

    hub: Hub
    clock: ClockAhead
    gate: TcpGate

    def standing(self) -> Standing:
        """Of kiosk-1."""
        return next(known.standing for known in self.hub.presence.all() if known.device == KIOSK)


class ClockAhead:
    """The real monotonic clock, and as many seconds more as tests say."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_s


@pytest.fixture
def apart(broker: RunningBroker, tmp_path: Path) -> Iterator[Apart]:
    """Running and connected."""
    clock = ClockAhead()
    with TcpGate(broker.port) as gate:
        place = HubPlace(broker, tmp_path, broker_port=gate.port)
        core = Core(place.settings(), SteeredClock(place.now()), lambda: ClockTrust.NTP)
        hub = Hub(core, clock)
        hub.start()
        try:
            gate.open()
            wait_until(lambda: hub.client.is_connected, 20, "the hub is connected")
            yield Apart(hub, clock, gate)
        finally:
            hub.stop()


def test_a_device_killed_while_the_broker_was_down_is_gone_although_its_retained_word_says_online(
    apart: Apart, broker: RunningBroker
) -> None:
    """Nobody spoke its last will, and a broker that keeps retained words would say *online* for ever."""
    kiosk = broker.client(broker.add(KIOSK), will=kiosk_says(is_online=False))
    kiosk.publish(kiosk_says())
    wait_until(lambda: apart.standing() is Standing.HERE, what="the kiosk is here")
    apart.gate.shut()
    broker.kill()
    kiosk.stop()
    broker.start()
    observer = broker.client(broker.observer)
    assert observer.publish(kiosk_says(at=AT)).wait(10), "the broker's retained word: online"
    apart.gate.open()
    wait_until(lambda: apart.hub.client.is_connected, 20, "the hub is back")
    wait_until(lambda: _has_told_its_retained_word(apart), what="the retained word has come")

    assert apart.standing() is Standing.CHECKING
    apart.clock.ahead_s += 3 * HEARTBEAT_S + 0.1

    assert apart.standing() is Standing.GONE
    [alert] = apart.hub.presence.current()
    assert (alert.kind, alert.device) == (AlertKind.DEVICE_GONE, KIOSK)


def _has_told_its_retained_word(apart: Apart) -> bool:
    return any(known.state is not None and known.state.at == AT for known in apart.hub.presence.all())


def here(hub: LiveHub) -> list[DeviceId]:
    return [known.device for known in hub.hub.presence.all() if known.is_here]
