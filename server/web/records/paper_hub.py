"""What the console is given for scanned papers of records: a value, put together by the hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from server.config.papers import Papers
from server.pdf_keeper import Progress
from server.service.health import VaultStands
from server.store.kiosk_take_over import KioskTakeOver
from server.store.record_paper_desk import RecordPaperDesk
from server.store.scan_desk import ScanDesk
from server.store.scan_stations import ScanStations


@dataclass(frozen=True, slots=True)
class PaperHub:
    """Officers' side of scanned papers."""

    desk: RecordPaperDesk
    take_over: KioskTakeOver
    """What citizens scanned at the kiosk."""
    scans: ScanDesk
    stations: ScanStations
    papers: Callable[[], Papers]
    """As configured now."""
    progress: Callable[[], Progress | None] = lambda: None
    """Of the PDF that is being made."""
    missing: Callable[[], tuple[str, ...]] = tuple
    """Programs without which none can be made."""
    vault: Callable[[], VaultStands] = lambda: VaultStands.HERE
    """Whether pages can be read, kept and erased."""
