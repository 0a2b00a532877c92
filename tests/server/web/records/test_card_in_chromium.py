"""A reader that types like a keyboard, in a real Chromium, wherever the cursor stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Route, expect

from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.support.console import Console
from tests.support.officers_page import OfficersPage, officers_page

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"
NAME, NUMBER = '[name="name"]', '[name="identity"]'


@pytest.fixture
def desk(site: Console, chromium: Chromium) -> Iterator[OfficersPage]:
    """The reception form, nothing written in it."""
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    listener.start()
    with officers_page(chromium, listener.port) as opened:
        opened.sign_in("lan")
        opened.page.goto(f"{opened.address}/records/new")
        yield opened
        assert opened.mistakes == []
    site.app.extensions[LIVE].close()
    listener.stop()


def wedge(page: Page, text: str, end: str | None = "Enter") -> None:
    """Keys in a burst; letters that no key has come as inserted text, as from an input method."""
    page.keyboard.type(text)
    if end is not None:
        page.keyboard.press(end)


def is_filled(page: Page) -> None:
    expect(page.locator(NAME)).to_have_value("Trần Thị Mận")
    expect(page.locator(NUMBER)).to_have_value("068185001234")
    expect(page.locator("#card-scan")).to_have_value("")
    expect(page.locator("h1")).to_contain_text("Nhận hồ sơ")


@pytest.mark.parametrize(
    "focused", ["#card-scan", NAME, '[name="phone"]', '[name="fee_vnd"]', "select", "button"]
)
def test_a_card_fills_the_form_wherever_the_cursor_stands(desk: OfficersPage, focused: str) -> None:
    page = desk.page
    page.locator(f".reception {focused}").first.focus()

    wedge(page, CARD)

    is_filled(page)
    for name in ("phone", "subject", "words", "fee_vnd", "paper-0", "procedure"):
        expect(page.locator(f'[name="{name}"]')).to_have_value("")


def test_a_card_scanned_on_the_bare_page_fills_it_too(desk: OfficersPage) -> None:
    wedge(desk.page, CARD)

    is_filled(desk.page)
    expect(desk.page.locator(".card-said")).to_have_text("Đã điền từ mã QR. Vẫn phải xem thẻ.")
    expect(desk.page.locator('[name="phone"]')).to_be_focused()


def test_a_reader_without_enter_is_understood(desk: OfficersPage) -> None:
    wedge(desk.page, CARD, end=None)

    is_filled(desk.page)


def test_what_was_written_before_stays(desk: OfficersPage) -> None:
    page = desk.page
    page.locator('[name="subject"]').fill("Bé Minh")
    page.locator('[name="subject"]').focus()

    wedge(page, CARD)

    is_filled(page)
    expect(page.locator('[name="subject"]')).to_have_value("Bé Minh")


def test_text_that_an_input_method_inserts_is_understood(desk: OfficersPage) -> None:
    page = desk.page
    page.locator(NAME).focus()

    page.keyboard.insert_text(CARD)

    is_filled(page)


def test_a_mangled_scan_is_said_and_the_name_is_left_to_the_officer(desk: OfficersPage) -> None:
    page = desk.page
    page.locator(NAME).fill("Người trước")

    wedge(page, CARD.encode("ascii", "ignore").decode())

    expect(page.locator(".card-said.warned")).to_contain_text("tắt bộ gõ tiếng Việt")
    expect(page.locator(NUMBER)).to_have_value("068185001234")
    expect(page.locator(NAME)).to_have_value("")
    expect(page.locator(NAME)).to_be_focused()


def test_a_code_read_while_a_button_has_the_focus_presses_nothing(desk: OfficersPage) -> None:
    page = desk.page
    page.locator('[name="procedure"]').select_option("1.004837")
    page.locator('button[value="receive"]').focus()

    wedge(page, "000.00.01.H36-250706-0001")

    expect(page.locator("h1")).to_contain_text("Nhận hồ sơ")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/records/new")


def test_of_two_cards_read_quickly_the_later_fills_the_form_though_it_is_answered_first(
    desk: OfficersPage,
) -> None:
    page = desk.page
    held: list[Route] = []
    address = f"**{page.locator('.card-scan').get_attribute('data-address')}"
    page.route(address, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(address):
        wedge(page, "068085005678||Người Trước|01011985|Nam|Thôn 1, Lộc Nga|01012021")
    wedge(page, CARD)
    is_filled(page)

    with page.expect_response(address) as late:
        held[0].continue_()
    late.value.finished()

    page.wait_for_load_state("networkidle")
    is_filled(page)


def test_f4_leads_to_the_field(desk: OfficersPage) -> None:
    desk.keys("F4")

    expect(desk.page.locator("#card-scan")).to_be_focused()
