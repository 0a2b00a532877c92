"""Scanned papers end: by kind some days after the record, with the applicant, after a crash."""

from __future__ import annotations

import pytest

from contract import commands as c
from contract.ids import RecordId
from contract.paper_words import PagesErasedBecause, PagesFrom
from server.config.papers import DocumentKind, Papers
from server.domain.refusal import Refusal
from server.reports.one_person import kept_of
from server.store.page_vault import NotInVaultError
from server.store.pdf_shelf import PdfShelf
from server.store.person_erasure import forgetting
from server.store.record_pages import Document, PdfState
from server.store.record_paper_erasure import AT_ONCE, RecordPaperErasure
from tests.support.hub import ANH, MANAGER, SmallHub
from tests.support.record_papers import PaperRoom, png, with_scanners
from tests.support.records import act, receive, undo

KINDS = (
    DocumentKind(id="ten", name_vi="Mười", name_en="Ten", keep_days=10),
    DocumentKind(id="none", name_vi="Không", name_en="None", keep_days=0),
    DocumentKind(id="long", name_vi="Lâu", name_en="Long"),
)
DAY_S = 24 * 3600
GONE = PagesErasedBecause


@pytest.fixture
def room(hub: SmallHub) -> PaperRoom:
    return PaperRoom(hub, with_scanners(Papers(kinds=KINDS)))


def filled(room: PaperRoom, record: RecordId, paper: str, pages: int = 1) -> Document:
    document = room.document(record, paper)
    for number in range(pages):
        room.desk.upload(ANH, document.id, png(f"{document.id} {number}"))
    return document


def started(room: PaperRoom) -> None:
    """As the hub starts, and until all it asked for is done."""
    RecordPaperErasure(room.vault, room.hub.writer, lambda: room.config).start()
    settled(room)


def settled(room: PaperRoom) -> None:
    for _ in range(4):
        room.hub.settle()


def ended(room: PaperRoom, record: RecordId) -> None:
    act(room.hub, c.FinishRecord, record)
    act(room.hub, c.ReturnRecord, record)


def erased(room: PaperRoom) -> list[tuple[object, object]]:
    return [(pages, why) for kind, pages, why in room.told() if kind == "erased"]


def kinds_left(room: PaperRoom, record: RecordId) -> set[str]:
    _, held = room.desk.papers_of(MANAGER, record)
    return {one.document.paper for one in held}


def test_each_kind_goes_its_own_days_after_the_records_end(room: PaperRoom, record: RecordId) -> None:
    for paper in ("ten", "none", "long"):
        filled(room, record, paper, pages=2)
    room.hub.clock.pass_time(200 * DAY_S)
    started(room)
    assert kinds_left(room, record) == {"ten", "none", "long"}, "an open record keeps everything"

    ended(room, record)
    seen = []
    for days in (1, 8, 2, 78, 2):
        room.hub.clock.pass_time(days * DAY_S)
        started(room)
        seen.append(kinds_left(room, record))

    assert seen == [{"ten", "long"}, {"ten", "long"}, {"long"}, {"long"}, set()]
    assert erased(room) == [(2, GONE.TIME_OVER)] * 3
    assert room.vault.documents() == frozenset()
    assert room.hub.findings().is_sound


def test_the_opening_of_a_day_erases_what_is_due(room: PaperRoom, record: RecordId) -> None:
    filled(room, record, "none")
    started(room)
    ended(room, record)
    room.hub.close_day()
    settled(room)
    assert kinds_left(room, record) == {"none"}

    room.hub.clock.pass_time(DAY_S)
    room.hub.open_day()
    settled(room)

    assert kinds_left(room, record) == set()


def test_with_a_reception_taken_back_its_papers_go_at_once(room: PaperRoom, record: RecordId) -> None:
    filled(room, record, "long", pages=2)
    started(room)

    undo(room.hub, record)
    settled(room)

    assert kinds_left(room, record) == set()
    assert erased(room) == [(2, GONE.VOID)]
    assert room.vault.documents() == frozenset()
    with pytest.raises(Refusal, match="record-forgotten"):
        room.document(record, "long", MANAGER)
    assert room.hub.findings().is_sound


def test_a_step_taken_back_erases_no_paper(room: PaperRoom, record: RecordId) -> None:
    act(room.hub, c.FinishRecord, record)
    filled(room, record, "long")
    started(room)

    undo(room.hub, record)
    settled(room)

    assert kinds_left(room, record) == {"long"}


def test_a_person_who_is_erased_in_all_records_has_no_papers_in_those_that_ended(
    room: PaperRoom, record: RecordId
) -> None:
    going_on = receive(room.hub).record
    for one in (record, going_on):
        filled(room, one, "long")
    started(room)
    ended(room, record)

    room.hub.writer.run(forgetting([record, going_on]), MANAGER).result(10)
    settled(room)

    assert (kinds_left(room, record), kinds_left(room, going_on)) == (set(), {"long"})
    assert erased(room) == [(1, GONE.APPLICANT_FORGOTTEN)]


def test_what_is_given_out_lists_the_documents_with_pages_and_times(
    room: PaperRoom, record: RecordId
) -> None:
    filled(room, record, "long", pages=2)
    room.document(record, "ten")

    with room.hub.database.reading() as connection:
        kept = kept_of(connection, record)
    assert kept is not None
    assert kept.as_json()["scanned_papers"] == [
        {"kind": "long", "pages": 2, "came_at": ["2026-11-23T08:00:00+07:00"] * 2, "consent": None}
    ]


def test_with_the_applicant_all_papers_go_at_once(room: PaperRoom, record: RecordId) -> None:
    for paper in ("ten", "long"):
        filled(room, record, paper)
    started(room)
    ended(room, record)
    act(room.hub, c.ForgetApplicant, record, MANAGER)
    settled(room)

    assert kinds_left(room, record) == set()
    assert erased(room) == [(1, GONE.APPLICANT_FORGOTTEN)] * 2
    assert room.vault.documents() == frozenset()


def test_a_crash_between_forgetting_and_erasing_is_made_up_for_at_the_next_start(
    room: PaperRoom, record: RecordId
) -> None:
    filled(room, record, "long")
    ended(room, record)
    act(room.hub, c.ForgetApplicant, record, MANAGER)
    room.hub.restart()
    again = PaperRoom(room.hub, room.config)
    started(again)

    assert again.vault.documents() == frozenset()
    assert erased(again) == [(1, GONE.APPLICANT_FORGOTTEN)]


def test_more_than_one_transaction_holds_are_erased_all_the_same(room: PaperRoom, record: RecordId) -> None:
    for _ in range(AT_ONCE + 3):
        room.document(record, "none")
    last = filled(room, record, "none")
    ended(room, record)
    room.hub.clock.pass_time(DAY_S)
    started(room)

    assert kinds_left(room, record) == set()
    assert last.id not in room.vault.documents()


def test_a_kind_that_is_no_longer_configured_goes_with_the_applicant_at_the_latest(
    room: PaperRoom, record: RecordId
) -> None:
    filled(room, record, "none")
    ended(room, record)
    other = PaperRoom(room.hub, with_scanners(Papers(kinds=KINDS[2:])))
    room.hub.clock.pass_time(89 * DAY_S)
    started(other)
    assert kinds_left(other, record) == {"none"}
    room.hub.clock.pass_time(2 * DAY_S)
    started(other)
    assert kinds_left(other, record) == set()


# --- what a power cut leaves ----------------------------------------------------------------------------


def test_files_without_a_row_are_erased_at_the_next_start(room: PaperRoom, record: RecordId) -> None:
    document = filled(room, record, "ten")
    room.vault.keep(document.shelf, {"7": b"cut off before its row", "7.small": b"s"})
    half = room.hub.folder / "record-papers" / document.id / ".8.1a2b3c4d"
    half.write_bytes(b"half a page")
    stranger = room.hub.folder / "record-papers" / "never-written-down"
    stranger.mkdir()
    (stranger / "1").write_bytes(b"x")
    started(room)

    assert room.vault.names(document.id) == {"1", "1.small"}
    assert room.vault.documents() == {document.id}
    assert erased(room) == []


def test_rows_without_a_file_are_said_to_be_lost(room: PaperRoom, record: RecordId) -> None:
    document = filled(room, record, "ten", pages=3)
    (room.hub.folder / "record-papers" / document.id / "2").unlink()
    started(room)

    assert [page.number for page in room.held(document).pages] == [1, 3]
    assert erased(room) == [(1, GONE.LOST)]
    with pytest.raises(NotInVaultError):
        room.desk.open_page(ANH, document.id, 2)


def test_a_restore_without_pages_leaves_no_rows_that_promise_them(room: PaperRoom, record: RecordId) -> None:
    document = filled(room, record, "ten", pages=3)
    room.vault.erase(document.id)
    started(room)

    assert room.held(document).pages == ()
    assert room.held(document).document.pdf is PdfState.NONE
    assert erased(room) == [(3, GONE.LOST)]


def test_a_pdf_that_is_gone_is_made_again(room: PaperRoom, record: RecordId) -> None:
    document = filled(room, record, "ten")
    room.hub.clock.pass_time(6)
    shelf = PdfShelf(room.vault, room.hub.writer, room.hub.database)
    waiting = shelf.next_waiting()
    assert waiting is not None
    shelf.keep(waiting.document, b"%PDF")
    room.vault.drop(document.id, "pdf")
    started(room)

    assert room.held(document).document.pdf is PdfState.WANTED


def test_a_start_that_finds_all_well_changes_nothing(room: PaperRoom, record: RecordId) -> None:
    document = filled(room, record, "ten", pages=2)
    before = room.contents(document), room.hub.seq, room.held(document)
    started(room)

    assert (room.contents(document), room.hub.seq, room.held(document)) == before
    assert room.told() == [("received", 1, PagesFrom.UPLOAD)] * 2
