"""A printer that ends as it is told and keeps the order of what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from printer.checklist import Checklist
from printer.faults import PrinterFault
from printer.outcome import Leftover, PrintOutcome, PrintResult
from printer.slip import Slip

PRINTED = PrintResult(PrintOutcome.CONFIRMED)
PAPER_OUT_BEFORE = PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.PAPER_OUT)
PAPER_OUT_MIDWAY = PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.PAPER_OUT, Leftover.PURGED)
NEVER_SAYS = PrintResult(PrintOutcome.UNCONFIRMED, None, Leftover.UNKNOWABLE)


@dataclass
class ScriptedPrinter:
    end: PrintResult | Exception = PRINTED
    fails_after_bytes: bool = True
    """Where `end` is an error: whether bytes had gone out before."""
    slips: list[Slip] = field(default_factory=list)
    checklists: list[Checklist] = field(default_factory=list)
    expects_remains: bool = False

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        if isinstance(self.end, Exception):
            if self.fails_after_bytes:
                on_bytes_started()
            raise self.end
        if self.end.outcome is not PrintOutcome.NOT_STARTED:
            on_bytes_started()
        self.slips.append(slip)
        return self.end

    def expect_remains(self) -> None:
        self.expects_remains = True

    def print_checklist(self, checklist: Checklist) -> PrintResult:
        if isinstance(self.end, Exception):
            raise self.end
        self.checklists.append(checklist)
        return self.end
