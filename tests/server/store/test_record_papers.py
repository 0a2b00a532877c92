"""Papers of records: scanned page by page through jams and restarts, for the record's officers alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from contract import commands as c
from contract.ids import DocumentId, RecordId
from contract.paper_words import PageFlaw, PagesErasedBecause, PagesFrom, ScanState, ScanTrouble
from server.config.papers import DEFAULT_KINDS
from server.domain.refusal import Refusal
from server.scans.not_a_picture import NotAPictureError
from server.service.asker import Asker
from server.store.page_intake import Arriving
from server.store.page_vault import NotInVaultError
from server.store.record_pages import PdfState, ScanJob
from server.store.record_reads import opening
from server.store.scan_stations import JobOverError, OtherPageError, UnknownJobError
from tests.support.hub import ANH, BINH, GUIDE, MANAGER
from tests.support.record_papers import OTHER_STATION, STATION, PaperRoom, encoded, png
from tests.support.records import act, receive, undo

PAGES = [png(f"page {number}") for number in range(9)]


def asked(room: PaperRoom, record: RecordId, paper: str = "giay-to-kem-theo") -> ScanJob:
    return room.scans.ask(ANH, room.document(record, paper).id, STATION)


def bring(room: PaperRoom, job: ScanJob, *numbers: int) -> list[bool]:
    return [room.stations.keep(STATION, job.id, number, PAGES[number], ()) for number in numbers]


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.vi != refusal.value.en
    return refusal.value.code


def test_a_station_fetches_scans_and_is_done(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)

    assert room.stations.next_for(OTHER_STATION) is None
    assert room.stations.next_for(STATION) == job
    room.stations.tell(STATION, job.id, ScanState.SCANNING, None, 0)
    assert bring(room, job, 1, 2, 3) == [True, True, True]
    room.stations.tell(STATION, job.id, ScanState.DONE, None, 3)

    held = room.held(room.document(record)).document
    assert held.pdf is PdfState.NONE
    _, (scanned, _) = room.desk.papers_of(ANH, record)
    assert room.contents(scanned.document) == PAGES[1:4]
    assert scanned.document.pdf is PdfState.WANTED
    assert room.stations.next_for(STATION) is None
    assert room.told() == [("received", 3, PagesFrom.SCANNER)]


def test_the_ledger_says_who_scanned_and_through_what(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    bring(room, job, 1)
    room.stations.tell(STATION, job.id, ScanState.DONE, None, 1)

    event = next(
        item.event
        for commit in room.hub.commits
        for item in commit.recorded
        if item.event.kind() == "record-papers/received"
    )
    assert event.officer == ANH.officer
    assert room.hub.findings().is_sound


def test_a_jam_at_page_seven_keeps_pages_one_to_six(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    bring(room, job, 1, 2, 3, 4, 5, 6)
    room.stations.tell(STATION, job.id, ScanState.PAUSED, ScanTrouble.JAMMED, 6)

    assert room.stations.next_for(STATION) is None, "until the officer has cleared it"
    held = room.held(first_document(room, record))
    assert (held.job and held.job.code, len(held.pages)) == (ScanTrouble.JAMMED, 6)

    room.scans.go_on(ANH, job.id)
    again = room.stations.next_for(STATION)
    assert again is not None
    assert again.arrived == (1, 2, 3, 4, 5, 6)
    bring(room, job, 7, 8)
    room.stations.tell(STATION, job.id, ScanState.DONE, None, 8)

    assert room.contents(held.document) == PAGES[1:9]
    assert room.told() == [("received", 6, PagesFrom.SCANNER), ("received", 2, PagesFrom.SCANNER)]


def first_document(room: PaperRoom, record: RecordId) -> Any:
    _, held = room.desk.papers_of(ANH, record)
    return held[0].document


def test_a_hub_that_was_killed_goes_on_where_the_station_is(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    bring(room, job, 1, 2)
    room.hub.restart()
    again = PaperRoom(room.hub)

    again.stations.tell_interrupted()
    found = again.stations.next_for(STATION)

    assert found is not None
    assert (found.id, found.arrived) == (job.id, (1, 2))
    assert bring(again, job, 2, 3) == [False, True]
    assert room.told() == [("received", 2, PagesFrom.SCANNER)]
    again.stations.tell_interrupted()
    again.stations.tell_interrupted()
    assert room.told() == [("received", 2, PagesFrom.SCANNER), ("received", 1, PagesFrom.SCANNER)]


def test_the_same_page_again_is_kept_once_and_another_is_refused(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)

    assert bring(room, job, 1, 1) == [True, False]
    with pytest.raises(OtherPageError):
        room.stations.keep(STATION, job.id, 1, PAGES[5], ())
    assert room.contents(first_document(room, record)) == [PAGES[1]]


def test_two_equal_sheets_of_a_stack_are_two_pages(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    room.stations.keep(STATION, job.id, 1, PAGES[1], ())
    room.stations.keep(STATION, job.id, 2, PAGES[1], ())

    assert len(room.held(first_document(room, record)).pages) == 2


def test_a_page_the_officer_dropped_does_not_come_back_by_a_repeat(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    bring(room, job, 1, 2)
    document = first_document(room, record)
    room.desk.drop_page(ANH, document.id, 1)

    assert bring(room, job, 1) == [False]
    assert room.contents(document) == [PAGES[2]]
    assert ("erased", 1, PagesErasedBecause.DROPPED) in room.told()


def test_what_is_over_takes_no_page(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    bring(room, job, 1)
    room.scans.cancel(ANH, job.id)

    with pytest.raises(JobOverError):
        bring(room, job, 2)
    with pytest.raises(JobOverError):
        room.stations.tell(STATION, job.id, ScanState.SCANNING, None, 2)
    assert bring(room, job, 1) == [False], "it is there, so a station that heard no answer is told so"
    assert refused(lambda: room.scans.go_on(ANH, job.id)) == "scan-over"


def test_another_stations_job_is_none_of_its_business(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)

    with pytest.raises(UnknownJobError):
        room.stations.keep(OTHER_STATION, job.id, 1, PAGES[1], ())
    with pytest.raises(UnknownJobError):
        room.stations.tell(OTHER_STATION, job.id, ScanState.DONE, None, 1)


@pytest.mark.parametrize("content", [b"", PAGES[1][:200], PAGES[1][:8] + bytes(90), b"%PDF-1.7 " + PAGES[1]])
def test_what_is_no_whole_picture_is_not_kept(room: PaperRoom, record: RecordId, content: bytes) -> None:
    job = asked(room, record)

    with pytest.raises(NotAPictureError):
        room.stations.keep(STATION, job.id, 1, content, ())
    assert room.vault.documents() == frozenset()


def test_what_the_station_found_wrong_is_kept_with_the_page(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    room.stations.keep(STATION, job.id, 1, PAGES[1], (PageFlaw.BLURRED, PageFlaw.SKEWED))

    (page,) = room.held(first_document(room, record)).pages
    assert page.found == (PageFlaw.BLURRED, PageFlaw.SKEWED)


def test_a_better_scan_takes_the_place_of_the_bad_one_and_what_comes_more_is_kept_behind(
    room: PaperRoom, record: RecordId
) -> None:
    job = asked(room, record)
    bring(room, job, 1, 2, 3)
    room.stations.tell(STATION, job.id, ScanState.DONE, None, 3)
    document = first_document(room, record)

    again = room.scans.ask(ANH, document.id, STATION, replaces=2)
    room.stations.keep(STATION, again.id, 1, PAGES[8], ())
    room.stations.keep(STATION, again.id, 2, PAGES[7], ())
    room.stations.tell(STATION, again.id, ScanState.DONE, None, 2)

    assert room.contents(document) == [PAGES[1], PAGES[8], PAGES[3], PAGES[7]]
    assert ("erased", 1, PagesErasedBecause.RETAKEN) in room.told()
    assert "2" not in room.vault.names(document.id)


@pytest.mark.parametrize("is_killed", [True, False])
def test_a_bad_page_goes_also_where_the_hub_failed_between_keeping_the_better_one_and_erasing_it(
    room: PaperRoom, record: RecordId, is_killed: bool
) -> None:
    """At the next start, or when the station brings the page again because it heard nothing."""
    job = asked(room, record)
    bring(room, job, 1, 2, 3)
    room.stations.tell(STATION, job.id, ScanState.DONE, None, 3)
    document = first_document(room, record)
    again = room.scans.ask(ANH, document.id, STATION, replaces=2)
    room.intake.keep(Arriving(document.id, PagesFrom.SCANNER, again.dpi, job=again, job_page=1), PAGES[8])
    assert len(room.contents(document)) == 4

    if is_killed:
        room.hub.restart()
        room = PaperRoom(room.hub)
        room.stations.tell_interrupted()
    else:
        assert room.stations.keep(STATION, again.id, 1, PAGES[8], ()) is False

    assert room.contents(document) == [PAGES[1], PAGES[8], PAGES[3]]
    assert ("erased", 1, PagesErasedBecause.RETAKEN) in room.told()
    room.stations.keep(STATION, again.id, 1, PAGES[8], ())
    assert len(room.contents(document)) == 3


def test_a_better_scan_stays_where_the_bad_one_was_dropped_meanwhile(
    room: PaperRoom, record: RecordId
) -> None:
    """The number of the dropped page is free again, and the new page gets it."""
    job = asked(room, record)
    bring(room, job, 1)
    room.stations.tell(STATION, job.id, ScanState.DONE, None, 1)
    document = first_document(room, record)
    again = room.scans.ask(ANH, document.id, STATION, replaces=1)
    room.desk.drop_page(ANH, document.id, 1)

    room.stations.keep(STATION, again.id, 1, PAGES[8], ())

    assert room.contents(document) == [PAGES[8]]


def test_a_scan_nobody_fetched_in_half_an_hour_is_not_begun(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)

    room.hub.clock.pass_time(29 * 60)
    assert room.stations.next_for(STATION) == job
    room.hub.clock.pass_time(2 * 60)
    assert room.stations.next_for(STATION) is None


def test_a_scanner_that_holds_other_papers_is_not_given_more(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    room.stations.tell(STATION, job.id, ScanState.PAUSED, ScanTrouble.JAMMED, 0)
    second = room.document(receive(room.hub).record)

    assert refused(lambda: room.scans.ask(ANH, second.id, STATION)) == "scanner-busy"
    assert refused(lambda: room.scans.ask(ANH, job.document, OTHER_STATION)) == "scan-running"
    assert refused(lambda: room.scans.ask(ANH, second.id, "nobody")) == "unknown-scanner"
    assert room.scans.ask(ANH, second.id, OTHER_STATION).state is ScanState.WANTED


def test_a_scan_that_was_left_behind_makes_way_and_keeps_its_pages(room: PaperRoom, record: RecordId) -> None:
    job = asked(room, record)
    bring(room, job, 1)
    room.stations.tell(STATION, job.id, ScanState.PAUSED, ScanTrouble.JAMMED, 1)
    room.hub.clock.pass_time(31 * 60)
    second = room.document(receive(room.hub).record)

    assert room.scans.ask(ANH, second.id, STATION).state is ScanState.WANTED
    held = room.held(first_document(room, record))
    assert held.job
    assert (held.job.state, len(held.pages)) == (ScanState.CANCELLED, 1)


def test_the_scanner_of_the_officers_own_counter_comes_first(room: PaperRoom) -> None:
    room.hub.sit("2", BINH)

    assert [device.id for device in room.scans.stations(BINH.officer)] == [OTHER_STATION, STATION]
    assert [device.id for device in room.scans.stations(ANH.officer)] == [STATION, OTHER_STATION]


def test_a_station_that_asks_is_heard_until_it_falls_silent(room: PaperRoom) -> None:
    assert not room.stations.is_heard(STATION)
    room.stations.next_for(STATION)
    assert room.stations.is_heard(STATION)
    room.seconds.now += 11
    assert not room.stations.is_heard(STATION)


# --- what may not be scanned -----------------------------------------------------------------------------


def test_an_identity_card_needs_consent_and_the_version_is_kept(room: PaperRoom, record: RecordId) -> None:
    assert refused(lambda: room.desk.add(ANH, record, "the-can-cuoc")) == "consent-needed"
    assert room.held(room.document(record, "the-can-cuoc")).document.consent == "ho-so-1-vi"


def test_what_is_shown_only_is_never_scanned(room: PaperRoom, record: RecordId) -> None:
    shown = room.document(record, "chi-xuat-trinh")
    marked = room.document(record)
    room.desk.mark_shown_only(ANH, marked.id, is_shown_only=True)

    for document in (shown, marked):
        assert refused(lambda: room.scans.ask(ANH, document.id, STATION)) == "shown-only"  # noqa: B023
        assert refused(lambda: room.desk.upload(ANH, document.id, PAGES[1])) == "shown-only"  # noqa: B023
    room.desk.mark_shown_only(ANH, marked.id, is_shown_only=False)
    assert refused(lambda: room.desk.upload(ANH, shown.id, PAGES[1])) == "shown-only"
    room.desk.upload(ANH, marked.id, PAGES[1])
    assert refused(lambda: room.desk.mark_shown_only(ANH, marked.id, is_shown_only=True)) == "has-pages"


def test_a_document_marked_while_its_scan_is_asked_for_takes_no_page(
    room: PaperRoom, record: RecordId
) -> None:
    job = asked(room, record)

    document = DocumentId(job.document)
    assert refused(lambda: room.desk.mark_shown_only(ANH, document, is_shown_only=True)) == "scan-running"


# --- files of the officer's own PC ----------------------------------------------------------------------


def test_an_uploaded_file_is_kept_as_it_came_and_once(room: PaperRoom, record: RecordId) -> None:
    from PIL import Image

    jpeg = encoded(Image.new("RGB", (300, 420), "white"), 200, "JPEG")
    document = room.document(record)
    for content in (jpeg, PAGES[1], jpeg):
        room.desk.upload(ANH, document.id, content)

    assert room.contents(document) == [jpeg, PAGES[1]]
    assert [page.media for page in room.held(document).pages] == ["jpeg", "png"]
    assert room.told() == [("received", 1, PagesFrom.UPLOAD)] * 2


def test_pages_are_put_in_order(room: PaperRoom, record: RecordId) -> None:
    document = room.document(record)
    first, second, third = (room.desk.upload(ANH, document.id, PAGES[at]).number for at in (1, 2, 3))
    room.desk.order(ANH, document.id, [third, first, second])

    assert room.contents(document) == [PAGES[3], PAGES[1], PAGES[2]]
    assert refused(lambda: room.desk.order(ANH, document.id, [third, first])) == "stale"
    assert refused(lambda: room.desk.order(ANH, document.id, [third, third, first])) == "stale"


def test_a_document_made_by_mistake_goes_only_while_it_is_empty(room: PaperRoom, record: RecordId) -> None:
    document = room.document(record)
    room.desk.remove(ANH, document.id)
    other = room.document(record)
    room.desk.upload(ANH, other.id, PAGES[1])

    assert refused(lambda: room.desk.remove(ANH, other.id)) == "has-pages"
    _, held = room.desk.papers_of(ANH, record)
    assert [one.document.id for one in held] == [other.id]


# --- who may --------------------------------------------------------------------------------------------


def test_thumbnails_of_uploads_are_unreadable_whatever_the_file_says_of_its_size(
    room: PaperRoom, record: RecordId
) -> None:
    document = room.document(record)
    photograph = encoded(Image.new("RGB", (4000, 2520), "white"), 300, "JPEG")
    number = room.desk.upload(ANH, document.id, photograph).number

    kept = room.vault.open(document.shelf, f"{number}.small")
    assert kept == room.desk.thumbnail(ANH, document.id, number)
    assert max(Image.open(io.BytesIO(kept)).size) == 48

    room.vault.keep(document.shelf, {f"{number}.small": encoded(Image.new("L", (220, 139)), 72, "JPEG")})
    before_this_version = room.desk.thumbnail(ANH, document.id, number)
    assert max(Image.open(io.BytesIO(before_this_version)).size) == 48


@pytest.mark.parametrize(
    ("who", "code"),
    [(BINH, "not-your-record"), (GUIDE, "not-your-record"), (Asker(), "not-your-record"), (ANH, None)],
)
def test_only_the_records_officers_and_managers_reach_its_papers(
    room: PaperRoom, record: RecordId, who: Asker, code: str | None
) -> None:
    document = room.document(record)
    number = room.desk.upload(ANH, document.id, PAGES[1]).number
    ways = (
        lambda: room.desk.papers_of(who, record),
        lambda: room.desk.open_page(who, document.id, number),
        lambda: room.desk.thumbnail(who, document.id, number),
        lambda: room.desk.order(who, document.id, [number]),
        lambda: room.desk.upload(who, document.id, PAGES[2]),
        lambda: room.desk.add(who, record, "don-to-khai"),
        lambda: room.scans.ask(who, room.document(record).id, STATION),
        lambda: room.desk.drop_page(who, document.id, number),
    )
    for way in ways:
        if code is None:
            way()
        else:
            assert refused(way) == code


def test_who_acted_on_a_record_is_its_officer_and_who_only_scanned_is_not_made_one(
    room: PaperRoom, record: RecordId
) -> None:
    document = room.document(record)
    room.desk.upload(MANAGER, document.id, PAGES[1])
    act(room.hub, c.TakeUpRecord, record, BINH)

    assert room.desk.papers_of(BINH, record)
    looking = Asker(officer=MANAGER.officer, roles=ANH.roles)
    assert refused(lambda: room.desk.papers_of(looking, record)) == "not-your-record"
    room.hub.writer.run(opening(record), looking).result()
    assert refused(lambda: room.desk.papers_of(looking, record)) == "not-your-record"


def test_telling_coding_and_a_step_taken_back_make_nobody_an_officer_of_the_record(
    room: PaperRoom, record: RecordId
) -> None:
    room.document(record)
    act(room.hub, c.TellDelay, record, BINH)
    act(room.hub, c.CodeRecord, record, BINH, code="H36.52-261123-0001")
    assert refused(lambda: room.desk.papers_of(BINH, record)) == "not-your-record"

    act(room.hub, c.TakeUpRecord, record, BINH)
    act(room.hub, c.FinishRecord, record, BINH)
    undo(room.hub, record, BINH)
    assert room.desk.papers_of(BINH, record)
    act(room.hub, c.TakeUpRecord, in_process := receive(room.hub).record, BINH)
    undo(room.hub, in_process, BINH)
    assert refused(lambda: room.desk.papers_of(BINH, in_process)) == "not-your-record"
    assert room.desk.papers_of(ANH, record)


def test_each_look_is_an_event_and_leafing_on_is_the_same_look(room: PaperRoom, record: RecordId) -> None:
    document = room.document(record)
    numbers = [room.desk.upload(ANH, document.id, PAGES[at]).number for at in (1, 2)]
    for number in numbers:
        assert room.desk.open_page(ANH, document.id, number) == (PAGES[number], "png")
    room.desk.open_page(MANAGER, document.id, numbers[0])
    room.seconds.now += 601
    room.desk.open_page(ANH, document.id, numbers[0])

    assert [kind for kind, _, _ in room.told()].count("opened") == 3
    with pytest.raises(NotInVaultError):
        room.desk.open_page(ANH, document.id, 99)


def test_a_manager_erases_on_request_and_nobody_else(room: PaperRoom, record: RecordId) -> None:
    document = room.document(record)
    room.desk.upload(ANH, document.id, PAGES[1])

    assert refused(lambda: room.desk.erase(ANH, document.id)) == "not-allowed"
    room.desk.erase(MANAGER, document.id)

    assert room.vault.documents() == frozenset()
    assert room.told()[-1] == ("erased", 1, PagesErasedBecause.ON_REQUEST)
    assert refused(lambda: room.desk.upload(ANH, document.id, PAGES[1])) == "unknown-document"
    assert room.hub.findings().is_sound


def test_no_event_says_what_is_on_a_page(room: PaperRoom, record: RecordId) -> None:
    document = room.document(record, "the-can-cuoc")
    room.desk.upload(ANH, document.id, PAGES[1])
    room.desk.open_page(ANH, document.id, 1)
    room.desk.erase(MANAGER, document.id)

    payloads = [
        item.payload
        for commit in room.hub.commits
        for item in commit.recorded
        if item.event.kind().startswith("record-papers/")
    ]
    assert len(payloads) == 3
    assert not any(b"digest" in payload or b"name" in payload for payload in payloads)


def test_the_kinds_that_come_with_the_software_scan_no_card_without_being_asked() -> None:
    asked_first = {kind.id for kind in DEFAULT_KINDS if kind.scan == "consent"}

    assert asked_first == {"the-can-cuoc"}
