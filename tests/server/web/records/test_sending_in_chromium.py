"""While the hub is away a form stays where it is, with all that was typed, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.officers_page import OfficersPage

NOT_SENT = '[data-code="not-sent"]'


def test_a_form_and_a_step_wait_for_the_hub_to_be_back(desk: OfficersPage) -> None:
    page = desk.page
    desk.keys("b")
    page.locator('[name="procedure"]').select_option("1.004837")
    page.locator('[name="name"]').fill("Bùi Thị Hồ")
    page.context.set_offline(True)
    desk.keys("F8")
    expect(page.locator(NOT_SENT)).to_contain_text("chưa gửi gì")
    expect(page.locator('[name="name"]')).to_have_value("Bùi Thị Hồ")

    page.context.set_offline(False)
    desk.keys("F8")
    expect(page.locator("h1")).to_contain_text("1/2026")

    words = page.locator('form[action$="/ask-supplement"] [name="words"]')
    words.fill("Thiếu giấy khai sinh")
    page.context.set_offline(True)
    page.locator('form[action$="/ask-supplement"] button').click()
    expect(page.locator(NOT_SENT)).to_be_in_viewport()
    expect(words).to_have_value("Thiếu giấy khai sinh")

    page.context.set_offline(False)
    page.locator('form[action$="/ask-supplement"] button').click()
    expect(page.locator("h1")).to_contain_text("1/2026: Chờ bổ sung")
