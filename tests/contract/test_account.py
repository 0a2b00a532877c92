"""What every device says of itself, and how the machine's health becomes readings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from contract.account import Account
from contract.devices import DeviceState, Fault, Gravity, Measured, Reading
from contract.ids import DeviceId
from contract.machine import CardHealth, HealthSources, MachineHealth, PowerHealth
from contract.machine_watch import MachineWatch, readings_of
from contract.message import Message
from contract.words import ClockTrust, DeviceKind
from tests.support.waiting import wait_until

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KIOSK = DeviceId("kiosk-1")
NOTHING = MachineHealth(None, None, None, None, None, None, None)


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def machine(tmp_path: Path) -> MachineWatch:
    """A machine that offers nothing but a disk."""
    nowhere = tmp_path / "nowhere"
    return MachineWatch(HealthSources(tmp_path, nowhere, nowhere, "no-vcgencmd"), lambda: ClockTrust.RTC)


def test_it_says_since_when_it_runs_and_is_connected(machine: MachineWatch) -> None:
    clock = Clock()
    account = Account(KIOSK, DeviceKind.KIOSK, machine, clock)
    clock.s += 60
    before = account.here(AT)
    account.connected()
    clock.s += 5

    here = account.here(AT)

    assert (before.running_s, before.connected_s) == (60, None)
    assert (here.running_s, here.connected_s) == (65, 5)
    assert (here.is_online, here.at, here.clock) == (True, AT, ClockTrust.RTC)
    assert {reading.name for reading in here.readings} == {Measured.DISK_FREE, Measured.DISK_FREE_SHARE}


def test_its_own_readings_and_faults_stand_before_the_machines(machine: MachineWatch) -> None:
    paper = Reading(name=Measured.SLIPS_LEFT, value=12, unit="slips")
    fault = Fault(code="cover-open", message_vi="nắp mở", message_en="cover open")

    here = Account(KIOSK, DeviceKind.KIOSK, machine, Clock()).here(None, (fault,), (paper,))

    assert here.readings[0] == paper
    assert here.faults == (fault,)
    assert fault.gravity is Gravity.STOPS


def test_the_will_tells_nothing_that_could_be_old(machine: MachineWatch) -> None:
    gone = Account(KIOSK, DeviceKind.KIOSK, machine, Clock()).gone()

    assert not gone.is_online
    assert (gone.at, gone.readings, gone.running_s, gone.clock) == (None, (), None, None)


class OldDeviceState(Message, frozen=True, kw_only=True):
    """What a hub of the first version reads."""

    device: DeviceId
    kind: DeviceKind
    is_online: bool
    version: str


def test_an_older_hub_reads_a_newer_device_and_a_newer_hub_an_older_one(machine: MachineWatch) -> None:
    new = Account(KIOSK, DeviceKind.KIOSK, machine, Clock()).here(AT)

    old = msgspec.json.decode(new.encode(), type=OldDeviceState)
    back = msgspec.json.decode(old.encode(), type=DeviceState)

    assert old.device == KIOSK
    assert (back.running_s, back.clock, back.readings) == (None, None, ())


def test_what_a_machine_does_not_offer_is_not_said() -> None:
    assert list(readings_of(NOTHING)) == []


def test_a_pis_readings_have_names_and_units() -> None:
    pi = MachineHealth(
        uptime_s=60.0,
        disk_free_bytes=2_000_000_000,
        disk_total_bytes=16_000_000_000,
        memory_available_bytes=100_000_000,
        memory_total_bytes=400_000_000,
        temperature_c=51.2,
        power=PowerHealth(is_low_now=True, was_low_since_boot=True),
        card=CardHealth(errors=0, worn_percent=20),
    )

    told = {reading.name: (reading.value, reading.unit) for reading in readings_of(pi)}

    assert told == {
        "disk-free": (2000.0, "MB"),
        "disk-free-share": (12.5, "%"),
        "memory-free": (100.0, "MB"),
        "memory-free-share": (25.0, "%"),
        "temperature": (51.2, "°C"),
        "machine-up": (60.0, "s"),
        "card-errors": (0.0, ""),
        "card-worn": (20.0, "%"),
        "power-low": (1.0, ""),
        "power-was-low": (1.0, ""),
        "slowed": (0.0, ""),
    }


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[MachineWatch], None]:
    """Looks a hundred times a second."""
    monkeypatch.setattr("contract.machine_watch.LOOK_EVERY_S", 0.01)
    return MachineWatch.start


def test_a_look_that_fails_is_followed_by_another(
    tmp_path: Path, quick: Callable[[MachineWatch], None]
) -> None:
    told = iter([ClockTrust.UNTRUSTED, None])

    def trust() -> ClockTrust | None:
        try:
            return next(told)
        except StopIteration:
            if not failed:
                failed.append(True)
                raise ValueError("once") from None
            return ClockTrust.NTP

    failed: list[bool] = []
    watch = MachineWatch(HealthSources(tmp_path, vcgencmd="no-vcgencmd"), trust)
    assert watch.clock is ClockTrust.UNTRUSTED
    quick(watch)

    wait_until(lambda: watch.clock is ClockTrust.NTP, what="a look after the one that failed")
    watch.stop()
