"""What is well and what is not: the limits, the sentence staff read, and what to do. Pure.

Limits are for a center's small machines; a device reports numbers and never judges them itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from contract.devices import DeviceState, Fault, Gravity, Measured, Reading
from contract.words import DeviceKind
from server.service import health_words as words
from server.service.health import DeviceHealth, Finding, Level, Presence, Standing

DISK_LOW_PERCENT, DISK_LOW_MB = 10.0, 5000.0
DISK_FULL_PERCENT, DISK_FULL_MB = 3.0, 500.0
"""Both must be undercut: ten percent of a large disk is plenty, half a gigabyte of a small one too."""
MEMORY_LOW_PERCENT = 5.0
HOT_C = 80.0
"""A Raspberry Pi slows itself down from here on."""
WORN_PERCENT = 80.0
FEW_SLIPS = 20.0


def judge(presence: Presence, now: datetime, hub_version: str) -> DeviceHealth:
    """One device as staff should see it."""
    state = presence.state
    findings = sorted(_findings(presence, hub_version), key=lambda found: found.level)
    told_at = None if state is None else state.at
    seen_at = told_at if presence.silent_s is None else now - timedelta(seconds=presence.silent_s)
    is_here = state is not None and state.is_online
    return DeviceHealth(
        presence=presence,
        findings=tuple(findings),
        seen_at=seen_at,
        running_since=_before(seen_at, state.running_s) if state is not None and is_here else None,
        connected_since=_before(seen_at, state.connected_s) if state is not None and is_here else None,
    )


def worst_first(devices: Iterable[DeviceHealth]) -> tuple[DeviceHealth, ...]:
    """What matters most stands first; alike by name."""
    return tuple(sorted(devices, key=lambda known: (known.level, known.presence.device)))


def findings_of_machine(readings: tuple[Reading, ...]) -> Iterator[Finding]:
    """What the readings of any machine, the hub's too, mean."""
    value = {reading.name: reading.value for reading in readings}
    share = value.get(Measured.DISK_FREE_SHARE, 100.0)
    free_mb = value.get(Measured.DISK_FREE, DISK_LOW_MB)
    if share < DISK_FULL_PERCENT and free_mb < DISK_FULL_MB:
        yield words.disk(Level.BROKEN, free_mb)
    elif share < DISK_LOW_PERCENT and free_mb < DISK_LOW_MB:
        yield words.disk(Level.WARNING, free_mb)
    if errors := value.get(Measured.CARD_ERRORS):
        yield words.card_errors(int(errors))
    if (worn := value.get(Measured.CARD_WORN, 0.0)) >= WORN_PERCENT:
        yield words.card_worn(worn)
    if value.get(Measured.POWER_LOW):
        yield words.POWER_LOW
    elif value.get(Measured.POWER_WAS_LOW):
        yield words.POWER_WAS_LOW
    temperature = value.get(Measured.TEMPERATURE, 0.0)
    if temperature >= HOT_C:
        yield words.hot(temperature)
    elif value.get(Measured.SLOWED):
        yield words.SLOWED
    if value.get(Measured.MEMORY_FREE_SHARE, 100.0) < MEMORY_LOW_PERCENT:
        yield words.MEMORY_LOW


def _before(at: datetime | None, seconds: float | None) -> datetime | None:
    return None if at is None or seconds is None else at - timedelta(seconds=seconds)


def _findings(presence: Presence, hub_version: str) -> Iterator[Finding]:
    if presence.standing is not Standing.HERE:
        yield words.STANDING[presence.standing]
        return
    state = presence.state
    if state is None:
        return
    for fault in state.faults:
        yield _of_fault(fault)
    yield from _paper(state)
    yield from findings_of_machine(state.readings)
    if state.version != hub_version:
        yield words.other_version(state.version, hub_version)


def _of_fault(fault: Fault) -> Finding:
    level = Level.BROKEN if fault.gravity is Gravity.STOPS else Level.WARNING
    return Finding(level, fault.code, fault.message_vi, fault.message_en, since=fault.since)


def _paper(state: DeviceState) -> Iterator[Finding]:
    """The count warns where the printer's own sensor has not."""
    left = next((known.value for known in state.readings if known.name == Measured.SLIPS_LEFT), None)
    if left is None or left >= FEW_SLIPS or any("paper" in fault.code for fault in state.faults):
        return
    if state.kind in (DeviceKind.KIOSK, DeviceKind.PRINTER):
        yield words.few_slips(int(left))
