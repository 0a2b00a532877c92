"""How the machine is: what the kernel and the Raspberry Pi's firmware tell.

Knows where it is written; judges nothing. What a machine doesn't offer is None.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")

_KIB = 1024
_UNDER_VOLTAGE_NOW, _UNDER_VOLTAGE_SINCE_BOOT = 1 << 0, 1 << 16
"""Bits of `vcgencmd get_throttled`."""


@dataclass(frozen=True)
class PowerHealth:
    is_low_now: bool
    was_low_since_boot: bool


@dataclass(frozen=True)
class MachineHealth:
    uptime_s: float | None
    disk_free_bytes: int | None
    disk_total_bytes: int | None
    memory_available_bytes: int | None
    memory_total_bytes: int | None
    temperature_c: float | None
    """The hottest sensor."""
    power: PowerHealth | None
    """None off a Raspberry Pi."""


@dataclass(frozen=True)
class HealthSources:
    """Where to look; other folders in tests."""

    data_folder: Path
    """Its disk is the one that must not fill."""
    proc: Path = Path("/proc")
    sys: Path = Path("/sys")
    vcgencmd: str = "vcgencmd"


def read_health(sources: HealthSources) -> MachineHealth:
    """Takes a few milliseconds. Never raises."""
    memory = _read(lambda: _memory(sources.proc / "meminfo")) or {}
    disk = _read(lambda: shutil.disk_usage(sources.data_folder))
    return MachineHealth(
        uptime_s=_read(lambda: float(_text(sources.proc / "uptime").split()[0])),
        disk_free_bytes=disk.free if disk else None,
        disk_total_bytes=disk.total if disk else None,
        memory_available_bytes=memory.get("MemAvailable"),
        memory_total_bytes=memory.get("MemTotal"),
        temperature_c=_temperature(sources.sys),
        power=_read(lambda: _power_by_firmware(sources.vcgencmd)) or _power_by_sensor(sources.sys),
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


def _power_by_sensor(sys: Path) -> PowerHealth | None:
    """The kernel's `rpi_volt` sensor has one alarm, set while the voltage is or lately was low."""
    for name in sorted((sys / "class/hwmon").glob("hwmon*/name")):
        alarm = _read(partial(_text, name.parent / "in0_lcrit_alarm"))
        if _read(partial(_text, name)) == "rpi_volt" and alarm is not None:
            return PowerHealth(is_low_now=alarm == "1", was_low_since_boot=alarm == "1")
    return None


def _power_by_firmware(vcgencmd: str) -> PowerHealth:
    told = subprocess.run([vcgencmd, "get_throttled"], capture_output=True, text=True, timeout=2, check=True)
    bits = int(told.stdout.strip().removeprefix("throttled="), 16)
    return PowerHealth(bool(bits & _UNDER_VOLTAGE_NOW), bool(bits & _UNDER_VOLTAGE_SINCE_BOOT))
