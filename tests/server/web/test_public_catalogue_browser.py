"""Procedures and centers on a real Chromium: on a phone, without script, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.server.web.public_center import PublicCenter, running_center
from tests.server.web.test_public_browser import ACROSS_JS, ARGUMENTS, CHROMIUM, SOON_MS
from tests.server.web.test_public_catalogue import LONGEST

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SMALL_TARGETS_JS = """() =>
    [...document.querySelectorAll('.rows a, .ways a, .search button, .wide, summary, .call')]
    .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.textContent)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicCenter]:
    with running_center(tmp_path_factory.mktemp("center")) as running:
        yield running


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": PHONE["width"], "height": PHONE["height"]}, has_touch=True)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    yield page
    page.close()
    assert mistakes == []


@pytest.mark.parametrize(
    "path",
    ["/procedures", "/procedures?q=khai", f"/procedures/{LONGEST.code}", "/procedures/3.000722", "/centers"],
)
def test_a_phone_never_scrolls_sideways_and_fingers_find_everything(
    center: PublicCenter, phone: Page, path: str
) -> None:
    phone.goto(center.url + path)

    assert phone.evaluate(ACROSS_JS)
    assert phone.evaluate(SMALL_TARGETS_JS) == []


def test_the_list_follows_every_key_and_comes_back_when_all_is_deleted(
    center: PublicCenter, phone: Page
) -> None:
    phone.goto(f"{center.url}/procedures")

    phone.locator("#typed").press_sequentially("khai sinh")
    expect(phone.locator(".rows strong").first).to_have_text("Đăng ký khai sinh", timeout=SOON_MS)
    expect(phone.locator("#ways")).to_be_hidden()
    phone.locator("#typed").fill("")

    expect(phone.locator("#ways")).to_be_visible(timeout=SOON_MS)
    expect(phone.locator(".rows")).to_have_count(0)


def test_a_phone_out_of_reach_says_so(center: PublicCenter, phone: Page) -> None:
    phone.goto(f"{center.url}/procedures")
    phone.context.set_offline(True)

    phone.locator("#typed").press_sequentially("khai")

    expect(phone.locator("#found .lost")).to_contain_text("Mất kết nối", timeout=SOON_MS)


def test_without_script_the_form_finds_the_same(center: PublicCenter, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{center.url}/procedures")

    page.locator("#typed").fill("khai sinh")
    page.get_by_role("button", name="Tìm").click()

    expect(page.locator(".rows strong").first).to_have_text("Đăng ký khai sinh", timeout=SOON_MS)
    context.close()


def test_the_full_name_is_one_press_away(center: PublicCenter, phone: Page) -> None:
    phone.goto(f"{center.url}/procedures/{LONGEST.code}")
    full = phone.locator(".official details p")
    expect(full).to_be_hidden()

    phone.get_by_text("Xem đầy đủ").tap()

    expect(full).to_be_visible()
    expect(full).to_have_text(LONGEST.name_vi)


def test_centers_follow_every_key(center: PublicCenter, phone: Page) -> None:
    phone.goto(f"{center.url}/centers")

    phone.locator("#typed").press_sequentially("b lao")

    expect(phone.locator(".rows li")).to_have_count(1, timeout=SOON_MS)
    expect(phone.locator(".rows strong")).to_have_text("Phường B'Lao")


def test_a_phone_reaches_the_procedures_from_the_board(center: PublicCenter, phone: Page) -> None:
    phone.goto(f"{center.url}/board")
    link = phone.locator(".doors a:visible")
    box = link.bounding_box()
    foot = phone.locator(".board footer").bounding_box()
    assert box is not None
    assert foot is not None
    assert box["y"] + box["height"] <= foot["y"] + 1

    link.tap()

    expect(phone.locator("#typed")).to_be_visible(timeout=SOON_MS)


@pytest.mark.parametrize(("paper", "width_pt"), [("A4", 595), ("A5", 420)])
def test_the_checklist_prints_on_either_paper(
    center: PublicCenter, phone: Page, paper: str, width_pt: int
) -> None:
    phone.goto(f"{center.url}/procedures/{LONGEST.code}")

    printed = phone.pdf(format=paper)

    sizes = [float(width) for width in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ", printed)]
    assert sizes
    assert all(abs(width - width_pt) < 2 for width in sizes)


def test_what_only_a_screen_can_use_is_not_on_paper(center: PublicCenter, phone: Page) -> None:
    phone.goto(f"{center.url}/procedures/{LONGEST.code}")
    phone.emulate_media(media="print")

    for gone in ("#print", ".language", ".catalogue footer", ".official details"):
        expect(phone.locator(gone)).to_be_hidden()
    expect(phone.locator(".official .print-only")).to_have_text(LONGEST.name_vi)
    expect(phone.locator(".checklist .box").first).to_be_visible()
    expect(phone.locator("main > .print-only")).to_contain_text("In lúc 08:00 23/11/2026")
