"""Centers to look at: all well, many faults, nobody ever heard."""

from __future__ import annotations

from datetime import timedelta

from contract.devices import Fault, Gravity, Measured, Reading
from contract.ids import DeviceId
from contract.words import ClockTrust, DeviceKind
from server.service.health import BackupAge, BackupIs, Presence, Standing
from tests.support.steered_health import NOW, SteeredHealth, presence

KINDS = (
    ("kiosk-1", DeviceKind.KIOSK, None),
    ("kiosk-2", DeviceKind.KIOSK, None),
    ("hall-1", DeviceKind.HALL_DISPLAY, None),
    ("display-1", DeviceKind.COUNTER_DISPLAY, "1"),
    ("display-2", DeviceKind.COUNTER_DISPLAY, "2"),
    ("panel-1", DeviceKind.PANEL, "1"),
    ("printer-1", DeviceKind.PRINTER, None),
)


def pi(**values: float) -> tuple[Reading, ...]:
    """A healthy Pi's readings, some of them otherwise; names with `_` for `-`."""
    healthy = {
        Measured.DISK_FREE: 11_200.0,
        Measured.DISK_FREE_SHARE: 71.0,
        Measured.CARD_ERRORS: 0.0,
        Measured.TEMPERATURE: 52.3,
        Measured.MEMORY_FREE_SHARE: 64.0,
        Measured.POWER_LOW: 0.0,
        Measured.POWER_WAS_LOW: 0.0,
        Measured.SLOWED: 0.0,
    }
    changed = {Measured(name.replace("_", "-")): value for name, value in values.items()}
    return tuple(Reading(name=name, value=value, unit="") for name, value in {**healthy, **changed}.items())


def all_well(health: SteeredHealth) -> None:
    """Nothing to do."""
    paper = {"slips_left": 412.0}
    health.presences = tuple(
        presence(name, kind, counter=counter, readings=pi(**(paper if kind is DeviceKind.KIOSK else {})))
        for name, kind, counter in KINDS
    )
    health.hub_is(
        readings=pi(),
        backups=(BackupAge("/mnt/motcua-usb", BackupIs.FINE, NOW - timedelta(hours=14)),),
    )


def never_heard(health: SteeredHealth) -> None:
    """The morning after a power cut: only the hub came back."""
    health.presences = tuple(
        presence(name, kind, standing=Standing.NEVER, counter=counter) for name, kind, counter in KINDS
    )
    health.hub_is(readings=pi())


def many_faults(health: SteeredHealth) -> None:
    """One of each."""
    health.presences = tuple(_troubled())
    health.hub_is(
        readings=pi(disk_free_share=4.0, disk_free=620.0),
        trust=ClockTrust.UNTRUSTED,
        steps_today=2,
        awaiting=(DeviceId("kiosk-2"),),
        unreadable=17,
        denied=1,
        backups=(BackupAge("/mnt/motcua-usb", BackupIs.OLD, NOW - timedelta(days=6)),),
    )


def _troubled() -> list[Presence]:
    paper = Fault(
        code="printer-paper-out",
        message_vi="Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.",
        message_en="The printer is out of paper. Please put in a new roll.",
        since=NOW - timedelta(minutes=12),
    )
    stuck = Fault(
        code="button-stuck-next",
        message_vi="Nút “Mời số tiếp theo” trên bàn phím gọi số bị kẹt.",
        message_en="The panel's next button is stuck down.",
        gravity=Gravity.WARNS,
    )
    return [
        presence("kiosk-1", DeviceKind.KIOSK, paper, readings=pi(slips_left=0, power_low=1, slowed=1)),
        presence("kiosk-2", DeviceKind.KIOSK, standing=Standing.GONE, silent_s=5400.0),
        presence("hall-1", DeviceKind.HALL_DISPLAY, readings=pi(temperature=83.0, power_was_low=1)),
        presence("display-1", DeviceKind.COUNTER_DISPLAY, counter="1", readings=pi(), version="0.0.9"),
        presence("display-2", DeviceKind.COUNTER_DISPLAY, counter="2", standing=Standing.CHECKING),
        presence("panel-1", DeviceKind.PANEL, stuck, counter="1", readings=pi(card_errors=3)),
        presence("printer-1", DeviceKind.PRINTER, readings=pi()),
    ]
