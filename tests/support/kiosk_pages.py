"""What a citizen scanned at the kiosk for a visit, over a running center, as the hub puts it together."""

from __future__ import annotations

from pathlib import Path

from contract.ids import TicketId
from server.config.rules import Scanning
from server.store.database import Database
from server.store.kiosk_likes import KioskLikes
from server.store.page_vault import PageVault
from server.store.paper_desk import PaperDesk
from server.store.papers import Papers
from server.store.writer import Writer
from tests.support.hub import KIOSK


class KioskPages:
    """The kiosk's pages and what is known of them."""

    def __init__(self, writer: Writer, database: Database, folder: Path, vault: PageVault) -> None:
        self.papers = Papers(folder)
        self.desk = PaperDesk(self.papers, writer, lambda: Scanning(enabled=True, max_pages=20))
        self.desk.start()
        self.likes = KioskLikes(self.papers, vault, writer, database)
        self.wakes = 0
        self.likes.start(self._wake)

    def scan(self, ticket: TicketId, *pages: bytes) -> None:
        """The kiosk hands them in."""
        self.desk.take_in(KIOSK, ticket, "1-vi", pages)

    def compare(self) -> int:
        """All that waits; returns how many steps that took."""
        steps = 0
        while self.likes.compare_next():
            steps += 1
        return steps

    def _wake(self) -> None:
        self.wakes += 1
