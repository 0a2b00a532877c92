"""What hands do to a printer in a storm, and undo: at the emulator's controls."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.printer_emulator.controls import EmulatorControls
from tools.storm.faults import Fault, Kind


def bad_printer(hands: EmulatorControls, fault: Fault) -> Iterator[None]:
    """Break it, wait until asked on, put everything right."""
    match fault.kind:
        case Kind.PAPER_OUT:
            hands.run_paper_out()
        case Kind.SHORT_ROLL:
            hands.load_paper(fault.amount)
        case Kind.COVER_OPEN:
            hands.open_cover()
        case Kind.UNPLUG:
            hands.unplug()
        case Kind.PRINTER_STALL:
            hands.stall()
        case _:
            hands.reset_connection_after(int(fault.amount))
    yield
    hands.close_cover()
    hands.plug_in()
    hands.wake()
    hands.load_paper()
