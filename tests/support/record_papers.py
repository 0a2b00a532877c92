"""Scanned papers of a small hub's records: pages drawn by tests, an officer's desk, a scan station."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image, ImageDraw

from contract.ids import DeviceId, RecordId
from contract.words import DeviceKind, Language
from server.config.check import check
from server.config.known import shipped
from server.config.papers import Papers
from server.config.shapes import CenterConfig, Device
from server.service.asker import Asker
from server.service.health import VaultStands
from server.service.paper_consent import SCANNED_FOR_RECORD
from server.store.database import Database
from server.store.kiosk_take_over import KioskTakeOver
from server.store.marked_vault import MarkedVault
from server.store.page_intake import PageIntake
from server.store.record_pages import Document
from server.store.record_paper_desk import Held, RecordPaperDesk
from server.store.scan_desk import ScanDesk
from server.store.scan_stations import ScanStations
from server.store.vault_mark import ledger_name
from server.store.vault_watch import VaultWatch
from server.store.writer import Writer
from server.web.records.paper_hub import PaperHub
from tests.support.hub import ANH, SAMPLE, SmallHub

STATION = DeviceId("scanner-1")
OTHER_STATION = DeviceId("scanner-2")
AGREED = SCANNED_FOR_RECORD[Language.VI]


def png(words: str, size: tuple[int, int] = (413, 585), dpi: int = 50) -> bytes:
    """A page with some words on it: each other words, each another picture."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for line, word in enumerate(words.split()):
        draw.text((30, 30 + 25 * line), word, fill=0)
    return encoded(image, dpi)


def noise(seed: int, side: int = 1200) -> bytes:
    """A page that no compression makes small."""
    dots = np.random.default_rng(seed).integers(0, 256, (side, side), dtype=np.uint8)
    return encoded(Image.fromarray(dots), 300)


def encoded(image: Image.Image, dpi: int, kind: str = "PNG") -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, dpi=(dpi, dpi))
    return out.getvalue()


def with_scanners(papers: Papers | None = None) -> CenterConfig:
    """The sample with two scan stations of our own: one for counter 1, one for counters 2 and 3."""
    config = check(SAMPLE, shipped(date(2026, 11, 23))).config
    assert config is not None
    stations = tuple(
        Device(id=name, kind=DeviceKind.SCANNER, name_vi=f"Máy quét {of[0]}", name_en="Scanner", counters=of)
        for name, of in ((STATION, ("1",)), (OTHER_STATION, ("2", "3")))
    )
    others = (device for device in config.devices if device.kind is not DeviceKind.SCANNER)
    devices = (*others, *stations)
    return msgspec.structs.replace(config, devices=devices, papers=papers or config.papers)


@dataclass
class Seconds:
    """Time that passes when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class PaperParts:
    """All parts of the hub that deal with records' papers, put together as the hub does it."""

    def __init__(self, writer: Writer, database: Database, folder: Path, config: CenterConfig) -> None:
        self.seconds = Seconds()
        self.config = config
        with database.reading() as connection:
            self.vault = MarkedVault(folder, ledger_name(connection))
        self.watch = VaultWatch(self.vault, database)
        if self.watch.look() is VaultStands.HERE:
            self.vault.open_up()
        self.intake = PageIntake(self.vault, writer, database, lambda: config.papers)
        self.desk = RecordPaperDesk(
            self.intake, self.vault, writer, database, lambda: config.papers, self.seconds
        )
        self.take_over = KioskTakeOver(self.desk, self.intake, self.vault, writer, lambda: config.papers)
        self.scans = ScanDesk(self.vault, writer, lambda: config)
        self.stations = ScanStations(self.intake, self.vault, writer, database, lambda: config, self.seconds)

    def hub_of(self) -> PaperHub:
        """As the console is given it."""
        return PaperHub(
            self.desk,
            self.take_over,
            self.scans,
            self.stations,
            lambda: self.config.papers,
            vault=self.watch.look,
        )


class PaperRoom(PaperParts):
    """The same over one small hub, with shorthands."""

    def __init__(self, hub: SmallHub, config: CenterConfig | None = None) -> None:
        super().__init__(hub.writer, hub.database, hub.folder, config or with_scanners())
        self.hub = hub

    def document(self, record: RecordId, paper: str = "giay-to-kem-theo", who: Asker = ANH) -> Document:
        """A fresh one of a record."""
        return self.desk.add(who, record, paper, AGREED.version)

    def held(self, document: Document, who: Asker = ANH) -> Held:
        """As it is now."""
        _, held = self.desk.papers_of(who, document.record)
        return next(one for one in held if one.document.id == document.id)

    def contents(self, document: Document) -> list[bytes]:
        """All its pages, decrypted, in order."""
        pages = self.held(document).pages
        return [self.vault.open(document.shelf, str(page.number)) for page in pages]

    def told(self) -> list[tuple[str, object, object]]:
        """Events of papers: kind, pages, and origin or reason."""
        events = [item.event for commit in self.hub.commits for item in commit.recorded]
        return [
            (
                event.kind().removeprefix("record-papers/"),
                getattr(event, "pages", None),
                getattr(event, "origin", getattr(event, "because", None)),
            )
            for event in events
            if event.kind().startswith("record-papers/")
        ]
