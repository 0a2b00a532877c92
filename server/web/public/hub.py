"""What the public pages and REST are given of the hub; nothing else is within their reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from contract.states import CatalogueState
from server.broker.devices import KnownDevices
from server.config.center_directory import CenterDirectory
from server.service.counter_codes import CounterCodes, no_counter_codes
from server.store.database import Database
from server.store.look_up_key import LookUpKeys
from server.store.paper_desk import PaperDesk
from server.store.scan_stations import ScanStations
from server.store.writer import Writer
from server.web.live import LiveStreams
from server.web.public.procedure_shelf import ProcedureShelf


@dataclass(frozen=True, slots=True)
class PublicHub:
    """The hub as the public listener sees it."""

    writer: Writer
    database: Database
    registry: KnownDevices
    catalogue: Callable[[], CatalogueState]
    """The same as the retained state `state/catalogue`."""
    procedures: Callable[[], ProcedureShelf]
    """The procedures of today, and the book that kiosks fetch."""
    centers: Callable[[], CenterDirectory]
    """The province's centers."""
    papers: PaperDesk
    scans: ScanStations
    """Jobs of scan stations."""
    live: LiveStreams
    """Streams of the web board: counted and capped."""
    version: str
    look_up_keys: LookUpKeys
    """Of records' receipts."""
    codes: CounterCodes = field(default_factory=no_counter_codes)
    """What readers at counters read."""
