"""Who plays in the storm: the processes, the links between them, and what citizens come for.

Names only; nothing here starts or breaks anything.
"""

from __future__ import annotations

from typing import Final

from contract.ids import CounterId, DeviceId, ServiceId

BROKER: Final = "broker"
HUB: Final = "hub"
KIOSKS: Final = (DeviceId("kiosk-1"), DeviceId("kiosk-2"))
HALL: Final = DeviceId("hall-1")
COUNTER_DISPLAY: Final = DeviceId("counter-display-1")
PANEL: Final = DeviceId("panel-1")
OBSERVER: Final = DeviceId("observer")
"""Reads everything on the broker, all the time, and has no part in the center."""

DEVICES: Final = (*KIOSKS, HALL, COUNTER_DISPLAY, PANEL)
PROCESSES: Final = (BROKER, HUB, *DEVICES)

PANEL_COUNTER: Final = CounterId("1")
"""Its officer presses real buttons."""
CONSOLE_COUNTERS: Final = (CounterId("2"), CounterId("3"))
"""Their officers sit at the console."""
COUNTERS: Final = (PANEL_COUNTER, *CONSOLE_COUNTERS)

SERVICES: Final = tuple(
    ServiceId(name) for name in ("ho-tich", "chung-thuc", "ho-kinh-doanh", "dat-dai-xay-dung", "tra-ket-qua")
)
"""What citizens come for: each is served at one of the counters above."""


def broker_link(who: str) -> str:
    """The line of a process to the broker."""
    return f"{who}/broker"


def printer_link(kiosk: str) -> str:
    """The cable of a kiosk's printer."""
    return f"{kiosk}/printer"


def http_link(kiosk: str) -> str:
    """A kiosk's line to the hub's pages."""
    return f"{kiosk}/hub"


BROKER_LINKS: Final = tuple(broker_link(who) for who in (HUB, *DEVICES))
PRINTER_LINKS: Final = tuple(printer_link(kiosk) for kiosk in KIOSKS)
HTTP_LINKS: Final = tuple(http_link(kiosk) for kiosk in KIOSKS)
LINKS: Final = (*BROKER_LINKS, *PRINTER_LINKS, *HTTP_LINKS)
