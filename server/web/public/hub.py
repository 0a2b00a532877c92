"""What the public pages and REST are given of the hub; nothing else is within their reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contract.states import CatalogueState
from server.broker.devices import KnownDevices
from server.store.database import Database
from server.store.paper_desk import PaperDesk
from server.store.writer import Writer
from server.web.api.procedure_book import PrintedBook
from server.web.live import LiveStreams


@dataclass(frozen=True, slots=True)
class PublicHub:
    """The hub as the public listener sees it."""

    writer: Writer
    database: Database
    registry: KnownDevices
    catalogue: Callable[[], CatalogueState]
    """The same as the retained state `state/catalogue`."""
    procedures: PrintedBook
    """The procedures shown, and the sum that kiosks know them by."""
    papers: PaperDesk
    live: LiveStreams
    """Streams of the web board: counted and capped."""
    version: str
