"""While the hub is away a form stays where it is, with all that was typed, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.support.console import Console
from tests.support.officers_page import OfficersPage, chromium_browser, officers_page

NOT_SENT = '[data-code="not-sent"]'


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all."""
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def desk(site: Console, chromium: Chromium, served: str) -> Iterator[OfficersPage]:
    """The officer's page, a citizen called to it."""
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    listener.start()
    with officers_page(chromium, listener.port) as opened:
        opened.sign_in("lan")
        yield opened
    site.app.extensions[LIVE].close()
    listener.stop()


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
