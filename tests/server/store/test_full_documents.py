"""A document that has no room for more pages: no sheet is drawn for it in vain."""

from __future__ import annotations

from contract.ids import DocumentId, RecordId
from contract.paper_words import ScanState, ScanTrouble
from server.config.papers import Papers
from tests.server.store.test_record_papers import PAGES, asked, bring, refused
from tests.support.hub import ANH, SmallHub
from tests.support.record_papers import STATION, PaperRoom, with_scanners


def test_a_full_document_takes_no_more(hub: SmallHub, record: RecordId) -> None:
    room = PaperRoom(hub, with_scanners(Papers(max_pages=2)))
    document = room.document(record)
    room.desk.upload(ANH, document.id, PAGES[1])
    room.desk.upload(ANH, document.id, PAGES[2])

    assert refused(lambda: room.desk.upload(ANH, document.id, PAGES[3])) == "too-many-pages"
    assert refused(lambda: room.scans.ask(ANH, document.id, STATION)) == "too-many-pages"


def test_a_station_is_told_how_many_pages_a_document_has_room_for(hub: SmallHub, record: RecordId) -> None:
    room = PaperRoom(hub, with_scanners(Papers(max_pages=4)))
    job = asked(room, record)
    bring(room, job, 1, 2)
    room.desk.upload(ANH, DocumentId(job.document), PAGES[5])
    offered = room.stations.next_for(STATION)
    assert offered is not None
    assert room.stations.most_pages(offered) == 3
    bring(room, job, 3)
    room.stations.tell(STATION, job.id, ScanState.PAUSED, ScanTrouble.DOCUMENT_FULL, 3)

    assert refused(lambda: room.scans.go_on(ANH, job.id)) == "too-many-pages"
    room.desk.drop_page(ANH, DocumentId(job.document), 1)
    room.scans.go_on(ANH, job.id)


def test_a_page_of_a_full_document_is_scanned_again(hub: SmallHub, record: RecordId) -> None:
    room = PaperRoom(hub, with_scanners(Papers(max_pages=2)))
    document = room.document(record)
    room.desk.upload(ANH, document.id, PAGES[1])
    room.desk.upload(ANH, document.id, PAGES[2])
    job = room.scans.ask(ANH, document.id, STATION, replaces=2)
    assert bring(room, job, 3) == [True]

    assert room.contents(document) == [PAGES[1], PAGES[3]]
