"""The whole configuration of one center, and every shape it is made of.

Knows what may be written; `server.config.check` knows what makes sense.
"""

from __future__ import annotations

from msgspec import Struct

from server.config.devices import Device, Orientation, Screen
from server.config.filing_help import FilingHelp, MissingThing
from server.config.hours import ExtraDay, Hours, ServiceHours, Week
from server.config.norms import Norms
from server.config.papers import DocumentKind, Papers
from server.config.records import RecordReason, Records, RecordTerm
from server.config.rules import (
    KeepUntil,
    Offline,
    Priority,
    PriorityClass,
    PriorityStrategy,
    Reason,
    Role,
    RoleKind,
    Scanning,
    Tolerance,
)
from server.config.services import Counter, Icon, Series, Service
from server.config.words import CommuneCode, Line, Name, Url

__all__ = [
    "Center",
    "CenterConfig",
    "Counter",
    "Device",
    "DocumentKind",
    "ExtraDay",
    "FilingHelp",
    "Hours",
    "Icon",
    "KeepUntil",
    "MissingThing",
    "Norms",
    "Offline",
    "Orientation",
    "Papers",
    "Priority",
    "PriorityClass",
    "PriorityStrategy",
    "Reason",
    "RecordReason",
    "RecordTerm",
    "Records",
    "Role",
    "RoleKind",
    "Scanning",
    "Screen",
    "Series",
    "Service",
    "ServiceHours",
    "Tolerance",
    "Week",
]


class Center(Struct, frozen=True, forbid_unknown_fields=True):
    """Who the center is."""

    code: CommuneCode
    """Five-digit code of the commune; names of communes repeat, codes do not."""
    name_vi: Name
    """Full official name: "Trung tâm Phục vụ hành chính công xã Tân Lập"."""
    name_en: Name
    """The same in English."""
    hotline: Line | None = None
    """Telephone number on slips and fault screens."""
    public_url: Url | None = None
    """Address at which citizens' phones reach the public pages. Left out: slips carry a bare token."""
    notice_vi: Line = ""
    """One still line at the foot of the hall display."""
    notice_en: Line = ""
    """The same in English."""


class CenterConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """One center. An accepted text of this shape becomes an event in the ledger."""

    center: Center
    """Who the center is."""
    hours: Hours
    """When it is open."""
    series: tuple[Series, ...]
    """Where numbers come from."""
    services: tuple[Service, ...]
    """What citizens choose from, in the order of the tiles."""
    counters: tuple[Counter, ...]
    """Where they are served."""
    devices: tuple[Device, ...] = ()
    """Kiosks, displays, panels and shared printers."""
    priority: Priority = Priority()
    """Who goes first."""
    pause_reasons: tuple[Reason, ...] = ()
    """Why a counter pauses."""
    hold_reasons: tuple[Reason, ...] = ()
    """Why a ticket is parked."""
    transfer_reasons: tuple[Reason, ...] = ()
    """Why a ticket keeps its place when it is sent on."""
    cancel_reasons: tuple[Reason, ...] = ()
    """Why staff cancel a ticket."""
    tolerance: Tolerance = Tolerance()
    """How long the hub waits, and how often it tries."""
    offline: Offline = Offline()
    """What kiosks may do when the hub is away."""
    norms: Norms = Norms()
    """How long things should take."""
    records: Records = Records()
    """How records are received, timed and refused."""
    papers: Papers = Papers()
    """Scanned papers of records."""
    filing_help: FilingHelp = FilingHelp()
    """Help with filing online."""
    roles: tuple[Role, ...] = ()
    """Roles accounts can have."""
    scanning: Scanning = Scanning()
    """Scanning papers at the kiosk."""
