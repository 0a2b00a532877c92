"""Files of records' papers: unreadable without the key, bound to their place, gone when erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.ids import DocumentId, RecordId
from server.store.page_vault import NotInVaultError, PageVault, Shelf

ONE = Shelf(RecordId("record-a"), DocumentId("document-a"))
SAME_RECORD = Shelf(RecordId("record-a"), DocumentId("document-b"))
OTHER_RECORD = Shelf(RecordId("record-b"), DocumentId("document-a"))
PAGE = b"\x89PNG\r\n\x1a\n" + b"a birth certificate " * 500


@pytest.fixture
def vault(tmp_path: Path) -> PageVault:
    return PageVault(tmp_path)


def test_what_was_kept_comes_back_also_after_a_restart(vault: PageVault, tmp_path: Path) -> None:
    vault.keep(ONE, {"1": PAGE})

    assert PageVault(tmp_path).open(ONE, "1") == PAGE


def test_nothing_readable_is_on_the_disk_and_all_of_it_is_the_hubs_alone(
    vault: PageVault, tmp_path: Path
) -> None:
    vault.keep(ONE, {"1": PAGE})

    (file,) = (file for file in (tmp_path / "record-papers").rglob("*") if file.is_file())
    assert b"certificate" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "record-papers.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("shelf", "name"), [(SAME_RECORD, "1"), (ONE, "2"), (ONE, "1.small"), (OTHER_RECORD, "1")]
)
def test_a_file_moved_elsewhere_does_not_open(
    vault: PageVault, tmp_path: Path, shelf: Shelf, name: str
) -> None:
    vault.keep(ONE, {"1": PAGE})
    moved = tmp_path / "record-papers" / shelf.document / name
    moved.parent.mkdir(exist_ok=True)
    (tmp_path / "record-papers" / ONE.document / "1").replace(moved)

    with pytest.raises(NotInVaultError):
        vault.open(shelf, name)


def test_a_damaged_file_does_not_open(vault: PageVault, tmp_path: Path) -> None:
    vault.keep(ONE, {"1": PAGE})
    file = tmp_path / "record-papers" / ONE.document / "1"
    stored = file.read_bytes()

    for broken in (b"", stored[:20], stored[:-1], stored[:-1] + bytes([stored[-1] ^ 1])):
        file.write_bytes(broken)
        with pytest.raises(NotInVaultError):
            vault.open(ONE, "1")


def test_a_hash_tells_same_from_other_and_says_nothing_without_the_key(
    vault: PageVault, tmp_path: Path
) -> None:
    elsewhere = PageVault(tmp_path / "other hub")

    assert vault.digest(PAGE) == vault.digest(PAGE)
    assert vault.digest(PAGE) != vault.digest(PAGE + b".")
    assert vault.digest(PAGE) != elsewhere.digest(PAGE)


def test_erased_is_gone_and_an_empty_folder_goes_too(vault: PageVault, tmp_path: Path) -> None:
    vault.keep(ONE, {"1": PAGE, "1.small": b"s", "pdf": b"p"})
    vault.keep(SAME_RECORD, {"1": PAGE})
    vault.drop_page(ONE.document, 1)
    vault.erase(SAME_RECORD.document)
    vault.erase(SAME_RECORD.document)

    assert vault.documents() == frozenset()
    assert list((tmp_path / "record-papers").iterdir()) == []


@pytest.mark.parametrize("document", ["..", "../papers.key", "a/b", "", "a\n"])
def test_a_document_id_cannot_lead_out_of_the_folder(vault: PageVault, document: str) -> None:
    with pytest.raises(ValueError, match="is no document id"):
        vault.erase(DocumentId(document))
