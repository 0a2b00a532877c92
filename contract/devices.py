"""What a device says of itself: heartbeat every 15 s, faults, readings; its last will says it has gone."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from contract.ids import DeviceId
from contract.message import Message, Text, Utc
from contract.topics import TopicTemplate
from contract.words import DeviceKind

HEARTBEAT_S = 15.0
"""Seconds between a device's heartbeats; three missed ones mean it is gone."""

HUB_HEARTBEAT_S = 5.0
"""Seconds between the hub's heartbeats; three missed ones mean the line is down."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something broken, in words for staff and a code for machines."""

    code: str
    """For machines: `paper-out`, `cover-open`, …"""
    message_vi: Text
    message_en: Text
    since: Utc | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One measured or counted thing: paper left, temperature, pages refused."""

    name: str
    """What is measured: `paper-left`, `temperature`, …"""
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
