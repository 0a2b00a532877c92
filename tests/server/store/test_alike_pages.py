"""Pages that came before with another record of the procedure are found, with the reason; nothing else is."""

from __future__ import annotations

from datetime import date
from typing import Any

from PIL import Image

from contract import commands as c
from contract.ids import RecordId
from server.page_comparer import PageComparer
from server.store.alike_pages import AlikePages, Said, alike_records
from server.store.record_pages import Document
from tests.support.hub import ANH, MANAGER
from tests.support.paper_pictures import as_png, filled_form, scanned_again
from tests.support.record_papers import PaperRoom
from tests.support.records import COPIES, act, known, receive
from tests.support.waiting import wait_until

SHEET = filled_form(1)
FIRST, OTHER = as_png(SHEET), as_png(filled_form(2))
AGAIN = as_png(scanned_again(SHEET, degrees=0.8, noise=8))


def handed_in(room: PaperRoom, page: bytes, **fields: Any) -> Document:
    """A record with one page."""
    document = room.document(receive(room.hub, **fields).record)
    room.desk.upload(ANH, document.id, page)
    return document


def compared(room: PaperRoom) -> None:
    """All pages that wait for it."""
    pages = AlikePages(room.vault, room.hub.writer, room.hub.database)
    while (page := pages.next_fresh()) is not None:
        pages.compare(page)


def said_of(room: PaperRoom, record: RecordId) -> list[tuple[str, bool]]:
    """References of earlier records, and whether it is the same file."""
    with room.hub.database.reading() as connection:
        found = alike_records(connection, record)
    return [(said.record.reference, said.is_same_file) for page in found.values() for said in page]


def test_the_same_file_and_the_same_sheet_are_found_with_their_reason(room: PaperRoom) -> None:
    first = handed_in(room, FIRST)
    compared(room)
    same_file, same_sheet, other = (handed_in(room, page) for page in (FIRST, AGAIN, OTHER))
    compared(room)

    assert said_of(room, first.record) == []
    assert said_of(room, same_file.record) == [("1/2026", True)]
    assert sorted(said_of(room, same_sheet.record)) == [("1/2026", False), ("2/2026", False)]
    assert said_of(room, other.record) == []


def test_a_record_is_not_its_own_duplicate(room: PaperRoom) -> None:
    document = handed_in(room, FIRST)
    room.desk.upload(ANH, document.id, AGAIN)
    compared(room)

    assert said_of(room, document.record) == []


def test_another_procedure_may_want_the_same_paper(room: PaperRoom) -> None:
    handed_in(room, FIRST)
    document = handed_in(room, FIRST, procedure=COPIES, due_day=date(2026, 11, 30))
    compared(room)

    assert said_of(room, document.record) == []


def test_a_returned_record_counts_lately_and_a_withdrawn_one_never(room: PaperRoom) -> None:
    returned, withdrawn = handed_in(room, FIRST).record, handed_in(room, FIRST).record
    act(room.hub, c.FinishRecord, returned)
    act(room.hub, c.ReturnRecord, returned)
    act(room.hub, c.WithdrawRecord, withdrawn)
    compared(room)
    lately = handed_in(room, FIRST)
    compared(room)
    assert said_of(room, lately.record) == [("1/2026", True)]

    act(room.hub, c.WithdrawRecord, lately.record)
    room.hub.clock.pass_time(31 * 24 * 3600)
    long_ago = handed_in(room, FIRST)
    compared(room)
    assert said_of(room, long_ago.record) == []


def test_blank_pages_are_like_nothing(room: PaperRoom) -> None:
    blank = as_png(Image.new("L", (1654, 2339), 255))
    handed_in(room, blank)
    second = handed_in(room, blank)
    compared(room)

    assert said_of(room, second.record) == []


def test_with_the_earlier_page_goes_what_was_said_of_it(room: PaperRoom) -> None:
    first, second = handed_in(room, FIRST), handed_in(room, AGAIN)
    compared(room)
    assert said_of(room, second.record)
    room.desk.erase(MANAGER, first.id)

    assert said_of(room, second.record) == []


def test_the_hub_compares_by_itself(room: PaperRoom) -> None:
    handed_in(room, FIRST)
    second = handed_in(room, FIRST)
    comparer = PageComparer(AlikePages(room.vault, room.hub.writer, room.hub.database), look_every_s=0.05)
    comparer.start()
    wait_until(lambda: len(said_of(room, second.record)) == 1)
    comparer.stop()

    with room.hub.database.reading() as connection:
        ((said,),) = alike_records(connection, second.record).values()
    assert said == Said(known(room.hub, RecordId(said.record.id)), is_same_file=True)
