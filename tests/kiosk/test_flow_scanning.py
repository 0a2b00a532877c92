"""Papers: slip's code, consent, pages, sending."""

from __future__ import annotations

import pytest

from contract.words import Language
from kiosk.pages import MOST_PAGES, Page
from kiosk.patience import READING
from kiosk.requests import FindTicket, ReadCode, ScanPages, SendPages, StopReading, Visit
from kiosk.scanning import token_in
from kiosk.stage import Equipment
from kiosk.views import (
    CheckingCode,
    Consent,
    Home,
    InTrouble,
    NotSentIs,
    Pages,
    PagesNotSent,
    PagesSent,
    ScannerIs,
    SendingPages,
    Trouble,
)
from tests.kiosk.citizen import TOKEN, Citizen, a_center, a_citizen
from tests.kiosk.painted import painted


def _visit(citizen: Citizen) -> Visit:
    return citizen.flow.stage.visit


def _with_pages(citizen: Citizen, count: int) -> Pages:
    citizen.flow.stage.show(Pages(TOKEN, "A012"))
    citizen.looks()
    citizen.flow.scan.scan()
    for number in range(count):
        citizen.flow.scan.page_scanned(_visit(citizen), f"page {number + 1}".encode())
    citizen.flow.scan.scan_ended(_visit(citizen), ScannerIs.READY)
    return citizen.on(Pages)


def _again(citizen: Citizen, page: int) -> None:
    citizen.looks()
    citizen.flow.review.look_at(page)
    citizen.looks()
    citizen.flow.review.scan_again()
    citizen.looks()


@pytest.mark.parametrize(
    "code", [TOKEN, f"https://x.vn/t/{TOKEN}", f"https://x.vn/ticket?t={TOKEN}", f" {TOKEN}\r\n"]
)
def test_the_token_is_read_bare_and_from_the_public_pages_address(code: str) -> None:
    assert token_in(code) == TOKEN


@pytest.mark.parametrize("code", ["", "A012", "068090000000|...|Nguyễn Văn A", "abc def ghi jkl mno pqr"])
def test_what_is_no_token_is_not_asked_about(code: str) -> None:
    assert token_in(code) is None


def test_the_whole_way_from_code_to_sent(citizen: Citizen) -> None:
    flow, visit = citizen.flow, _visit(citizen)
    flow.scan.begin()
    flow.scan.code_read(visit, TOKEN)
    assert citizen.sees() == CheckingCode()
    flow.scan.ticket_found(visit, TOKEN, "A012")
    assert citizen.sees() == Consent(TOKEN, "A012")
    citizen.looks()
    flow.scan.agree()
    citizen.looks()
    flow.scan.scan()
    flow.scan.page_scanned(visit, b"one")
    flow.scan.scan_ended(visit, ScannerIs.READY)
    flow.scan.send()
    assert citizen.sees() == SendingPages(Pages(TOKEN, "A012", (Page(1, b"one"),)))
    flow.scan.sent(visit)

    assert citizen.sees() == PagesSent("A012", 1)
    assert citizen.asked == [
        ReadCode(visit),
        StopReading(),
        FindTicket(visit, TOKEN),
        ScanPages(visit, MOST_PAGES),
        SendPages(visit, TOKEN, (Page(1, b"one"),), Language.VI),
    ]


@pytest.mark.parametrize("equipment", [Equipment(), Equipment(has_scanner=True), Equipment(has_reader=True)])
def test_without_scanner_and_reader_nothing_is_offered(equipment: Equipment) -> None:
    citizen = a_citizen(equipment=equipment)

    citizen.flow.scan.begin()

    assert not citizen.flow.scan.is_offered
    assert citizen.sees() == Home()


def test_a_center_that_allows_no_scanning_offers_none() -> None:
    center = a_center()
    assert a_citizen(center).flow.scan.is_offered

    assert not a_citizen(a_center(catalogue=None)).flow.scan.is_offered


def test_a_code_that_is_no_slip_is_said_so(citizen: Citizen) -> None:
    citizen.flow.scan.begin()
    citizen.flow.scan.code_read(_visit(citizen), "068090000000|x")

    assert citizen.sees() == InTrouble(Trouble.CODE_UNREADABLE)


@pytest.mark.parametrize("trouble", [Trouble.CODE_UNKNOWN, Trouble.TICKET_ENDED, Trouble.NO_ANSWER])
def test_a_slip_the_hub_does_not_take_is_said_so(citizen: Citizen, trouble: Trouble) -> None:
    citizen.flow.scan.begin()
    citizen.flow.scan.code_read(_visit(citizen), TOKEN)
    citizen.flow.scan.ticket_not_found(_visit(citizen), trouble)

    assert citizen.sees() == InTrouble(trouble)


def test_a_code_read_after_the_citizen_left_means_nothing(citizen: Citizen) -> None:
    visit = _visit(citizen)
    citizen.flow.scan.begin()
    citizen.waits(70)
    assert citizen.asked == [ReadCode(visit), StopReading()]

    citizen.flow.scan.code_read(visit, TOKEN)

    assert citizen.sees() == Home()


def test_who_does_not_agree_goes_home_and_keeps_the_number(citizen: Citizen) -> None:
    citizen.flow.stage.show(Consent(TOKEN, "A012"))
    citizen.looks()

    citizen.flow.scan.disagree()

    assert citizen.sees() == Home()
    assert not citizen.asked


def test_a_page_can_be_dropped(citizen: Citizen) -> None:
    first, _ = _with_pages(citizen, 2).pages

    citizen.flow.scan.drop(first.page)

    assert isinstance(citizen.sees(), Pages)
    assert [page.image for page in citizen.on(Pages).pages] == [b"page 2"]


def test_a_page_can_be_scanned_again_in_its_place(citizen: Citizen) -> None:
    first, _ = _with_pages(citizen, 2).pages
    _again(citizen, first.page)

    citizen.flow.scan.scan()
    assert citizen.asked[-1] == ScanPages(_visit(citizen), 1)
    citizen.flow.scan.page_scanned(_visit(citizen), b"better")
    citizen.flow.scan.scan_ended(_visit(citizen), ScannerIs.READY)

    assert isinstance(citizen.sees(), Pages)
    assert [page.image for page in citizen.on(Pages).pages] == [b"better", b"page 2"]
    assert citizen.on(Pages).replacing is None


def test_dropping_the_page_that_was_to_be_replaced_forgets_the_replacing(citizen: Citizen) -> None:
    first, _ = _with_pages(citizen, 2).pages
    _again(citizen, first.page)
    citizen.looks()
    citizen.flow.scan.drop(first.page)

    assert isinstance(citizen.sees(), Pages)
    assert citizen.on(Pages).replacing is None


def test_while_it_scans_nothing_else_happens(citizen: Citizen) -> None:
    pages = _with_pages(citizen, 1)
    citizen.flow.scan.scan()
    asked = len(citizen.asked)
    citizen.flow.scan.scan()
    citizen.flow.scan.drop(1)
    citizen.flow.review.look_at(1)
    citizen.flow.scan.send()

    assert len(citizen.asked) == asked
    assert isinstance(citizen.sees(), Pages)
    assert citizen.on(Pages).pages == pages.pages


@pytest.mark.parametrize(
    "scanner", [ScannerIs.NO_PAPER, ScannerIs.JAMMED, ScannerIs.COVER_OPEN, ScannerIs.BROKEN]
)
def test_a_scanner_that_stops_keeps_the_pages_it_has_given(citizen: Citizen, scanner: ScannerIs) -> None:
    _with_pages(citizen, 2)
    citizen.flow.scan.scan()
    citizen.flow.scan.scan_ended(_visit(citizen), scanner)

    assert isinstance(citizen.sees(), Pages)
    assert citizen.on(Pages).scanner is scanner
    assert len(citizen.on(Pages).pages) == 2


def test_as_many_pages_as_the_hub_takes_and_no_more(citizen: Citizen) -> None:
    pages = _with_pages(citizen, MOST_PAGES + 2)
    assert len(pages.pages) == MOST_PAGES
    assert pages.scanner is ScannerIs.FULL
    asked = len(citizen.asked)

    citizen.flow.scan.scan()

    assert len(citizen.asked) == asked


def test_nothing_is_sent_without_pages(citizen: Citizen) -> None:
    citizen.flow.stage.show(Pages(TOKEN, "A012"))
    citizen.looks()

    citizen.flow.scan.send()

    assert not citizen.asked


def test_thumbnails_turn(citizen: Citizen) -> None:
    _with_pages(citizen, 8)
    citizen.flow.scan.turn(1)

    assert isinstance(citizen.sees(), Pages)
    assert citizen.on(Pages).shown == 1


@pytest.mark.parametrize("trouble", [Trouble.PAPERS_NOT_SENT, Trouble.TICKET_ENDED, Trouble.CODE_UNKNOWN])
def test_pages_that_the_hub_never_takes_are_said_so_and_gone(citizen: Citizen, trouble: Trouble) -> None:
    _with_pages(citizen, 1)
    citizen.flow.scan.send()
    citizen.flow.scan.refused(_visit(citizen), trouble)

    assert citizen.sees() == InTrouble(trouble)


@pytest.mark.parametrize("why", NotSentIs)
def test_pages_whose_answer_was_lost_stay_and_are_sent_again_as_they_are(
    citizen: Citizen, why: NotSentIs
) -> None:
    pages = _with_pages(citizen, 2)
    citizen.flow.scan.send()
    first = citizen.asked[-1]
    citizen.flow.scan.not_sent(_visit(citizen), why)
    assert citizen.sees() == PagesNotSent(pages, why)
    citizen.looks()

    citizen.flow.scan.send_again()

    assert citizen.asked[-1] == first
    assert citizen.asked.count(first) == 2
    citizen.flow.scan.sent(_visit(citizen))
    assert citizen.sees() == PagesSent("A012", 2)


def test_once_it_is_not_known_whether_pages_arrived_no_later_answer_denies_it(citizen: Citizen) -> None:
    pages = _with_pages(citizen, 1)
    citizen.flow.scan.send()
    citizen.flow.scan.not_sent(_visit(citizen), NotSentIs.UNSURE)
    for later in (NotSentIs.NOT_SENT, NotSentIs.TOO_LARGE, None):
        citizen.looks()
        citizen.flow.scan.send_again()
        if later is None:
            citizen.flow.scan.refused(_visit(citizen), Trouble.PAPERS_NOT_SENT)
        else:
            citizen.flow.scan.not_sent(_visit(citizen), later)

        assert citizen.sees() == PagesNotSent(pages, NotSentIs.UNSURE)


def test_of_too_many_pages_some_are_dropped_and_of_others_none(citizen: Citizen) -> None:
    pages = _with_pages(citizen, 2)
    citizen.flow.scan.send()
    citizen.flow.scan.not_sent(_visit(citizen), NotSentIs.TOO_LARGE)
    citizen.looks()
    citizen.flow.scan.send_fewer()
    assert citizen.sees() == pages

    citizen.flow.stage.show(PagesNotSent(pages, NotSentIs.UNSURE))
    citizen.looks()
    citizen.flow.scan.send_fewer()

    assert citizen.sees() == PagesNotSent(pages, NotSentIs.UNSURE)


def test_pages_that_wait_to_be_sent_again_go_with_the_citizen_who_is_told_what_is_known(
    citizen: Citizen,
) -> None:
    for why, known in (
        (NotSentIs.NOT_SENT, "Giấy tờ chưa gửi, bản quét sẽ bị xóa."),
        (NotSentIs.UNSURE, "Chưa rõ giấy tờ đã đến nơi hay chưa."),
    ):
        _with_pages(citizen, 1)
        citizen.flow.scan.send()
        citizen.flow.scan.not_sent(_visit(citizen), why)
        citizen.waits(READING.quiet_s + 1)
        assert known in painted(citizen.flow)
        citizen.waits(READING.warned_s)

        assert citizen.sees() == Home()


def test_while_pages_are_on_their_way_nobody_can_leave(citizen: Citizen) -> None:
    _with_pages(citizen, 1)
    citizen.flow.scan.send()
    citizen.looks()
    citizen.flow.go_home()
    citizen.waits(READING.quiet_s + READING.warned_s + 1)

    assert isinstance(citizen.sees(), SendingPages)


def test_a_page_that_comes_after_the_citizen_left_is_shown_to_nobody(citizen: Citizen) -> None:
    visit = _visit(citizen)
    _with_pages(citizen, 1)
    citizen.flow.go_home()
    citizen.flow.scan.page_scanned(visit, b"late")
    citizen.flow.scan.scan_ended(visit, ScannerIs.READY)

    assert citizen.sees() == Home()


def test_a_reader_that_is_gone_is_said_so(citizen: Citizen) -> None:
    citizen.flow.scan.begin()
    citizen.flow.scan.reader_gone(_visit(citizen))

    assert citizen.sees() == InTrouble(Trouble.READER_GONE)


def test_a_token_never_gets_into_a_log_line() -> None:
    assert TOKEN not in repr(Consent(TOKEN, "A012"))
    assert TOKEN not in repr(FindTicket(Visit(1), TOKEN))
