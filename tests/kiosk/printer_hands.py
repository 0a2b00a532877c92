"""Hands that break and mend a printer: every fault that a kiosk's printer can have.

Knows the emulator's controls; knows nothing of who prints.
"""

from __future__ import annotations

from enum import StrEnum, unique

from hardware.printer_emulator.controls import EmulatorControls


@unique
class PrinterTrouble(StrEnum):
    """What may go wrong with a printer."""

    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    POWER_LOSS = "power-loss"
    """Power and cable at once: what waits inside is lost."""
    RESET = "reset"
    """The connection breaks (RST); the printer goes on with what it has."""
    STALL = "stall"
    NOISE = "noise"
    SILENCE = "silence"


def cause(trouble: PrinterTrouble, controls: EmulatorControls) -> None:
    """It happens now."""
    match trouble:
        case PrinterTrouble.PAPER_OUT:
            controls.run_paper_out()
        case PrinterTrouble.COVER_OPEN:
            controls.open_cover()
        case PrinterTrouble.POWER_LOSS:
            controls.unplug()
        case PrinterTrouble.RESET:
            controls.reset_connection_after(0)
        case PrinterTrouble.STALL:
            controls.stall()
        case PrinterTrouble.NOISE:
            controls.garble()
        case PrinterTrouble.SILENCE:
            controls.fall_silent()


def mend(controls: EmulatorControls) -> None:
    """Whatever it was: a new roll, a closed cover, power, no noise."""
    controls.load_paper()
    controls.close_cover()
    controls.plug_in()
    controls.keep_connection()
    controls.speak_clearly()
    controls.wake()
