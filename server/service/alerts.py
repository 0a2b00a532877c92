"""What staff should know now besides the line: faults, devices gone, people asking for a guide."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique
from typing import Protocol

import msgspec

from contract.ids import DeviceId


@unique
class AlertKind(StrEnum):
    """What it is about, and so what can be done from the console."""

    DEVICE_FAULT = "device-fault"
    DEVICE_GONE = "device-gone"
    GUIDE_WANTED = "guide-wanted"
    CLOCK = "clock"
    NO_DAY = "no-day"
    AWAITING_JOURNALS = "awaiting-journals"
    CLOCK_STEPPED = "clock-stepped"
    HANDED_IN = "handed-in"
    BACKUP = "backup"
    DISK = "disk"
    CODE_MISSED = "code-missed"
    LONG_WAIT = "long-wait"
    LONG_SERVICE = "long-service"
    IDLE_COUNTER = "idle-counter"
    LONG_LINE = "long-line"


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One plain sentence for staff."""

    kind: AlertKind
    message_vi: str
    message_en: str
    device: DeviceId | None = None
    since: datetime | None = None


class Alerts(Protocol):
    """Knows how the devices are."""

    def current(self) -> list[Alert]:
        """Faults and absences now, the oldest first; quick, from any thread."""
        ...


class NoAlerts:
    """Where nobody watches the devices."""

    def current(self) -> list[Alert]:
        """Nothing."""
        return []
