"""Kiosks, displays and panels of a center, as configured.

Knows what stands where and how large it is; passwords and wiring live with the broker and the device.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from contract.words import DeviceKind
from server.config.words import Name, Slug

Millimetres = Annotated[
    int,
    Meta(
        ge=50, le=5000, description="millimetres, 50 to 5,000", extra={"vi": "số mi-li-mét, từ 50 đến 5000"}
    ),
]
Pixels = Annotated[
    int,
    Meta(ge=320, le=8192, description="pixels, 320 to 8,192", extra={"vi": "số điểm ảnh, từ 320 đến 8192"}),
]
Metres = Annotated[
    float, Meta(ge=0.3, le=40, description="metres, 0.3 to 40", extra={"vi": "số mét, từ 0.3 đến 40"})
]


class Orientation(StrEnum):
    """How the screen hangs."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class Screen(Struct, frozen=True, forbid_unknown_fields=True):
    """The glass of a device, as it hangs: width is what is horizontal."""

    width_mm: Millimetres
    """Width of the lit area; a 43" television has 941."""
    height_mm: Millimetres
    """Height of the lit area; a 43" television has 529."""
    width_px: Pixels
    """Pixels across, as it hangs."""
    height_px: Pixels
    """Pixels down, as it hangs."""
    distance_m: Metres
    """From where the farthest reader must be able to read it; 0.6 for a kiosk."""
    orientation: Orientation = Orientation.LANDSCAPE
    """`"landscape"` or `"portrait"`."""


class Device(Struct, frozen=True, forbid_unknown_fields=True):
    """One machine of the center with its own broker password."""

    id: Slug
    """Name of the device in topics and events: `"kiosk-1"`."""
    kind: DeviceKind
    """`"kiosk"`, `"hall-display"`, `"counter-display"`, `"panel"`, `"printer"` (one shared by several)
    or `"scanner"` (a scan station)."""
    name_vi: Name
    """What staff call it."""
    name_en: Name
    """The same in English."""
    counter: Slug | None = None
    """Id of the counter it belongs to: needed for counter displays and panels."""
    counters: tuple[Slug, ...] = ()
    """Ids of the counters whose officers it scans for, or whose readers it has: needed for scanners."""
    scans: bool = True
    """`false` for a scan station with a code reader and no scanner: no officer is offered it."""
    zone: Slug | None = None
    """Sound zone it stands in: needed for hall displays."""
    announces: bool = False
    """Whether it speaks the calls of its zone: one hall display a zone, the one with the speaker."""
    shows_records: bool = False
    """Whether this hall display shows what becomes of records while no call needs the screen."""
    screen: Screen | None = None
    """Its glass: needed for kiosks and displays."""
