"""The printer's condition as the status bytes of the command reference.

Knows bits; knows nothing of when they are sent.
"""

from hardware.printer_emulator.controls import Condition, Cover, PaperSupply
from hardware.printer_emulator.real_time import StatusSubject

_FIXED = 0x12
"""Bits 1 and 4 are set in each real-time answer, so that a host can tell it from other bytes."""

MAKER, MODEL = b"MOTCUA", b"EMULATOR-80"


def real_time_status(subject: StatusSubject, condition: Condition) -> bytes:
    """One byte, for `DLE EOT n`."""
    is_out = condition.paper is PaperSupply.OUT
    bits = {
        StatusSubject.PRINTER: 0x08 if condition.is_offline else 0,
        StatusSubject.OFFLINE_CAUSE: (0x04 if condition.cover is Cover.OPEN else 0) | (0x20 if is_out else 0),
        StatusSubject.ERROR_CAUSE: 0,
        StatusSubject.PAPER_SENSOR: {PaperSupply.ENOUGH: 0, PaperSupply.LOW: 0x0C, PaperSupply.OUT: 0x6C}[
            condition.paper
        ],
    }[subject]
    return bytes([_FIXED | bits])


def queued_status(subject: int, condition: Condition) -> bytes:
    """One byte, for `GS r n`: 1 is the paper sensor, 2 the drawer (there is none); else no answer."""
    if subject in (1, 49):
        return bytes([_paper_bits(condition.paper)])
    return b"\x00" if subject in (2, 50) else b""


def automatic_status(condition: Condition) -> bytes:
    """Four bytes, for `GS a n`."""
    first = 0x10 | (0x08 if condition.is_offline else 0) | (0x20 if condition.cover is Cover.OPEN else 0)
    return bytes([first, 0, _paper_bits(condition.paper), 0])


def identity(subject: int) -> bytes:
    """For `GS I n`: 66 the maker, 67 the model; else no answer."""
    name = {66: MAKER, 67: MODEL}.get(subject)
    return b"_" + name + b"\x00" if name else b""


def _paper_bits(paper: PaperSupply) -> int:
    return {PaperSupply.ENOUGH: 0, PaperSupply.LOW: 0x03, PaperSupply.OUT: 0x0F}[paper]
