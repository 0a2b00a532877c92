"""Priority classes, reasons, tolerances, roles and scanning, as configured."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from server.config.words import Line, Minutes, Name, Seconds, Slug, Text


class PriorityStrategy(StrEnum):
    """How the line weighs priority against arrival."""

    SIMPLE = "simple"


class RoleKind(StrEnum):
    """What an account may do; each kind is checked in one place in the hub."""

    OFFICER = "officer"
    GUIDE = "guide"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class KeepUntil(StrEnum):
    """When scanned pages are erased."""

    VISIT_END = "visit-end"
    DAY_CLOSE = "day-close"


class PriorityClass(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of people served before others; self-declared, no proof is stored."""

    id: Slug
    """Name of the class in this file."""
    name_vi: Name
    """Name at the kiosk: "Người cao tuổi"."""
    name_en: Name
    """The same in English."""
    rank: Annotated[int, Meta(ge=1, le=9, description="1 to 9", extra={"vi": "từ 1 đến 9"})]
    """1 goes first; classes of one rank go by arrival; people without a class come after all."""
    explanation_vi: Line = ""
    """Who belongs to it, in plain words, shown at the kiosk."""
    explanation_en: Line = ""
    """The same in English."""
    legal_note: Text = ""
    """On what it rests, for managers; say so where it is a local rule."""


class Priority(Struct, frozen=True, forbid_unknown_fields=True):
    """Who goes first. No national statute sets an order: this is the center's own decision."""

    strategy: PriorityStrategy = PriorityStrategy.SIMPLE
    """`"simple"`: by rank, then by arrival."""
    classes: tuple[PriorityClass, ...] = ()
    """The classes offered at the kiosk, in this order."""


class Reason(Struct, frozen=True, forbid_unknown_fields=True):
    """A reason an officer picks instead of typing; all four `…_reasons` lists are made of these."""

    id: Slug
    """Name of the reason in this file and in the ledger."""
    name_vi: Name
    """What officers and managers read."""
    name_en: Name
    """The same in English."""


class Tolerance(Struct, frozen=True, forbid_unknown_fields=True):
    """How long the hub waits, and how often it tries."""

    late_return_min: Minutes = 30
    """Minutes after a no-show within which a person gets back in line at their old place."""
    print_unconfirmed_after_s: Seconds = 120
    """Seconds after which a number whose kiosk has gone is put in line, marked *print unconfirmed*."""
    undo_within_s: Seconds = 120
    """Seconds within which a counter can undo its last action."""
    max_recalls: Annotated[int, Meta(ge=0, le=9, description="0 to 9", extra={"vi": "từ 0 đến 9"})] = 3
    """How often one call may be repeated before it must become a no-show, a hold or a start."""


class Offline(Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers each kiosk keeps for when the hub is away: a day's outage must not close the hall."""

    numbers: Annotated[int, Meta(ge=0, le=2000, description="0 to 2,000", extra={"vi": "từ 0 đến 2000"})] = (
        150
    )
    """Of each series, for each kiosk and day; all kiosks together get a third of a series. 0: none."""
    cap_percent: Annotated[int, Meta(ge=0, le=100, description="0 to 100", extra={"vi": "từ 0 đến 100"})] = 20
    """Of a service's daily cap, what all kiosks together may give alone; kept back from the rest."""


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """What accounts of this role may do. The accounts themselves live in the hub's database."""

    id: Slug
    """Name of the role; accounts refer to it."""
    kind: RoleKind
    """`"officer"`, `"guide"`, `"manager"` or `"administrator"`."""
    name_vi: Name
    """What the console shows."""
    name_en: Name
    """The same in English."""
    services: tuple[Slug, ...] = ()
    """Ids of the services the role is restricted to. Empty: all services."""


class Scanning(Struct, frozen=True, forbid_unknown_fields=True):
    """Scanning papers at the kiosk; always asked for, never needed to take a number."""

    enabled: bool = False
    """Whether kiosks with a scanner offer it."""
    max_pages: Annotated[int, Meta(ge=1, le=50, description="1 to 50", extra={"vi": "từ 1 đến 50"})] = 10
    """Most pages one visit may hold."""
    keep_until: KeepUntil = KeepUntil.VISIT_END
    """`"visit-end"`, or `"day-close"` at the latest."""
