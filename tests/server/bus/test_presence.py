"""Which devices are here, by their heartbeats."""

from __future__ import annotations

from datetime import UTC, datetime

from contract.devices import HEARTBEAT_S, DeviceState, Fault
from contract.ids import DeviceId
from contract.words import DeviceKind
from server.bus.presence import PresenceBook
from server.service.alerts import AlertKind
from tests.server.hub.live_hub import AskingDevice, LiveHub
from tests.support.waiting import wait_until

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


def kiosk_says(*faults: Fault, is_online: bool = True) -> DeviceState:
    return DeviceState(
        device=DeviceId("kiosk-1"), kind=DeviceKind.KIOSK, is_online=is_online, version="1", faults=faults
    )


def test_two_missed_heartbeats_are_forgiven_and_the_third_is_an_alert() -> None:
    clock = Clock()
    book = PresenceBook(clock)
    book.hear(kiosk_says())

    clock.s = 3 * HEARTBEAT_S
    assert book.current() == []
    clock.s += 0.1
    [alert] = book.current()

    assert alert.kind is AlertKind.DEVICE_GONE
    assert alert.device == "kiosk-1"


def test_a_last_will_says_it_at_once_and_old_faults_are_not_repeated() -> None:
    book = PresenceBook(Clock())
    fault = Fault(code="paper-out", since=AT, message_vi="hết giấy", message_en="paper out")
    book.hear(kiosk_says(fault, is_online=False))

    assert [alert.kind for alert in book.current()] == [AlertKind.DEVICE_GONE]


def test_faults_are_alerts_with_the_devices_name_until_it_says_otherwise() -> None:
    book = PresenceBook(Clock())
    fault = Fault(code="paper-out", since=AT, message_vi="hết giấy", message_en="paper out")

    book.hear(kiosk_says(fault))
    assert [(alert.message_vi, alert.since) for alert in book.current()] == [("kiosk-1: hết giấy", AT)]
    book.hear(kiosk_says())
    assert book.current() == []


def test_the_running_hub_hears_its_devices(hub: LiveHub, kiosk: AskingDevice) -> None:
    kiosk.client.publish(kiosk_says())

    wait_until(lambda: [known.device for known in hub.hub.presence.all()] == ["kiosk-1"])
