"""What the demo's citizen does at the kiosk by real touches: look things up, take a number, scan papers.

Knows what is on the glass by its names; knows nothing of the hub.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from hardware.printer_emulator.slips import PrintedSlip
from hardware.sample_papers import SAMPLE_PAPERS
from tools.demo.center import DemoCenter, wait_until
from tools.demo.trays import lay

SERVICE = "ho-tich"
PROCEDURE = "1.001193"
"""Đăng ký khai sinh."""
TYPED = "khai"
PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A slip in hand."""

    slip: PrintedSlip
    seconds: float
    """From the touch to the paper."""

    @property
    def number(self) -> str:
        """As it stands on the slip, natively: `A001 08:12 23/11/2026`."""
        for line in self.slip.lines:
            if line[:1].isalpha() and line[1:4].isdigit():
                return line.split()[0]
        raise LookupError(f"no number on the slip: {self.slip.lines}")

    @property
    def code(self) -> str:
        """What the QR holds."""
        return self.slip.qr_data[0]


class Citizen:
    """A person before the kiosk."""

    def __init__(self, center: DemoCenter) -> None:
        self._center = center

    def wait_for_home(self) -> None:
        """Until the tiles are there."""
        self._until(f"tile-{SERVICE}", 30.0)
        self._center.picture("kiosk-1", "01-kiosk-home")

    def look_up(self) -> None:
        """Search a procedure by its everyday name and read its page."""
        self._touch("search")
        for letter in TYPED:
            self._touch(f"key-{letter}")
        self._until(f"procedure-{PROCEDURE}")
        self._center.picture("kiosk-1", "02-kiosk-search")
        self._touch(f"procedure-{PROCEDURE}")
        self._until("take-number")
        self._center.picture("kiosk-1", "03-kiosk-procedure")
        self._touch("home" if "home" in self._center.finger.sees() else "back")
        while f"tile-{SERVICE}" not in self._center.finger.sees():
            self._touch("back")

    def take_number(self) -> Taken:
        """Two touches: the service, then the number."""
        center = self._center
        self._touch(f"tile-{SERVICE}")
        self._until("take-number")
        center.picture("kiosk-1", "04-kiosk-service")
        before = len(center.printer.tray.slips)
        touched_s = time.monotonic()
        center.finger.touch("take-number")
        wait_until(lambda: len(center.printer.tray.slips) > before, "a slip is printed")
        took_s = time.monotonic() - touched_s
        slip = center.printer.tray.slips[-1]
        (center.place.var / "slip.png").write_bytes(Path(slip.png).read_bytes())
        return Taken(slip, took_s)

    def scan(self, code: str) -> None:
        """Two papers for the ticket in hand, after agreeing."""
        center = self._center
        for paper in SAMPLE_PAPERS[:2]:
            lay(center.place.kiosk_tray, paper)
        self._touch("scan")
        self._until("back")
        center.picture("kiosk-1", "06-kiosk-show-slip")
        center.hold_code(code)
        self._until("agree")
        center.picture("kiosk-1", "07-kiosk-consent")
        self._touch("agree")
        self._touch("scan")
        self._until("send", 40.0)
        center.picture("kiosk-1", "08-kiosk-pages")
        self._touch("send")
        wait_until(lambda: "send" not in center.finger.sees(), "the papers are sent", PATIENCE_S)

    def _touch(self, name: str) -> None:
        self._until(name)
        self._center.finger.touch(name)

    def _until(self, name: str, timeout_s: float = PATIENCE_S) -> None:
        wait_until(lambda: name in self._center.finger.sees(), f"{name} is on the kiosk's glass", timeout_s)
