"""How the machine is: what the kernel and the Raspberry Pi's firmware tell.

Knows where it is written; judges nothing. What a machine doesn't offer is None.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")

_KIB = 1024
_LOW_NOW, _CAPPED_NOW, _THROTTLED_NOW, _SOFT_LIMIT_NOW = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_LOW_SINCE_BOOT, _THROTTLED_SINCE_BOOT = 1 << 16, 1 << 18
"""Bits of `vcgencmd get_throttled` (Raspberry Pi documentation, vcgencmd)."""
_LIFE_STEP_PERCENT = 10
"""eMMC's DEVICE_LIFE_TIME_EST: 1 is up to 10 % used, 2 up to 20 %, 11 beyond its life (JESD84-B51)."""


@dataclass(frozen=True)
class PowerHealth:
    """What the Raspberry Pi says of its supply and of slowing itself down."""

    is_low_now: bool
    was_low_since_boot: bool
    is_slowed_now: bool = False
    """For heat or for power."""
    was_slowed_since_boot: bool = False


@dataclass(frozen=True)
class CardHealth:
    """What the disks say of themselves."""

    errors: int | None
    """ext4's own count over all its disks."""
    worn_percent: int | None
    """The most worn card's; most SD cards don't say."""


@dataclass(frozen=True)
class MachineHealth:
    """One reading of everything."""

    uptime_s: float | None
    disk_free_bytes: int | None
    disk_total_bytes: int | None
    memory_available_bytes: int | None
    memory_total_bytes: int | None
    temperature_c: float | None
    """The hottest sensor."""
    power: PowerHealth | None
    """None off a Raspberry Pi."""
    card: CardHealth = CardHealth(None, None)


@dataclass(frozen=True)
class HealthSources:
    """Where to look; other folders in tests."""

    data_folder: Path
    """Its disk is the one that must not fill."""
    proc: Path = Path("/proc")
    sys: Path = Path("/sys")
    vcgencmd: str = "vcgencmd"


def read_health(sources: HealthSources) -> MachineHealth:
    """Takes a few milliseconds, on a Pi a child process more. Never raises."""
    memory = _read(lambda: _memory(sources.proc / "meminfo")) or {}
    disk = _read(lambda: shutil.disk_usage(sources.data_folder))
    return MachineHealth(
        uptime_s=_read(lambda: float(_text(sources.proc / "uptime").split()[0])),
        disk_free_bytes=disk.free if disk else None,
        disk_total_bytes=disk.total if disk else None,
        memory_available_bytes=memory.get("MemAvailable"),
        memory_total_bytes=memory.get("MemTotal"),
        temperature_c=_temperature(sources.sys),
        power=_power(sources),
        card=CardHealth(_card_errors(sources.sys), _card_worn(sources.sys)),
    )


def _read(source: Callable[[], Read]) -> Read | None:
    try:
        return source()
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return None


def _text(path: Path) -> str:
    return path.read_text(encoding="ascii").strip()


def _memory(meminfo: Path) -> dict[str, int]:
    rows = (line.split() for line in _text(meminfo).splitlines())
    return {row[0].rstrip(":"): int(row[1]) * _KIB for row in rows if len(row) > 1}


def _temperature(sys: Path) -> float | None:
    zones = sorted((sys / "class/thermal").glob("thermal_zone*/temp"))
    read = [_read(partial(_milli, zone)) for zone in zones]
    return max((value for value in read if value is not None), default=None)


def _milli(path: Path) -> float:
    return int(_text(path)) / 1000


# --- disks ---


def _card_errors(sys: Path) -> int | None:
    counts = [_read(partial(_whole, path)) for path in sorted((sys / "fs/ext4").glob("*/errors_count"))]
    told = [count for count in counts if count is not None]
    return sum(told) if told else None


def _whole(path: Path) -> int:
    return int(_text(path))


def _card_worn(sys: Path) -> int | None:
    lives = [_read(partial(_life, path)) for path in sorted((sys / "block").glob("mmcblk*/device/life_time"))]
    return max((life for life in lives if life), default=None)


def _life(path: Path) -> int:
    """Two figures, of two kinds of memory; 0 is "not defined"."""
    return max(int(figure, 16) for figure in _text(path).split()) * _LIFE_STEP_PERCENT


# --- power ---


def _power(sources: HealthSources) -> PowerHealth | None:
    """The firmware tells most; some kernels pass it on, and without its device there is the alarm alone."""
    return (
        _read(lambda: _power_by_kernel(sources.sys))
        or _read(lambda: _power_by_firmware(sources.vcgencmd))
        or _power_by_sensor(sources.sys)
    )


def _power_by_kernel(sys: Path) -> PowerHealth | None:
    told = sorted((sys / "devices/platform").glob("soc*/*firmware/get_throttled"))
    return _power_of(int(_text(told[0]), 16)) if told else None


def _power_by_firmware(vcgencmd: str) -> PowerHealth:
    told = subprocess.run([vcgencmd, "get_throttled"], capture_output=True, text=True, timeout=2, check=True)
    return _power_of(int(told.stdout.strip().removeprefix("throttled="), 16))


def _power_of(bits: int) -> PowerHealth:
    return PowerHealth(
        is_low_now=bool(bits & _LOW_NOW),
        was_low_since_boot=bool(bits & _LOW_SINCE_BOOT),
        is_slowed_now=bool(bits & (_CAPPED_NOW | _THROTTLED_NOW | _SOFT_LIMIT_NOW)),
        was_slowed_since_boot=bool(bits & _THROTTLED_SINCE_BOOT),
    )


def _power_by_sensor(sys: Path) -> PowerHealth | None:
    """The kernel's `rpi_volt` sensor has one alarm, set while the voltage is or lately was low."""
    for name in sorted((sys / "class/hwmon").glob("hwmon*/name")):
        alarm = _read(partial(_text, name.parent / "in0_lcrit_alarm"))
        if _read(partial(_text, name)) == "rpi_volt" and alarm is not None:
            return PowerHealth(is_low_now=alarm == "1", was_low_since_boot=alarm == "1")
    return None
