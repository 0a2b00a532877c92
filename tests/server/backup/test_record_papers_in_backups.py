"""Scanned papers of records go into a backup only where the settings say so, and come back with their key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contract.ids import DocumentId, RecordId
from server.backup.archive import read_archive
from server.backup.attempt import attempt
from server.backup.restore import restore
from server.config.backup import BackupPlace, BackupSettings
from server.config.hub import HubSettings
from server.store.database import only_reading
from server.store.marked_vault import MarkedVault
from server.store.page_vault import NotInVaultError, PageVault, Shelf
from server.store.vault_mark import MarkIs, ledger_name
from tests.server.backup.kept_center import NOON, KeptCenter
from tests.support.hub import ANH
from tests.support.record_papers import PaperParts, png, with_scanners
from tests.support.records import receive

SHELF = Shelf(RecordId("a-record"), DocumentId("a-document"))
FILES = {"1": b"a page", "1.small": b"a thumbnail", "1.fine": b"its ink", "pdf": b"%PDF"}


@pytest.fixture
def with_papers(on_sqlite: KeptCenter) -> KeptCenter:
    PageVault(on_sqlite.data).keep(SHELF, FILES)
    half = on_sqlite.data / "record-papers" / SHELF.document / ".2.1a2b3c4d"
    half.write_bytes(b"half a page")
    return on_sqlite


def vault_of(settings: HubSettings) -> MarkedVault:
    with only_reading(settings.ledger_url) as connection:
        return MarkedVault(Path(settings.data_dir), ledger_name(connection))


def test_they_are_left_out_with_their_key(with_papers: KeptCenter, tmp_path: Path) -> None:
    with_papers.settings = with_papers.changed(backup=BackupSettings())
    file = tmp_path / "stick" / with_papers.back_up(tmp_path / "stick").name
    (tmp_path / "inside").mkdir()
    read_archive(file, tmp_path / "inside")

    assert (tmp_path / "inside" / "devices.json").exists()
    assert not list((tmp_path / "inside").glob("record-papers*"))


def test_where_the_settings_say_so_they_open_on_another_machine(
    with_papers: KeptCenter, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / with_papers.back_up(tmp_path / "stick").name
    there = with_papers.elsewhere(tmp_path / "other")
    restore(there, file, everything=False)

    vault = vault_of(there)
    assert vault.mark.state is MarkIs.OURS, "they are this ledger's, whatever comes later"
    assert {name: vault.open(SHELF, name) for name in FILES} == FILES
    assert vault.names(SHELF.document) == FILES.keys(), "no half pages"


def test_a_key_of_another_installation_opens_none_of_them(with_papers: KeptCenter, tmp_path: Path) -> None:
    (with_papers.data / "record-papers.key").unlink()

    with pytest.raises(NotInVaultError):
        PageVault(with_papers.data).open(SHELF, "1")


def test_a_backup_made_while_their_disk_was_away_says_so_and_makes_no_empty_vault_ours(
    on_sqlite: KeptCenter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    parts = PaperParts(on_sqlite.hub.writer, on_sqlite.hub.database, on_sqlite.data, with_scanners())
    document = parts.desk.add(ANH, receive(on_sqlite.hub).record, "giay-to-kem-theo")
    parts.desk.upload(ANH, document.id, png("one"))
    whole = on_sqlite.back_up(tmp_path / "stick")
    disk = on_sqlite.data / "record-papers"
    disk.rename(tmp_path / "unmounted")
    (disk / document.id).mkdir(parents=True)
    (disk / document.id / "1").write_bytes(b"whoever's it is")
    lacking = attempt(on_sqlite.settings, BackupPlace(to=str(tmp_path / "other")), NOON, "1.2.3")
    assert (whole.lacks_pages, lacking.lacks_pages) == (False, True)
    assert "WITHOUT records' scanned pages" in caplog.text

    there = on_sqlite.elsewhere(tmp_path / "a")
    restore(there, tmp_path / "other" / lacking.name, everything=False)
    assert vault_of(there).mark.state is MarkIs.MISSING, "its disk is waited for"
    assert vault_of(there).documents() == frozenset()
    shutil.copytree(tmp_path / "unmounted", Path(there.data_dir) / "record-papers", dirs_exist_ok=True)
    assert vault_of(there).mark.state is MarkIs.OURS, "and it is this one"

    restore(there, tmp_path / "stick" / whole.name, everything=True)
    assert vault_of(there).mark.state is MarkIs.OURS, "another mark, and that one is remembered now"
    assert vault_of(there).names(document.id) >= {"1"}
