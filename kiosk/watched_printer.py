"""The kiosk's printer with an eye on its health: what staff must know goes to the heartbeat.

Knows outcomes; prints nothing itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from contract.devices import Gravity
from contract.hubtime import HubTime
from kiosk.guide_bell import GuideBell
from kiosk.health import Health
from printer.checklist import Checklist
from printer.counter_slip import CounterPaper
from printer.faults import MAY_PRINT_LATER, PrinterFault, sentence_for
from printer.outcome import Leftover, PrintOutcome, PrintResult
from printer.service import PrinterService
from printer.slip import Slip

LOOK_EVERY_S = 20.0


class WatchedPrinter:
    """A `ticketing.SlipPrinter`."""

    def __init__(self, printer: PrinterService, health: Health, time: HubTime, bell: GuideBell) -> None:
        self._printer = printer
        self._health = health
        self._time = time
        self._bell = bell
        self._last: PrinterFault | None = None

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        """As `SlipPrinter`."""
        result = self._printer.print_slip(slip, on_bytes_started)
        self._note(result.fault or result.warning)
        if result.outcome is not PrintOutcome.NOT_STARTED:
            self._health.slip_printed(self._time.now())
        self._note_leftover(result)
        return result

    def print_checklist(self, checklist: Checklist) -> PrintResult:
        """As `ChecklistPrinter`."""
        result = self._printer.print_checklist(checklist)
        self._note(result.fault or result.warning)
        self._note_leftover(result)
        return result

    def print_counter_slip(self, paper: CounterPaper, on_bytes_started: Callable[[], None]) -> PrintResult:
        """As `counter_slips.CounterSlipPrinter`."""
        result = self._printer.print_counter_slip(paper, on_bytes_started)
        self._note(result.fault or result.warning)
        if result.outcome is not PrintOutcome.NOT_STARTED:
            self._health.slip_printed(self._time.now())
        self._note_leftover(result)
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
        self._see_to_paper_and_people(fault)
        if fault is None:
            self._health.well("printer")
        else:
            sentence = sentence_for(fault)
            words = (sentence.vi, sentence.en)
            gravity = Gravity.WARNS if fault is PrinterFault.PAPER_LOW else Gravity.STOPS
            self._health.broken("printer", f"printer-{fault}", words, self._time.now(), gravity)

    def _see_to_paper_and_people(self, fault: PrinterFault | None) -> None:
        is_well = fault in (None, PrinterFault.PAPER_LOW)
        if self._last is PrinterFault.PAPER_OUT and fault is None:
            self._health.paper_changed()  # whoever put the roll in need not say so
        self._last = fault
        if is_well:
            self._bell.rest()
        else:
            self._bell.ring()

    def _note_leftover(self, result: PrintResult) -> None:
        """An old slip that may still come out is told until a slip is confirmed behind it."""
        if result.leftover is Leftover.MAY_PRINT_LATER:
            words = (MAY_PRINT_LATER.vi, MAY_PRINT_LATER.en)
            self._health.broken(
                "printer-queue", "printer-may-print-later", words, self._time.now(), Gravity.WARNS
            )
        elif result.outcome is PrintOutcome.CONFIRMED:
            self._health.well("printer-queue")
