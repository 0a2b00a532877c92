"""Kiosk pages in records of the visit: where they are, and taken over each once."""

from __future__ import annotations

import pytest

from contract.ids import RecordId
from server.domain.refusal import Refusal
from server.store.kiosk_take_over import whereabouts
from tests.server.store.test_record_papers import PAGES, first_document, refused
from tests.support.hub import ANH
from tests.support.record_papers import PaperRoom
from tests.support.records import receive


def test_a_page_of_the_kiosk_that_cannot_be_read_holds_up_no_other_one(
    room: PaperRoom, record: RecordId
) -> None:
    pages = [(1, PAGES[1]), (2, PAGES[2][:200]), (3, PAGES[3])]

    def take_over() -> object:
        return room.take_over.into_new(ANH, record, "giay-to-kem-theo", pages, ("1-vi", "ho-so-1-vi"))

    with pytest.raises(Refusal, match="unreadable-pages: Page 2 from the kiosk"):
        take_over()
    assert room.contents(first_document(room, record)) == [PAGES[1], PAGES[3]]


def test_kiosk_pages_go_behind_what_a_document_has_once_and_all_consents_stay_with_it(
    room: PaperRoom, record: RecordId
) -> None:
    document = room.document(record, "the-can-cuoc")
    room.desk.upload(ANH, document.id, PAGES[1])
    for consents in (("1-vi", "ho-so-1-vi"), ("1-vi+1-en", "ho-so-1-en")):
        room.take_over.into(ANH, record, document.id, [(1, PAGES[2]), (2, PAGES[1])], consents)

    assert room.contents(document) == [PAGES[1], PAGES[2]]
    assert room.held(document).document.consent == "1-vi+1-en+ho-so-1-vi+ho-so-1-en"


def test_of_each_page_of_a_visit_it_is_known_which_of_its_records_have_it(room: PaperRoom) -> None:
    room.hub.sit()
    ticket = room.hub.take()
    room.hub.serve(ticket)
    first, second = (receive(room.hub, ticket=ticket).record for _ in range(2))
    for record, number in ((first, 1), (first, 2), (second, 2)):
        room.desk.upload(ANH, room.document(record).id, PAGES[number])
    room.desk.upload(ANH, room.document(receive(room.hub).record).id, PAGES[3])
    digests = {number: room.take_over.digest(PAGES[number]) for number in (1, 2, 3)} | {4: ""}
    known, _ = room.desk.papers_of(ANH, second)

    with room.hub.database.reading() as connection:
        pages = whereabouts(connection, known, digests)

    assert [(page.number, page.is_in_record, [at.id for at in page.elsewhere]) for page in pages] == [
        (1, False, [first]),
        (2, True, [first]),
        (3, False, []),
        (4, False, []),
    ]


def test_a_document_of_another_record_takes_no_kiosk_page(room: PaperRoom, record: RecordId) -> None:
    other = room.document(receive(room.hub).record)

    def take_over() -> object:
        return room.take_over.into(ANH, record, other.id, [(1, PAGES[1])], ("1-vi", "ho-so-1-vi"))

    assert refused(take_over) == "unknown-document"
    assert room.contents(other) == []
