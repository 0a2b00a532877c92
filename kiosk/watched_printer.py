"""The kiosk's printer with an eye on its health: what staff must know goes to the heartbeat.

Knows outcomes; prints nothing itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from contract.devices import Gravity
from contract.hubtime import HubTime
from kiosk.health import Health
from printer.faults import PrinterFault, sentence_for
from printer.outcome import PrintOutcome, PrintResult
from printer.service import PrinterService
from printer.slip import Slip

LOOK_EVERY_S = 20.0


class WatchedPrinter:
    """A `ticketing.SlipPrinter`."""

    def __init__(self, printer: PrinterService, health: Health, time: HubTime) -> None:
        self._printer = printer
        self._health = health
        self._time = time

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        """As `SlipPrinter`."""
        result = self._printer.print_slip(slip, on_bytes_started)
        if result.outcome is not PrintOutcome.NOT_STARTED:
            self._health.slip_printed()
        self._note(result.fault or result.warning)
        return result

    def expect_remains(self) -> None:
        """As `SlipPrinter`."""
        self._printer.expect_remains()

    def watch(self, stopped: threading.Event) -> None:
        """Ask the printer now and then: paper that runs out is said before the next citizen meets it."""
        while not stopped.is_set():
            status = self._printer.status()
            self._note(status.fault or status.warning)
            stopped.wait(LOOK_EVERY_S)

    def _note(self, fault: PrinterFault | None) -> None:
        if fault is PrinterFault.UNKNOWN:
            return  # a model that never says how it is would be broken for ever
        if fault is None:
            self._health.well("printer")
        else:
            sentence = sentence_for(fault)
            words = (sentence.vi, sentence.en)
            gravity = Gravity.WARNS if fault is PrinterFault.PAPER_LOW else Gravity.STOPS
            self._health.broken("printer", f"printer-{fault}", words, self._time.now(), gravity)
