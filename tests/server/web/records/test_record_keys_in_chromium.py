"""A result is given back from the counter by keys alone, few of them, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.server.web.records.test_records_pages import press, received
from tests.support.console import Browser
from tests.support.officers_page import OfficersPage

NEXT = '[data-key="F9"]'


def test_a_ready_result_is_found_and_given_back_by_nine_keys(
    desk: OfficersPage, lan: Browser, served: str
) -> None:
    press(lan, received(lan), "finish-record")
    page = desk.page

    expect(page.locator("#records kbd")).to_be_visible()
    desk.keys("m")
    expect(page.locator('[name="find"]')).to_be_focused()
    desk.keys(*"1/2026", "Enter")
    expect(page.locator("h1")).to_contain_text("1/2026: Đã có kết quả")
    expect(page.locator(NEXT)).to_have_text("Trả kết quả F9")
    desk.keys("F9")

    expect(page.locator("h1")).to_contain_text("1/2026: Đã trả kết quả")
    expect(page.locator("[data-next]")).to_have_count(0)
    desk.keys("Escape")
    expect(page.locator("#current-number")).to_have_text(served)
    assert desk.mistakes == []


def test_the_key_follows_the_record_and_a_second_press_is_no_second_step(
    desk: OfficersPage, lan: Browser
) -> None:
    page = desk.page
    page.goto(f"{desk.address}{received(lan)}")
    expect(page.locator(NEXT)).to_contain_text("Chuyển giải quyết")

    page.evaluate("""() => { for (const _ of [1, 2]) document.dispatchEvent(
        new KeyboardEvent("keydown", { key: "F9", bubbles: true, cancelable: true })); }""")
    expect(page.locator("h1")).to_contain_text("Đang giải quyết")
    page.keyboard.press("F9")
    expect(page.locator(NEXT)).to_contain_text("Có kết quả")

    expect(page.locator("h1")).to_contain_text("Đang giải quyết")
    desk.keys("F9")
    expect(page.locator("h1")).to_contain_text("Đã có kết quả")


def test_what_was_not_found_is_typed_over(desk: OfficersPage, lan: Browser) -> None:
    received(lan)
    page = desk.page
    desk.keys("m")
    expect(page.locator('[name="find"]')).to_be_focused()
    desk.keys(*"9/2026", "Enter")
    expect(page.locator(".said.refused")).to_contain_text("Không tìm thấy")

    desk.keys(*"1/2026", "Enter")

    expect(page.locator("h1")).to_contain_text("1/2026: Đã tiếp nhận")


def test_a_step_that_still_lacks_a_field_leads_to_it(desk: OfficersPage, lan: Browser) -> None:
    page = desk.page
    page.goto(f"{desk.address}{received(lan)}?happened=")
    expect(page.locator(NEXT)).to_contain_text("Chuyển giải quyết")

    desk.keys("F9")

    expect(page.locator('form[action$="/take-up-record"] [name="happened"]')).to_be_focused()
    expect(page.locator("h1")).to_contain_text("Đã tiếp nhận")
