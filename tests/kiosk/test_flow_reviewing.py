"""Pages with a flaw are looked at one by one; pages change places and are dropped."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from contract.paper_words import PageFlaw
from contract.shown_only import is_shown_only
from hardware.sample_papers import SAMPLE_PAPERS, draw_paper
from kiosk.page_check import flaw_of
from kiosk.requests import ScanPages, SendPages
from kiosk.views import ChangePage, Home, Pages, ReviewPage, ScannerIs, SendingPages
from tests.kiosk.citizen import TOKEN, Citizen


def scan(citizen: Citizen, *flaws: PageFlaw | None, end: ScannerIs = ScannerIs.READY) -> None:
    """One page for each flaw, 1 first."""
    citizen.flow.stage.show(Pages(TOKEN, "A012"))
    citizen.looks()
    citizen.flow.scan.scan()
    visit = citizen.flow.stage.visit
    for number, flaw in enumerate(flaws, 1):
        citizen.flow.scan.page_scanned(visit, f"page {number}".encode(), flaw)
    citizen.flow.scan.scan_ended(visit, end)
    citizen.looks()


def images(view: Pages) -> list[str]:
    return [page.image.decode() for page in view.pages]


def test_good_pages_are_not_looked_at(citizen: Citizen) -> None:
    scan(citizen, None, None)

    assert isinstance(citizen.sees(), Pages)


def test_a_page_with_a_flaw_is_shown_large_once_the_feeder_is_empty(citizen: Citizen) -> None:
    scan(citizen, None, PageFlaw.BLURRED)

    view = citizen.on(ReviewPage)
    assert (view.position, view.image, view.flaw) == (2, b"page 2", PageFlaw.BLURRED)


def test_pages_with_flaws_come_one_after_the_other_and_a_double_tap_answers_once(citizen: Citizen) -> None:
    scan(citizen, PageFlaw.DARK, None, PageFlaw.SKEWED)
    citizen.flow.review.keep()
    citizen.flow.review.keep()
    assert citizen.on(ReviewPage).position == 3

    citizen.looks()
    citizen.flow.review.keep()

    assert images(citizen.on(Pages)) == ["page 1", "page 2", "page 3"]


def test_a_page_scanned_again_takes_its_place_and_is_looked_at_again_if_it_is_no_better(
    citizen: Citizen,
) -> None:
    scan(citizen, PageFlaw.CUT_OFF, None)
    visit = citizen.flow.stage.visit
    citizen.flow.review.scan_again()
    citizen.looks()
    citizen.flow.scan.scan()
    assert citizen.asked[-1] == ScanPages(visit, 1)
    citizen.flow.scan.page_scanned(visit, b"still cut", PageFlaw.CUT_OFF)
    citizen.flow.scan.scan_ended(visit, ScannerIs.READY)

    view = citizen.on(ReviewPage)
    assert (view.position, view.image) == (1, b"still cut")


def test_an_empty_back_is_dropped(citizen: Citizen) -> None:
    scan(citizen, None, PageFlaw.BLANK, None)
    citizen.flow.review.drop()

    assert images(citizen.on(Pages)) == ["page 1", "page 3"]


def test_after_a_jam_the_jam_is_told_first_and_flaws_before_sending(citizen: Citizen) -> None:
    scan(citizen, PageFlaw.BLURRED, end=ScannerIs.JAMMED)
    assert citizen.on(Pages).scanner is ScannerIs.JAMMED

    citizen.flow.scan.send()
    assert citizen.on(ReviewPage).position == 1
    citizen.looks()
    citizen.flow.review.keep()
    citizen.looks()
    citizen.flow.scan.send()

    assert isinstance(citizen.sees(), SendingPages)
    assert isinstance(citizen.asked[-1], SendPages)


def test_a_page_changes_places_and_is_sent_in_its_new_order(citizen: Citizen) -> None:
    scan(citizen, None, None, None)
    citizen.flow.review.look_at(3)
    citizen.looks()
    citizen.flow.review.earlier()
    citizen.flow.review.earlier()
    citizen.flow.review.earlier()
    assert citizen.on(ChangePage).position == 1
    citizen.flow.review.later()
    citizen.flow.review.done()

    assert images(citizen.on(Pages)) == ["page 1", "page 3", "page 2"]
    citizen.looks()
    citizen.flow.scan.send()
    sent = citizen.asked[-1]
    assert isinstance(sent, SendPages)
    assert [page.image for page in sent.pages] == [b"page 1", b"page 3", b"page 2"]


def test_the_last_page_cannot_go_later(citizen: Citizen) -> None:
    scan(citizen, None, None)
    citizen.flow.review.look_at(2)
    citizen.looks()
    citizen.flow.review.later()

    assert citizen.on(ChangePage).position == 2


def test_a_chosen_page_is_dropped_or_left_as_it_is(citizen: Citizen) -> None:
    scan(citizen, None, None)
    citizen.flow.review.look_at(1)
    citizen.looks()
    citizen.flow.go_back()
    assert images(citizen.on(Pages)) == ["page 1", "page 2"]

    citizen.looks()
    citizen.flow.review.look_at(1)
    citizen.looks()
    citizen.flow.review.drop()

    assert images(citizen.on(Pages)) == ["page 2"]


def test_a_page_that_is_not_there_is_not_shown(citizen: Citizen) -> None:
    scan(citizen, None)
    citizen.flow.review.look_at(9)

    assert isinstance(citizen.sees(), Pages)


def test_who_walks_away_from_a_review_leaves_nothing(citizen: Citizen) -> None:
    scan(citizen, PageFlaw.BLURRED)
    citizen.waits(200)

    assert citizen.sees() == Home()


@pytest.mark.parametrize(("turned", "flaw"), [(0, None), (9, PageFlaw.SKEWED)])
def test_the_check_looks_at_the_real_picture(turned: int, flaw: PageFlaw | None) -> None:
    file = io.BytesIO()
    paper = draw_paper(SAMPLE_PAPERS[0])
    paper.rotate(turned, Image.Resampling.BICUBIC, fillcolor=(252, 251, 246)).save(file, "JPEG")

    assert flaw_of(file.getvalue()) is flaw


def test_what_is_no_picture_is_not_judged() -> None:
    assert flaw_of(b"no picture") is None


@pytest.mark.parametrize(
    ("document", "is_shown"),
    [
        ("Người yêu cầu chứng thực xuất trình một trong các giấy tờ sau: Căn cước điện tử", True),
        ("Xuất trình Giấy chứng nhận kết hôn (bản chính)", True),
        ("Hộ chiếu (chỉ XUẤT TRÌNH)", True),
        ("Tờ khai đăng ký khai sinh theo mẫu", False),
        ("Bản sao hoặc xuất trình bản chính để đối chiếu", False),
        ("Trường hợp người yêu cầu chỉ xuất trình bản chính thì cơ quan tiến hành chụp", False),
        ("Nộp bản sao và xuất trình bản chính", False),
    ],
)
def test_papers_only_shown_are_told_from_the_catalogues_own_words(document: str, is_shown: bool) -> None:
    assert is_shown_only(document) is is_shown
