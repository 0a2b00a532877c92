"""The public pages in a real Chromium: live without reloading, and honest when the line is down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from contract import commands as c
from tests.server.web.public_center import PublicCenter, running_center
from tests.support.hub import ANH

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--disable-sync", "--disable-component-update",
]  # fmt: skip
TV = {"width": 1920, "height": 1080}
PHONE = {"width": 360, "height": 740}
SOON_MS = 15_000
ACROSS_JS = "document.documentElement.scrollWidth <= window.innerWidth"
INSIDE_JS = """() => [...document.querySelectorAll('.call, .waiting .service, #today, #notice, #clock')]
    .every(e => { const b = e.getBoundingClientRect();
                  return b.left >= 0 && b.top >= 0 && b.right <= innerWidth && b.bottom <= innerHeight; })"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        yield running


@pytest.fixture
def mistakes() -> list[str]:
    return []


def _open(browser: Browser, size: dict[str, int], address: str, mistakes: list[str]) -> Page:
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(address)
    return page


def test_a_phone_is_told_of_the_call_without_reloading(
    center: PublicCenter, browser: Browser, mistakes: list[str]
) -> None:
    page = _open(browser, PHONE, f"{center.url}/t/{center.slip().token}", mistakes)
    expect(page.locator("#headline")).to_have_text("Ông/bà là người tiếp theo")

    center.hub.sit()
    center.hub.call()

    expect(page.locator("#headline")).to_have_text("Mời ông/bà đến Quầy\N{NO-BREAK SPACE}1", timeout=SOON_MS)
    expect(page.locator("#card")).to_have_class("card tone-call")
    assert page.evaluate(ACROSS_JS)
    assert mistakes == []


def test_a_phone_out_of_reach_says_since_when(
    center: PublicCenter, browser: Browser, mistakes: list[str]
) -> None:
    page = _open(browser, PHONE, f"{center.url}/t/{center.slip().token}", mistakes)
    page.context.set_offline(True)

    expect(page.locator("#lost")).to_contain_text("Mất kết nối từ 08:00", timeout=30_000)
    page.context.set_offline(False)

    expect(page.locator("#lost")).to_be_hidden(timeout=SOON_MS)
    assert mistakes == []


def test_one_press_leads_to_english_and_back(
    center: PublicCenter, browser: Browser, mistakes: list[str]
) -> None:
    page = _open(browser, PHONE, f"{center.url}/t/{center.slip().token}", mistakes)

    page.get_by_text("English").click()
    expect(page.locator("#headline")).to_have_text("You are next")
    page.get_by_text("Tiếng Việt").click()

    expect(page.locator("#headline")).to_have_text("Ông/bà là người tiếp theo")


def test_the_board_shows_a_call_and_lets_it_flash(
    center: PublicCenter, browser: Browser, mistakes: list[str]
) -> None:
    page = _open(browser, TV, f"{center.url}/board", mistakes)
    expect(page.locator("#headline")).to_contain_text("Chưa gọi số nào")

    ticket = center.slip().ticket
    center.hub.sit()
    center.hub.call()

    newest = page.locator(".call.newest")
    expect(newest).to_contain_text("A001", timeout=SOON_MS)
    expect(newest).to_contain_text("Quầy 1")
    page.wait_for_selector(".call.newest.lit", timeout=SOON_MS)
    page.wait_for_selector(".call.newest:not(.lit)", timeout=SOON_MS)
    center.hub.at_counter(c.StartService, ticket, asker=ANH)
    center.hub.at_counter(c.Finish, ticket, asker=ANH)
    expect(page.locator(".call.past")).to_contain_text("A001", timeout=SOON_MS)
    assert mistakes == []


@pytest.mark.parametrize(
    "size",
    [TV, {"width": 1280, "height": 720}, {"width": 1080, "height": 1920}, {"width": 1366, "height": 768}],
)
def test_a_full_board_fits_the_screen(
    center: PublicCenter, browser: Browser, mistakes: list[str], size: dict[str, int]
) -> None:
    center.hub.sit()
    for _ in range(6):
        ticket = center.slip().ticket
        center.hub.serve(ticket)
        center.hub.at_counter(c.Finish, ticket)

    page = _open(browser, size, f"{center.url}/board", mistakes)
    expect(page.locator(".call")).to_have_count(5)

    assert page.evaluate(INSIDE_JS)
    assert page.evaluate(ACROSS_JS)


def test_a_board_without_the_hub_says_so_and_hides_the_counts(
    center: PublicCenter, browser: Browser, mistakes: list[str]
) -> None:
    page = _open(browser, TV, f"{center.url}/board", mistakes)
    expect(page.locator("#line")).to_have_text("● trực tuyến")
    center.public.live.close()
    page.context.set_offline(True)

    expect(page.locator("#lost")).to_contain_text("Mất kết nối từ 08:00", timeout=30_000)

    assert set(page.locator("#services .count").all_text_contents()) == {"–"}
    expect(page.locator("#clock")).to_have_text("")
    assert mistakes == []


def test_a_browser_without_event_streams_polls(
    center: PublicCenter, browser: Browser, mistakes: list[str]
) -> None:
    page = browser.new_page()
    page.add_init_script("delete window.EventSource")
    page.goto(f"{center.url}/board")
    center.slip()

    expect(page.locator("#today")).to_have_text("Hôm nay: 1 lượt, đã xong 0", timeout=SOON_MS)
