"""Records by keys alone, in a real Chromium: two presses for a result in the same visit."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.officers_page import OfficersPage

COPIES = "2.000815"


def test_two_presses_receive_and_return_what_the_officer_did_last(desk: OfficersPage, served: str) -> None:
    page = desk.page
    desk.keys("b")
    expect(page.locator("h1")).to_contain_text(served)
    page.locator('[name="procedure"]').select_option("1.001193")
    desk.keys("F9")
    expect(page.locator("h1")).to_contain_text("1/2026: Đã trả kết quả")
    desk.keys("Escape")
    expect(page.locator("#current-number")).to_have_text(served)

    desk.keys("b")
    expect(page.locator("h1")).to_contain_text("Nhận hồ sơ")
    desk.keys("F9")

    expect(page.locator("h1")).to_contain_text("2/2026: Đã trả kết quả")
    assert desk.mistakes == []


def test_typing_in_the_form_presses_nothing_and_escape_leads_back(desk: OfficersPage, served: str) -> None:
    page = desk.page
    desk.keys("b")
    page.locator('[name="name"]').focus()
    page.keyboard.type("Bùi Thị Hồ")
    expect(page.locator('[name="name"]')).to_have_value("Bùi Thị Hồ")

    page.locator('[name="code"]').focus()
    desk.keys("Enter")
    expect(page.locator('[name="name"]')).to_have_value("Bùi Thị Hồ")

    desk.keys("Escape")

    expect(page.locator("#current-number")).to_have_text(served)


def test_a_fee_typed_the_vietnamese_way_is_the_fee_that_was_taken(desk: OfficersPage) -> None:
    page = desk.page
    desk.keys("b")
    page.locator('[name="procedure"]').select_option("1.004837")
    page.locator('[name="fee_vnd"]').focus()
    page.keyboard.type("50.000")
    desk.keys("F8")

    expect(page.locator(".facts")).to_contain_text("50.000 đ")


def test_the_form_and_the_record_fit_an_old_office_pc(desk: OfficersPage) -> None:
    page = desk.page
    desk.keys("b")
    expect(page.locator("h1")).to_be_visible()
    assert _is_as_wide_as_the_window(desk)
    page.locator('[name="procedure"]').select_option("1.004837")
    desk.keys("F8")
    expect(page.locator(".next-steps button").first).to_be_visible()
    assert _is_as_wide_as_the_window(desk)


def test_one_press_opens_the_receipt_as_a_page_to_print(desk: OfficersPage, served: str) -> None:
    page = desk.page
    desk.keys("b")
    page.locator('[name="procedure"]').select_option("1.004837")
    desk.keys("F8")
    expect(page.locator("h1")).to_contain_text("1/2026")

    is_form = re.compile(r"/forms/01\.pdf$").search
    with (
        page.context.expect_page(),
        page.context.expect_event("response", lambda known: bool(is_form(known.url))) as answered,
    ):
        desk.keys("F4")

    assert answered.value.headers["content-type"] == "application/pdf"


def _is_as_wide_as_the_window(desk: OfficersPage) -> bool:
    wide: bool = desk.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return wide
