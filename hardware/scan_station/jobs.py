"""What the hub asks of a scan station and what is told back, as it goes over the wire."""

from __future__ import annotations

from typing import Annotated

import msgspec

from contract.paper_words import ScanMode, ScanState, ScanTrouble, SheetSize, SheetSource
from hardware.scan_choice import ScanChoice
from hardware.scanner import ScannerFault

JobId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
"""It names a folder."""


class ScanJob(msgspec.Struct, frozen=True, kw_only=True):
    """One job; what a newer hub says more is passed over."""

    id: JobId
    dpi: Annotated[int, msgspec.Meta(ge=50, le=1200)]
    mode: ScanMode
    size: SheetSize
    source: SheetSource
    arrived: tuple[int, ...] = ()
    """Pages that the hub has."""
    most_pages: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """Of this job in all: one scanned again, or what the document has room for; None: all in the feeder."""

    def choice_behind(self, pages: int) -> ScanChoice:
        """How it is scanned once so many pages came."""
        left = None if self.most_pages is None else max(self.most_pages - pages, 1)
        return ScanChoice(self.size, self.dpi, self.mode, self.source, left)

    def is_whole(self, pages: int, left_behind: int) -> bool:
        """Whether no sheet is to be drawn any more: so many pages came, some of them from a batch before."""
        if self.most_pages is not None and pages >= self.most_pages:
            return True
        return left_behind > 0 and self.source is SheetSource.FLATBED


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """The hub's answer when there is something to scan."""

    job: ScanJob


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """How far the station is with a job."""

    state: ScanState
    code: ScanTrouble | None = None
    """Why it paused."""
    pages: int = 0
    """Scanned for this job, in all."""


TROUBLES = {
    ScannerFault.BUSY: ScanTrouble.BUSY,
    ScannerFault.JAMMED: ScanTrouble.JAMMED,
    ScannerFault.NO_DOCUMENTS: ScanTrouble.NO_DOCUMENTS,
    ScannerFault.COVER_OPEN: ScanTrouble.COVER_OPEN,
    ScannerFault.IO: ScanTrouble.IO_ERROR,
    ScannerFault.GONE: ScanTrouble.DISCONNECTED,
    ScannerFault.SILENT: ScanTrouble.IO_ERROR,
}
"""What the officer is told of what hinders the scanner."""
