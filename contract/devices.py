"""What a device says of itself: heartbeat every 15 s, faults, readings; its last will says it has gone.

Everything added since the first version may be left out: an older device, or an older hub, does without.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import ClassVar

import msgspec

from contract.counter_slip import EndedSlip
from contract.ids import DeviceId
from contract.message import Message, Text, Utc
from contract.topics import TopicTemplate
from contract.words import ClockTrust, DeviceKind

HEARTBEAT_S = 15.0
"""Seconds between a device's heartbeats; three missed ones mean it is gone."""

HUB_HEARTBEAT_S = 5.0
"""Seconds between the hub's heartbeats; three missed ones mean the line is down."""


@unique
class Gravity(StrEnum):
    """How bad a fault is."""

    STOPS = "stops"
    """People cannot be served by it until it is put right."""
    WARNS = "warns"
    """It still works, and will not for ever."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something broken, in words for staff and a code for machines."""

    code: str
    """For machines: `paper-out`, `cover-open`, …"""
    message_vi: Text
    message_en: Text
    since: Utc | None = None
    gravity: Gravity = Gravity.STOPS


@unique
class Measured(StrEnum):
    """What a reading is of; every process that says one of these means the same by it."""

    SLIPS_LEFT = "slips-left"
    """On the roll, counted since it was changed: an estimate."""
    DISK_FREE = "disk-free"
    """Megabytes on the disk of its data."""
    DISK_FREE_SHARE = "disk-free-share"
    """Percent of that disk."""
    CARD_ERRORS = "card-errors"
    """What ext4 has met on its disks since they were made."""
    CARD_WORN = "card-worn"
    """Percent of its life that the card says it has used; only some cards say so."""
    TEMPERATURE = "temperature"
    """°C, the hottest sensor."""
    MEMORY_FREE = "memory-free"
    """Megabytes that programs could still have."""
    MEMORY_FREE_SHARE = "memory-free-share"
    """Percent of the machine's memory."""
    MACHINE_UP = "machine-up"
    """Seconds since the machine was switched on."""
    POWER_LOW = "power-low"
    """1: the voltage is too low now; 0: it is not. Raspberry Pi only."""
    POWER_WAS_LOW = "power-was-low"
    """1: the voltage was too low at some time since the machine was switched on."""
    SLOWED = "slowed"
    """1: the machine slows itself down now, for heat or for power."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One measured or counted thing: paper left, temperature, pages refused."""

    name: str
    """What is measured: one of `Measured`, or what only this kind of device has."""
    value: float
    """In `unit`."""
    unit: str
    """SI or plain: `°C`, `pages`, `%`; empty for a bare count."""


class DeviceState(Message, frozen=True, kw_only=True):
    """A device's own account of itself."""

    TOPIC: ClassVar = TopicTemplate("motcua/v1/{center}/device/{device}")
    RETAIN: ClassVar[bool] = True

    device: DeviceId
    kind: DeviceKind
    is_online: bool
    """False only as the last will or at an orderly end."""
    version: str
    """Of the device's software."""
    at: Utc | None = None
    """Hub time as the device knows it; None before the first contact and in the will."""
    faults: tuple[Fault, ...] = ()
    readings: tuple[Reading, ...] = ()
    running_s: float | None = None
    """Seconds since its process started."""
    connected_s: float | None = None
    """Seconds since it last connected to the broker."""
    clock: ClockTrust | None = None
    """Why its machine's own clock may be believed; None: not told. Devices show hub time all the same."""
    ended_slips: tuple[EndedSlip, ...] = ()
    """What became of the last slips it was asked for (`state/counter-slips/{device}`)."""
