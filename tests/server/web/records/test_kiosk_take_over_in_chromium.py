"""Kiosk pages taken into a record in a real Chromium: ticked, named, asked for, gone on with if it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from contract.ids import TicketId
from server.listener import HttpListener
from server.web.console_app import LIVE, UPLOAD_SENDERS, console_app
from tests.server.web.records.test_kiosk_pages_in_chromium import SLOWLY_MS, fits, long_names
from tests.server.web.records.test_kiosk_take_over_page import SECOND_FAILS, in_database
from tests.support.console import Console
from tests.support.kiosk_pages import KioskPages
from tests.support.officers_page import OfficersPage, officers_page
from tests.support.open_center import OpenCenter
from tests.support.paper_pictures import as_png, filled_form
from tests.support.record_papers import png

CARD = png("a card", (860, 540), 300)
PAGES = [as_png(filled_form(1)), CARD, as_png(filled_form(2)), as_png(filled_form(3))]


@pytest.fixture
def kiosk(site: Console, center: OpenCenter) -> KioskPages:
    return KioskPages(center.writer, center.database, center.data_dir, site.scanned.vault)


@pytest.fixture
def ticket(center: OpenCenter, served: str) -> TicketId:
    """At Lan's counter."""
    with center.writer.reading() as hall:
        (ticket,) = hall.tickets
    return ticket


@pytest.fixture
def desk(
    site: Console, chromium: Chromium, kiosk: KioskPages, ticket: TicketId, served: str
) -> Iterator[OfficersPage]:
    """The page of a record of a visit with three kiosk pages, the second a card."""
    site.app = console_app(replace(site.hub, papers=kiosk.desk, procedures=long_names))
    kiosk.scan(ticket, *PAGES[:3])
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console", site.app.extensions[UPLOAD_SENDERS])
    listener.start()
    with officers_page(chromium, listener.port) as opened:
        opened.sign_in("lan")
        opened.keys("b")
        expect(opened.page.locator("h1")).to_contain_text(served)
        opened.page.locator('[name="procedure"]').select_option("1.004837")
        opened.page.locator('button[data-key="F8"]').click()
        expect(opened.page.locator(".from-kiosk")).to_contain_text("Công dân đã quét 3 trang")
        yield opened
    site.app.extensions[LIVE].close()
    listener.stop()


def agree(page: Page) -> None:
    page.locator("[data-ask]").click()
    page.locator('[data-consent="yes"]').click()


def test_the_form_is_taken_as_a_form_and_the_card_as_a_card(
    desk: OfficersPage, kiosk: KioskPages, ticket: TicketId, tmp_path: Path
) -> None:
    page = desk.page
    page.get_by_text("Lấy vào hồ sơ").click()
    expect(page.locator(".ticks li")).to_have_count(3)
    expect(page.locator(".ticks input:checked")).to_have_count(3)
    expect(page.locator("[data-ask]")).to_be_disabled()
    page.locator('[data-tick="2"]').uncheck()
    page.locator("[data-into]").select_option(label="Đơn, tờ khai")
    fits(page)
    page.locator(".from-kiosk").scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.ticks img')].every(one => one.naturalWidth)")
    page.screenshot(path=tmp_path / "choosing.png")
    page.locator("[data-ask]").click()
    expect(page.locator(".consent")).to_contain_text("Đơn, tờ khai, 2 trang quét ở máy lấy số")
    page.screenshot(path=tmp_path / "asking.png")
    page.locator('[data-consent="yes"]').click()
    expect(page.locator(".document .pages li")).to_have_count(2, timeout=SLOWLY_MS)

    expect(page.locator(".from-kiosk")).to_contain_text("Còn 1 trong 3 trang", timeout=SLOWLY_MS)
    page.get_by_text("Lấy vào hồ sơ").click()
    page.locator("[data-into]").select_option(label="Thẻ căn cước")
    agree(page)
    expect(page.locator(".document")).to_have_count(2, timeout=SLOWLY_MS)
    expect(page.locator(".document").nth(1)).to_contain_text("Thẻ căn cước")
    expect(page.locator(".from-kiosk")).to_have_count(0)

    kiosk.scan(ticket, PAGES[3])
    expect(page.locator(".from-kiosk")).to_contain_text("Còn 1 trong 4 trang", timeout=SLOWLY_MS)
    page.get_by_text("Lấy vào hồ sơ").click()
    page.locator("[data-into]").select_option(label="1. Đơn, tờ khai (2 trang)")
    agree(page)
    expect(page.locator(".document").first.locator(".pages li")).to_have_count(3, timeout=SLOWLY_MS)
    assert desk.mistakes == []


def test_after_a_failure_the_rest_goes_into_the_same_document_and_nobody_is_asked_twice(
    center: OpenCenter, desk: OfficersPage, tmp_path: Path
) -> None:
    page = desk.page
    in_database(center, SECOND_FAILS)
    page.get_by_text("Lấy vào hồ sơ").click()
    page.locator("[data-into]").select_option(label="Giấy tờ kèm theo")
    agree(page)
    expect(page.locator("[data-take]")).to_be_enabled(timeout=SLOWLY_MS)
    expect(page.locator("#papers-said")).to_contain_text("Hệ thống chưa trả lời")
    expect(page.locator(".ticks li")).to_have_count(2)
    expect(page.locator(".document .pages li")).to_have_count(1)
    page.locator(".from-kiosk").scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "failed.png")
    in_database(center, "DROP TRIGGER full_disk")
    page.locator("[data-take]").click()

    expect(page.locator(".document .pages li")).to_have_count(3, timeout=SLOWLY_MS)
    expect(page.locator(".document")).to_have_count(1)
    expect(page.locator(".from-kiosk")).to_have_count(0)
    assert all("503" in mistake for mistake in desk.mistakes)


def test_a_citizen_who_says_no_keeps_the_pages_out_of_the_record(desk: OfficersPage) -> None:
    page = desk.page
    page.get_by_text("Lấy vào hồ sơ").click()
    page.locator("[data-into]").select_option(label="Thẻ căn cước")
    page.locator("[data-ask]").click()
    sizes = [page.locator(f'[data-consent="{said}"]').bounding_box() for said in ("yes", "no")]
    assert sizes[0]
    assert sizes[1]
    assert (sizes[0]["width"], sizes[0]["height"]) == (sizes[1]["width"], sizes[1]["height"])
    page.locator('[data-consent="no"]').click()

    expect(page.get_by_text("Lấy vào hồ sơ")).to_be_visible()
    expect(page.locator(".document")).to_have_count(0)
    assert desk.mistakes == []
