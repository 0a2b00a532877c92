"""What breaks independently of what: each lane has one fault at a time.

Names only.
"""

from __future__ import annotations

from tools.storm.cast import LINKS, PROCESSES
from tools.storm.faults import Fault, Kind

_CLOCKS = (Kind.CLOCK_STEP, Kind.CLOCK_UNTRUSTED)
_PRINTERS = (
    Kind.PAPER_OUT,
    Kind.SHORT_ROLL,
    Kind.COVER_OPEN,
    Kind.UNPLUG,
    Kind.PRINTER_STALL,
    Kind.RESET_MID_PRINT,
)
LANES = (
    *PROCESSES,
    *LINKS,
    *(f"{name} {part}" for name in PROCESSES for part in ("clock", "disk", "printer")),
)
"""All there are."""


def lane_of(fault: Fault) -> str:
    """A process, its clock, its disk and its printer break independently of each other."""
    if fault.kind in _CLOCKS:
        return f"{fault.target} clock"
    if fault.kind is Kind.DISK_FULL:
        return f"{fault.target} disk"
    return f"{fault.target} printer" if fault.kind in _PRINTERS else fault.target
