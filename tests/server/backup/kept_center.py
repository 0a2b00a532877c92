"""A running small hub, the files a center has besides its ledger, and what its keeper does with backups."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from contract.ids import TicketId
from server.backup.book import Made
from server.backup.make import make_backup, place_of
from server.config.backup import BackupPlace, BackupSettings, ScannedPages
from server.config.hub import HubSettings
from server.store.backup_copy import LedgerMark, mark_of
from server.store.database import only_reading
from server.store.look_up_key import LookUpKeys
from server.store.papers import Papers
from server.store.verify import Findings, verify
from tests.support.hub import SAMPLE, SmallHub

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PAGE = b"a scanned page"
VISIT = TicketId("a-visit")


class KeptCenter:
    """Everything in `folder`: `center.toml`, `data/`, places for backups, which hold scanned pages too."""

    def __init__(self, hub: SmallHub, folder: Path) -> None:
        self.hub = hub
        self.folder = folder
        self.data = folder / "data"
        self.settings = HubSettings(
            config_path=str(folder / "center.toml"),
            data_dir=str(self.data),
            database_url=hub.url,
            backup=BackupSettings(scanned_pages=ScannedPages.INCLUDED),
        )
        self.write_files()

    def write_files(self) -> None:
        """As an installed center has them."""
        (self.data / "broker").mkdir(parents=True, exist_ok=True)
        (self.folder / "center.toml").write_text(SAMPLE, encoding="utf-8")
        (self.data / "broker" / "devices.json").write_text(json.dumps({"devices": []}), encoding="utf-8")
        (self.data / "broker" / "hub.password").write_text("the hub's own\n", encoding="utf-8")
        Papers(self.data).keep(VISIT, [PAGE])
        LookUpKeys(self.data)

    def back_up(self, place: Path | BackupPlace, at: datetime = NOON, **more: Any) -> Made:
        """One backup there."""
        where = place if isinstance(place, BackupPlace) else BackupPlace(to=str(place), **more)
        return make_backup(self.settings, place_of(where, self.data), where.keep, at, "1.2.3")

    def mark(self) -> LedgerMark:
        """Where the ledger stands in the database."""
        with only_reading(self.settings.ledger_url) as connection:
            return mark_of(connection)

    def findings(self) -> Findings:
        """What a full verification says; the hub may be stopped."""
        with only_reading(self.settings.ledger_url) as connection:
            return verify(connection)

    def elsewhere(self, folder: Path) -> HubSettings:
        """A new machine, nothing on it yet."""
        return HubSettings(config_path=str(folder / "etc" / "center.toml"), data_dir=str(folder / "data"))

    def changed(self, **settings: Any) -> HubSettings:
        """The settings, but for these."""
        return msgspec.structs.replace(self.settings, **settings)
