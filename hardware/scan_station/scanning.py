"""The scan station's scanning as a thread of its own, and whether it still moves on."""

from __future__ import annotations

import logging
import threading
import time

from contract.devices import HEARTBEAT_S, Fault
from hardware.scan_station.station import ScanStation

log = logging.getLogger(__name__)

MOST_STEP_S = 180.0
"""The longest that one step may take: asking the scanner twice what it offers and waiting for a page."""


class Scanning:
    """Takes turns until it is stopped: a station that hangs gives no more signs of life."""

    def __init__(self, station: ScanStation) -> None:
        self._station = station
        self._stopped = threading.Event()
        self._moved_s = time.monotonic()
        self._thread = threading.Thread(target=self._work, name="scanning", daemon=True)
        station.on_step = self._step

    def start(self) -> None:
        """Begin with the first turn."""
        self._thread.start()

    def stop(self) -> None:
        """The sheet under way is let go."""
        self._stopped.set()
        self._station.stop()
        self._thread.join(timeout=5.0)

    @property
    def is_alive(self) -> bool:
        """Whether it moved on lately."""
        return time.monotonic() - self._moved_s <= MOST_STEP_S

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The station's."""
        return self._station.faults

    def _step(self) -> None:
        self._moved_s = time.monotonic()

    def _work(self) -> None:
        wait_s = 0.0
        while not self._stopped.wait(wait_s):
            try:
                wait_s = self._station.turn()
            except Exception:
                log.exception("a turn failed; the next one is tried")
                wait_s = HEARTBEAT_S
