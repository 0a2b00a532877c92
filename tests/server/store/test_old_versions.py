"""What was erased is in none of the database's files, with and without somebody reading meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from contract import commands as c
from contract.ids import RecordId
from contract.paper_words import PagesErasedBecause
from contract.record_words import PaperKind
from server.erased_keeper import ErasedKeeper
from server.store.page_erasing import PageEraser
from server.store.person_erasure import forgetting
from server.store.record_pages import pages_of
from server.store.record_persons import Applicant, Paper, beside, put_right
from tests.support.hub import ANH, MANAGER, SmallHub, small_hub
from tests.support.record_papers import PaperRoom, png
from tests.support.records import GUARDIAN, act, correct, undo
from tests.support.waiting import wait_until

PERSON = (b"Zyxwvut Hoa", b"0987654321", b"Qponml", b"Giay Kjihgf", b"Words Vbnmzx")


def received(hub: SmallHub) -> RecordId:
    person = Applicant(name="Zyxwvut Hoa", phone="0987654321", subject="Qponml")
    papers = (Paper(name="Giay Kjihgf", kind=PaperKind.COPY),)
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN)
    answer = hub.writer.ask(command, ANH, beside(person, papers, "Words Vbnmzx")).result(10)
    return RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands


def forget(hub: SmallHub, record: RecordId) -> None:
    act(hub, c.WithdrawRecord, record)
    hub.writer.run(forgetting([record]), MANAGER).result(10)


def left(folder: Path) -> list[tuple[str, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.name, found) for path in files for found in PERSON if found in path.read_bytes()]


@contextmanager
def keeping(hub: SmallHub) -> Iterator[None]:
    keeper = ErasedKeeper(hub.writer, hub.database, again_after_s=0.01)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


def test_who_is_forgotten_or_was_a_wrong_press_is_soon_in_no_file_while_the_hub_runs(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub, keeping(hub):
        hub.open_day()
        forgotten, void = received(hub), received(hub)
        assert {found for _, found in left(tmp_path)} == set(PERSON)
        undo(hub, void)
        forget(hub, forgotten)
        wait_until(lambda: not left(tmp_path))


def test_what_a_correction_replaced_is_soon_in_no_file(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub, keeping(hub):
        hub.open_day()
        record = received(hub)
        kept = put_right(Applicant(name="Right"), (Paper(name="Right", kind=PaperKind.COPY),))
        correct(hub, record, "name", "phone", "subject", "papers", copies=1, beside=kept)

        wait_until(lambda: {found for _, found in left(tmp_path)} == {b"Words Vbnmzx"})
        assert hub.findings().wrong == []


def test_while_a_report_reads_the_hub_goes_on_and_it_is_gone_when_the_report_ends(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub, keeping(hub):
        hub.open_day()
        record = received(hub)
        with hub.database.reading() as report:
            before = report.execute(text("SELECT count(*) FROM event")).scalar_one()
            forget(hub, record)
            for _ in range(30):
                hub.reserve()
            assert not hub.database.wipe_old_versions()
            assert report.execute(text("SELECT count(*) FROM event")).scalar_one() == before
            assert report.execute(text("SELECT name FROM record_person")).scalar_one() == "Zyxwvut Hoa"
        wait_until(lambda: not left(tmp_path))


def test_what_an_earlier_run_left_is_gone_at_the_next_start_and_at_day_close(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        hub.open_day()
        forget(hub, received(hub))
        assert left(tmp_path)
        with keeping(hub):
            wait_until(lambda: not left(tmp_path))
            hub.reserve()
            wal = tmp_path / "ledger.sqlite-wal"
            assert wal.stat().st_size > 0
            hub.close_day()
            wait_until(lambda: wal.stat().st_size == 0)


def test_postgresql_writes_its_tables_anew_once_nobody_reads_them(tmp_path: Path, postgres_url: str) -> None:
    with small_hub(tmp_path, postgres_url) as hub:
        hub.open_day()
        record = received(hub)
        with hub.database.reading() as report:
            assert report.execute(text("SELECT name FROM record_person")).scalar_one()
            forget(hub, record)
            assert b"Zyxwvut Hoa" in table_file(hub)
            assert not hub.database.wipe_old_versions()
            assert report.execute(text("SELECT name FROM record_person")).scalar_one()
        assert hub.database.wipe_old_versions()
        assert b"Zyxwvut Hoa" not in table_file(hub)
        hub.reserve()


def test_postgresql_keeps_no_hash_of_a_scanned_page_that_was_erased(
    tmp_path: Path, postgres_url: str
) -> None:
    with small_hub(tmp_path, postgres_url) as hub:
        hub.open_day()
        room = PaperRoom(hub)
        document = room.document(received(hub))
        room.desk.upload(ANH, document.id, png("a page"))
        with hub.database.reading() as connection:
            digest = pages_of(connection, document.id)[0].digest.encode()
        eraser = PageEraser(room.vault, hub.writer)
        eraser.erase_document(MANAGER, document.id, PagesErasedBecause.ON_REQUEST)
        assert digest in table_file(hub, "record_page")
        assert document.id.encode() in table_file(hub, "record_document")
        assert hub.database.wipe_old_versions()
        assert digest not in table_file(hub, "record_page")
        assert document.id.encode() not in table_file(hub, "record_document")


def table_file(hub: SmallHub, table: str = "record_person") -> bytes:
    """As it is on the disk."""
    path = f"current_setting('data_directory') || '/' || pg_relation_filepath('{table}')"
    with hub.database.writing() as connection:
        found = connection.execute(text(f"SELECT {path}")).scalar_one()
    with hub.database.reading() as connection:
        connection.execute(text("CHECKPOINT"))
    return Path(found).read_bytes()
