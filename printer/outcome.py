"""What became of one job on paper, as far as anybody can know.

Knows the possible endings. Knows nothing of how one is reached.
"""

from dataclasses import dataclass
from enum import StrEnum

from printer.faults import MAY_PRINT_LATER, FaultSentence, PrinterFault, sentence_for
from printer.status import PaperState


class PrintOutcome(StrEnum):
    CONFIRMED = "confirmed"
    """The printer said so after the last line."""
    NOT_STARTED = "not-started"
    """Not one byte of the job was sent."""
    UNCONFIRMED = "unconfirmed"
    """Bytes were sent; the slip may be out, half out, or not. Never sent again without asking someone."""


class Leftover(StrEnum):
    """Whether something of a job may still come out by itself."""

    NONE = "none"
    """Nothing was sent, or all of it was printed."""
    PURGED = "purged"
    """The printer said that it threw the rest away."""
    MAY_PRINT_LATER = "may-print-later"
    """The model cannot purge, or did not answer: staff must be told."""
    UNKNOWABLE = "unknowable"
    """Nothing looks wrong, but this model never says whether it printed."""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The ending of one job; ``fault`` is the reason unless it is CONFIRMED."""

    outcome: PrintOutcome
    fault: PrinterFault | None = None
    leftover: Leftover = Leftover.NONE
    warning: PrinterFault | None = None
    """PAPER_LOW when it still printed."""

    @property
    def purged(self) -> bool:
        return self.leftover is Leftover.PURGED

    @property
    def staff_sentences(self) -> tuple[FaultSentence, ...]:
        """What staff should read; empty when there is nothing to say."""
        noted = self.fault or self.warning
        said = () if noted is None else (sentence_for(noted),)
        return (*said, MAY_PRINT_LATER) if self.leftover is Leftover.MAY_PRINT_LATER else said


def confirmed(paper: PaperState) -> PrintResult:
    """The printer answered after the job; an answer that tells of no paper confirms nothing."""
    if paper is PaperState.OUT:
        return failed(PrinterFault.PAPER_OUT)
    warning = PrinterFault.PAPER_LOW if paper is PaperState.LOW else None
    return PrintResult(PrintOutcome.CONFIRMED, warning=warning)


def failed(fault: PrinterFault) -> PrintResult:
    """Something went wrong after the first byte."""
    return PrintResult(PrintOutcome.UNCONFIRMED, fault, Leftover.MAY_PRINT_LATER)
