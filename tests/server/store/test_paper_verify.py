"""`motcua ledger verify` finds pages that had to be gone, and pages that are promised and not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from contract import commands as c
from contract.ids import RecordId
from contract.paper_words import PagesErasedBecause
from server.config.hub import HubSettings
from server.page_verbs import say_how_pages_are
from server.store.page_erasing import PageEraser
from server.store.paper_faults import CODES
from server.store.paper_verify import PagesSeen, look_at_pages, pages_settled
from server.store.record_pages import Document
from server.store.record_paper_erasure import RecordPaperErasure
from tests.support.hub import ANH, MANAGER
from tests.support.record_papers import PaperRoom, png
from tests.support.records import act, undo


@pytest.fixture
def document(room: PaperRoom, record: RecordId) -> Document:
    """Two pages; the hub is stopped before it erases anything by itself."""
    known = room.document(record)
    for words in ("one", "two"):
        room.desk.upload(ANH, known.id, png(words))
    assert seen(room).faults == ()
    return known


def folder(room: PaperRoom) -> Path:
    return room.hub.folder / "record-papers"


def seen(room: PaperRoom, vault: Path | None = None) -> PagesSeen:
    with room.hub.database.reading() as connection:
        return look_at_pages(connection, vault or folder(room))


def found(room: PaperRoom) -> dict[str, str]:
    """By code, in English."""
    return {fault.code: fault.en for fault in seen(room).faults}


def ended(room: PaperRoom, record: RecordId) -> None:
    act(room.hub, c.FinishRecord, record)
    act(room.hub, c.ReturnRecord, record)


def test_pages_of_a_forgotten_applicant_are_named_until_they_are_gone(
    room: PaperRoom, record: RecordId, document: Document
) -> None:
    ended(room, record)
    act(room.hub, c.ForgetApplicant, record, MANAGER)

    assert found(room) == {
        "forgotten-pages-kept": "Record 1/2026: its applicant was forgotten, and the database still keeps "
        "1 scanned documents (2 pages)."
    }
    assert room.hub.findings().is_sound, "the ledger itself is"

    RecordPaperErasure(room.vault, room.hub.writer, lambda: room.config).start()
    for _ in range(4):
        room.hub.settle()
    assert (seen(room).rows, seen(room).files, found(room)) == (0, 0, {})

    (folder(room) / document.id).mkdir()
    (folder(room) / document.id / "1").write_bytes(b"brought back from a copy of the disk")
    assert found(room) == {
        "erased-files-kept": "The page vault still holds files of papers that had to be erased: "
        "1 (in 1 documents)."
    }


def test_pages_of_a_void_record_are_named(room: PaperRoom, record: RecordId, document: Document) -> None:
    undo(room.hub, record)

    assert list(found(room)) == ["void-pages-kept"]
    assert document.record == record


def test_rows_put_back_after_an_erasure_are_named_whatever_the_record_is(
    room: PaperRoom, document: Document
) -> None:
    with room.hub.database.reading() as connection:
        rows = [
            dict(row)
            for row in connection.execute(text("SELECT * FROM record_document")).mappings()  # as it stands
        ]
    PageEraser(room.vault, room.hub.writer).erase_document(
        MANAGER, document.id, PagesErasedBecause.ON_REQUEST
    )
    assert found(room) == {}
    columns = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    with room.hub.database.writing() as connection:
        connection.execute(text(f"INSERT INTO record_document ({columns}) VALUES ({values})"), rows)  # noqa: S608

    assert found(room) == {
        "erased-pages-kept": "Record 1/2026: the ledger says that these papers were erased, and the "
        "database still keeps 1 scanned documents (0 pages)."
    }


def test_pages_and_documents_of_nobody_are_named(room: PaperRoom, document: Document) -> None:
    with room.hub.database.writing() as connection:
        connection.execute(text("UPDATE record_document SET record = 'nobody'"))
        connection.execute(text("UPDATE record_page SET document = 'nothing' WHERE number = 2"))

    fault = found(room)["pages-of-no-record"]
    assert "2 scanned documents (2 pages)" in fault
    assert document.id not in fault


def test_files_and_rows_that_miss_each_other_are_counted_and_nobody_is_named(
    room: PaperRoom, record: RecordId, document: Document
) -> None:
    (folder(room) / document.id / "1").rename(folder(room) / document.id / "7")
    (folder(room) / "never-written-down").mkdir()
    (folder(room) / "never-written-down" / "1").write_bytes(b"x")

    assert found(room) == {
        "files-without-rows": "The page vault holds files that the database does not know: "
        "2 (in 2 documents).",
        "rows-without-files": "The database promises pages whose files are not in the page vault: "
        "1 (in 1 documents).",
    }
    said = "\n".join(str(fault) for fault in seen(room).faults)
    assert document.id not in said
    assert record not in said
    assert set(found(room)) < set(CODES)


def test_what_a_running_hub_is_just_doing_is_no_difference(room: PaperRoom, document: Document) -> None:
    lasting = folder(room) / document.id / "9"
    lasting.write_bytes(b"x")
    passing = folder(room) / document.id / ".3.1a2b3c4d"
    passing.write_bytes(b"half a page")

    def hub_goes_on() -> None:
        passing.unlink()
        (folder(room) / document.id / ".4.1a2b3c4d").write_bytes(b"the next one")

    settled = pages_settled(lambda: seen(room), hub_goes_on)

    assert {one.name for one in settled.differences} == {"9"}


def test_the_command_prints_each_difference_with_its_code_and_says_where_it_did_not_look(
    room: PaperRoom, document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = HubSettings(config_path="", data_dir=str(room.hub.folder), database_url=room.hub.url)
    assert say_how_pages_are(settings, lambda: None)
    assert capsys.readouterr().out.endswith("\nscanned pages 2, their files 4, differences 0\n")

    room.vault.erase(document.id)
    assert not say_how_pages_are(settings, lambda: None)
    out = capsys.readouterr().out
    assert out.startswith("[rows-without-files]\n  Cơ sở dữ liệu ghi có trang")
    assert out.endswith("scanned pages 2, their files 0, differences 1\n")

    (folder(room) / "vault.json").unlink()
    assert say_how_pages_are(settings, lambda: None)
    assert "files not looked at: no mark of this ledger in " in capsys.readouterr().out
