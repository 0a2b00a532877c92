"""Scanned papers of records go into a backup only where the settings say so, and come back with their key."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.ids import DocumentId, RecordId
from server.backup.archive import read_archive
from server.backup.restore import restore
from server.config.backup import BackupSettings
from server.store.database import only_reading
from server.store.marked_vault import MarkedVault
from server.store.page_vault import NotInVaultError, PageVault, Shelf
from server.store.vault_mark import MarkIs, ledger_name
from tests.server.backup.kept_center import KeptCenter

SHELF = Shelf(RecordId("a-record"), DocumentId("a-document"))
FILES = {"1": b"a page", "1.small": b"a thumbnail", "1.fine": b"its ink", "pdf": b"%PDF"}


@pytest.fixture
def with_papers(on_sqlite: KeptCenter) -> KeptCenter:
    PageVault(on_sqlite.data).keep(SHELF, FILES)
    half = on_sqlite.data / "record-papers" / SHELF.document / ".2.1a2b3c4d"
    half.write_bytes(b"half a page")
    return on_sqlite


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

    with only_reading(there.ledger_url) as connection:
        vault = MarkedVault(Path(there.data_dir), ledger_name(connection))
    assert vault.mark.state is MarkIs.OURS, "they are this ledger's, whatever comes later"
    assert {name: vault.open(SHELF, name) for name in FILES} == FILES
    assert vault.names(SHELF.document) == FILES.keys(), "no half pages"


def test_a_key_of_another_installation_opens_none_of_them(with_papers: KeptCenter, tmp_path: Path) -> None:
    (with_papers.data / "record-papers.key").unlink()

    with pytest.raises(NotInVaultError):
        PageVault(with_papers.data).open(SHELF, "1")
