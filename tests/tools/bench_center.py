"""A demo center of which only the bench's own things are real: printer emulator, controls and tray folder.

What goes to panel and code reader is written down; no process is started.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hardware.printer_emulator.server import PrinterEmulator
from hardware.printer_emulator.slips import PrintedSlip
from tools.demo.center import DemoCenter

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
LAMPS = "green on, red off"
_CUT = b"\x1dVB\x00"


class BenchCenter(DemoCenter):
    """Remembers what hands did."""

    def __init__(self, var: Path) -> None:
        super().__init__(var, only_virtual_screen=True)
        self.printer = PrinterEmulator(var / "slips", self.controls, lambda: NOON)
        self.said_to_panel: list[str] = []
        self.held_codes: list[str] = []

    def panel(self, line: str) -> str:
        """Written down; the lamps are always the same."""
        self.said_to_panel.append(line)
        return LAMPS

    def hold_code(self, text: str) -> None:
        """Written down."""
        self.held_codes.append(text)

    @property
    def tray(self) -> Path:
        """The scanner's feeder."""
        return self.place.data / "tray"

    def print_slip(self, words: str, code: str | None = None) -> PrintedSlip:
        """As a kiosk would, by hand-written ESC/POS."""
        count = len(self.printer.tray.slips) + 1
        with socket.create_connection(self.printer.address, timeout=10) as line:
            line.sendall(b"\x1b@" + words.encode("ascii") + b"\n" + _qr(code) + _CUT)
            return self.printer.tray.wait_for(count, 10)[-1]


def _qr(code: str | None) -> bytes:
    """GS ( k: store the data (function 80), print it (function 81)."""
    if code is None:
        return b""
    data = code.encode("ascii")
    return b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data + b"\x1d(k\x03\x001Q0"


@contextmanager
def bench_center(var: Path) -> Iterator[BenchCenter]:
    """Its printer runs; its folder goes with it, wherever it had to be."""
    center = BenchCenter(var)
    try:
        with center.printer:
            yield center
    finally:
        shutil.rmtree(center.place.data, ignore_errors=True)
