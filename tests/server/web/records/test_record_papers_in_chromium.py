"""Papers of a record in a real Chromium: files uploaded, a scan watched through a jam, a card asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from contract.ids import ScanJobId
from contract.paper_words import LARGEST_PAGE, PageFlaw, ScanState, ScanTrouble
from server.listener import HttpListener
from server.web.console_app import LIVE, UPLOAD_SENDERS
from tests.support.console import Console
from tests.support.officers_page import OfficersPage, officers_page
from tests.support.open_center import OpenCenter
from tests.support.record_papers import STATION, noise, png

SLOWLY_MS = 20_000
"""A scan is asked after every other second, and a busy machine takes its time."""


@pytest.fixture
def desk(site: Console, chromium: Chromium, served: str) -> Iterator[OfficersPage]:
    """The page of a record that was just received."""
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console", site.app.extensions[UPLOAD_SENDERS])
    listener.start()
    with officers_page(chromium, listener.port) as opened:
        opened.sign_in("lan")
        opened.keys("b")
        expect(opened.page.locator("h1")).to_contain_text(served)
        opened.page.locator('[name="procedure"]').select_option("1.004837")
        opened.keys("F8")
        expect(opened.page.locator("#papers .kinds button")).to_have_count(6)
        yield opened
    site.app.extensions[LIVE].close()
    listener.stop()


def add(page: Page, kind: str) -> None:
    page.locator(f'[data-kind="{kind}"]').click()


def upload(page: Page, *files: bytes) -> None:
    pictures = [
        {"name": f"{at}.png", "mimeType": "image/png", "buffer": content} for at, content in enumerate(files)
    ]
    page.locator('.document input[type="file"]').first.set_input_files(pictures)


def latest_job(site: Console) -> ScanJobId:
    found = site.scanned.stations.next_for(STATION)
    assert found is not None
    return found.id


def test_files_are_uploaded_moved_and_dropped_by_two_presses(desk: OfficersPage) -> None:
    page = desk.page
    add(page, "giay-to-kem-theo")
    upload(page, png("one"), noise(3), png("three"))
    pages = page.locator(".document .pages li")
    expect(pages).to_have_count(3)

    page.get_by_label("Trang 3: lên trước").click()
    expect(pages.nth(1)).to_have_attribute("data-page", "3")
    pages.nth(0).get_by_text("Bỏ", exact=True).click()
    expect(pages).to_have_count(3)
    pages.nth(0).get_by_text("Bỏ hẳn?").click()

    expect(pages).to_have_count(2)
    expect(pages.nth(0)).to_have_attribute("data-page", "3")
    assert desk.mistakes == []


def test_a_file_that_is_not_taken_is_named_and_the_others_come(desk: OfficersPage, tmp_path: Path) -> None:
    page = desk.page
    add(page, "giay-to-kem-theo")
    files = {"ảnh 1.png": png("one")[:300], "ảnh 2.png": bytes(LARGEST_PAGE + 1), "ảnh 3.png": png("three")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page.locator('.document input[type="file"]').first.set_input_files([tmp_path / name for name in files])

    expect(page.locator(".document .pages li")).to_have_count(1, timeout=SLOWLY_MS)
    said = page.locator("#papers-said")
    expect(said).to_contain_text("ảnh 1.png: Ảnh bị hỏng", timeout=SLOWLY_MS)
    expect(said).to_contain_text("ảnh 2.png: Tệp quá lớn, tối đa 31 MB")
    page.screenshot(path=tmp_path / "refused.png")
    assert all("422" in mistake for mistake in desk.mistakes)


def test_where_going_on_can_only_lose_sheets_the_scan_can_only_be_stopped(
    site: Console, desk: OfficersPage, tmp_path: Path
) -> None:
    page, stations = desk.page, site.scanned.stations
    add(page, "don-to-khai")
    stations.next_for(STATION)
    page.locator("[data-scan]").first.click()
    expect(page.locator(".job")).to_contain_text("Đang gọi máy quét", timeout=SLOWLY_MS)
    job = latest_job(site)
    stations.keep(STATION, job, 1, png("one"), ())
    stations.tell(STATION, job, ScanState.PAUSED, ScanTrouble.DOCUMENT_FULL, 2)

    expect(page.locator(".job.trouble")).to_contain_text("Tài liệu đã đủ số trang", timeout=SLOWLY_MS)
    expect(page.locator("[data-go-on]")).to_have_count(0)
    page.screenshot(path=tmp_path / "full.png")
    page.get_by_text("Dừng quét", exact=True).click()
    expect(page.locator(".job")).to_contain_text("Đã dừng quét", timeout=SLOWLY_MS)
    assert desk.mistakes == []


def test_a_new_page_under_a_number_used_before_shows_itself(center: OpenCenter, desk: OfficersPage) -> None:
    page = desk.page
    add(page, "giay-to-kem-theo")
    upload(page, png("one"))
    pictures = page.locator(".document .pages img")
    expect(pictures).to_have_count(1)
    before = pictures.first.get_attribute("src")
    page.locator(".document .pages li").get_by_text("Bỏ", exact=True).click()
    page.locator(".document .pages li").get_by_text("Bỏ hẳn?").click()
    expect(pictures).to_have_count(0)
    center.clock.pass_time(1)
    upload(page, png("two"))
    expect(pictures).to_have_count(1)

    assert pictures.first.get_attribute("src") != before
    assert desk.mistakes == []


def test_a_jam_is_seen_at_once_and_the_scan_goes_on(site: Console, desk: OfficersPage) -> None:
    page, stations = desk.page, site.scanned.stations
    add(page, "don-to-khai")
    stations.next_for(STATION)
    page.locator("[data-scan]").first.click()
    expect(page.locator(".job")).to_contain_text("Đang gọi máy quét", timeout=SLOWLY_MS)
    job = latest_job(site)
    stations.keep(STATION, job, 1, png("one"), ())
    stations.keep(STATION, job, 2, png("two"), (PageFlaw.DARK,))
    stations.tell(STATION, job, ScanState.PAUSED, ScanTrouble.JAMMED, 2)

    expect(page.locator(".job.trouble")).to_contain_text("Kẹt giấy", timeout=SLOWLY_MS)
    expect(page.locator(".job.trouble")).to_contain_text("Đã nhận 2 trang", timeout=SLOWLY_MS)
    expect(page.locator(".advice")).to_contain_text("quá tối", timeout=SLOWLY_MS)
    page.locator("[data-go-on]").click()
    expect(page.locator(".job.trouble")).to_have_count(0, timeout=SLOWLY_MS)
    stations.keep(STATION, latest_job(site), 3, png("three"), ())
    stations.tell(STATION, job, ScanState.DONE, None, 3)

    expect(page.locator(".job")).to_contain_text("Quét xong 3 trang", timeout=SLOWLY_MS)
    expect(page.locator(".document .pages li")).to_have_count(3, timeout=SLOWLY_MS)
    assert desk.mistakes == []


def test_one_page_is_scanned_again_after_its_sheet_was_laid_in_alone(
    site: Console, desk: OfficersPage
) -> None:
    page = desk.page
    add(page, "giay-to-kem-theo")
    upload(page, png("one"), png("two"))
    pages = page.locator(".document .pages li")
    expect(pages).to_have_count(2, timeout=SLOWLY_MS)
    pages.nth(1).locator("[data-again]").click()
    expect(pages.nth(1).locator(".alone")).to_contain_text("chỉ đặt tờ của trang 2 vào")
    assert site.scanned.stations.next_for(STATION) is None, "nothing moves before the second press"

    pages.nth(1).locator("[data-scan-again]").click()
    expect(page.locator(".job")).to_contain_text("Chỉ quét một tờ", timeout=SLOWLY_MS)
    found = site.scanned.stations.next_for(STATION)
    assert found is not None
    assert found.replaces == 2
    assert desk.mistakes == []


def test_a_card_is_asked_for_with_two_equal_buttons(desk: OfficersPage) -> None:
    page = desk.page
    add(page, "the-can-cuoc")
    sizes = [page.locator(f'[data-consent="{said}"]').bounding_box() for said in ("yes", "no")]
    assert sizes[0]
    assert sizes[1]
    assert (sizes[0]["width"], sizes[0]["height"]) == (sizes[1]["width"], sizes[1]["height"])
    assert page.evaluate("document.activeElement.dataset.consent ?? null") is None

    page.locator('[data-consent="no"]').click()
    expect(page.locator(".document")).to_have_count(0)
    add(page, "the-can-cuoc")
    page.locator('[data-consent="yes"]').click()
    expect(page.locator(".document header")).to_contain_text("ho-so-1-vi")
    assert desk.mistakes == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_nothing_is_wider_than_the_window(desk: OfficersPage, width: int, height: int) -> None:
    page = desk.page
    add(page, "giay-to-cu")
    upload(page, png("one"), png("two"))
    expect(page.locator(".document .pages li")).to_have_count(2)
    page.set_viewport_size({"width": width, "height": height})

    right = page.evaluate(
        """Math.max(...[...document.querySelectorAll('#papers *')].map(
            (one) => one.getBoundingClientRect().right))"""
    )
    assert right <= width
