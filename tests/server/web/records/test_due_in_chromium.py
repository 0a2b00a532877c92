"""The calm count in the console's head, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import expect

from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.server.web.records.test_records_pages import received
from tests.support.console import Browser, Console
from tests.support.officers_page import chromium_browser, officers_page


def test_the_head_counts_what_is_due_soon_and_leads_there(site: Console, lan: Browser, served: str) -> None:
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    listener.start()
    with chromium_browser() as browser, officers_page(browser, listener.port) as desk:
        desk.sign_in("lan")
        count = desk.page.locator("#due-soon")
        expect(desk.page.locator("#current-number")).to_have_text(served)
        expect(count).to_be_hidden()
        received(lan, due_day="2026-11-25", name="Lan", phone="0912345678")

        desk.page.reload()
        expect(count).to_contain_text("1 sắp đến hạn")
        count.click()

        expect(desk.page.locator("h1")).to_have_text("Hồ sơ nào sắp đến hạn?")
        expect(desk.page.locator('a[href="tel:0912345678"]')).to_be_visible()
        desk.page.get_by_role("button", name="Đã báo người nộp").click()
        expect(desk.page.locator("table")).to_contain_text("đã báo")
        assert desk.mistakes == []
    site.app.extensions[LIVE].close()
    listener.stop()
