"""The console's head in Chromium: the center's whole name beside every entry, on any screen, by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.support.console import PASSWORD, console
from tests.support.officers_page import OfficersPage, chromium_browser, officers_page
from tests.support.open_center import SAMPLE, open_center

pytestmark = pytest.mark.browser

LONGEST = ("phường Xuân Trường - Đà Lạt", "Xuân Trường - Đà Lạt ward")
"""Of the 124 (server/data/communes.csv)."""
EVERYBODY = ("can-bo", "quan-ly", "quan-tri")
SCREENS = ((1366, 768), (1024, 768), (390, 844))
STREAMS = 40
"""Pages are left here faster than the hub notices that their streams have ended."""
PICTURES = os.environ.get("HEADER_PICTURES")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[OfficersPage]:
    """The center with the longest name, and somebody who may do everything."""
    text = SAMPLE.read_text(encoding="utf-8")
    for short, long in zip(("xã Tân Lập", "Tân Lập commune"), LONGEST, strict=True):
        text = text.replace(short, long)
    with open_center(tmp_path, text=text) as center, console(center, stream_cap=STREAMS) as site:
        center.accept(text)
        center.open_day()
        site.book.add("tatca", "Nguyễn Thị Minh Khai Hoàng Oanh", list(EVERYBODY), PASSWORD)
        http = HttpListener(site.app, "127.0.0.1", 0, STREAMS, "console")
        http.start()
        with chromium_browser() as browser, officers_page(browser, http.port) as opened:
            opened.sign_in("lan")
            yield opened
        site.app.extensions[LIVE].close()
        http.stop()


CUT = """() => [...document.querySelectorAll(".top *")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== "visible"
        || box.right > innerWidth + 1 || box.left < 0);
}).map(one => one.textContent)"""
OUT_OF_ITS_COLUMN = """() => [...document.querySelectorAll(".find > :not([hidden])")].filter(one =>
    one.getBoundingClientRect().right > one.closest(".column").getBoundingClientRect().right
).map(one => one.textContent)"""
OVERLAPPING = """() => {
    const boxes = [...document.querySelectorAll(".top .center-name, .top a, .top button, .top #clock")]
        .map(one => one.getBoundingClientRect()).filter(box => box.width);
    return boxes.some((a, at) => boxes.slice(at + 1).some(b =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
}"""


def look(page: Page, name: str) -> None:
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(CUT) == [], f"{name}, {width}"
        assert not page.evaluate(OVERLAPPING), f"{name}, {width}"
        assert page.evaluate(OUT_OF_ITS_COLUMN) == [], f"{name}, {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png")


def test_the_centers_name_is_whole_beside_every_entry_on_every_screen(window: OfficersPage) -> None:
    page = window.page
    for login in ("lan", "tatca"):
        if login != "lan":
            page.get_by_role("button", name="Đăng xuất").click()
            window.sign_in(login)
        for address in ("/", "/notices" if login == "tatca" else "/me"):
            page.goto(window.address + address)
            page.evaluate("document.querySelector('#due-soon b').textContent = '12'")
            page.evaluate("document.querySelector('#due-soon').hidden = false")
            expect(page.locator(".center-name")).to_contain_text("Xuân Trường - Đà Lạt")
            look(page, f"{login}-vi-{address.strip('/') or 'counter'}")
            page.locator(".language").click()
            expect(page.locator(".center-name")).to_contain_text("Center of Xuân Trường - Đà Lạt ward")
            page.evaluate("document.querySelector('#due-soon').hidden = false")
            look(page, f"{login}-en-{address.strip('/') or 'counter'}")
            page.locator(".language").click()
    assert window.mistakes == []


def test_every_entry_is_reached_by_tab_in_the_order_seen(window: OfficersPage) -> None:
    page = window.page
    page.goto(f"{window.address}/me")
    page.set_viewport_size({"width": 1366, "height": 768})
    seen = page.locator(".top a:visible, .top button:visible").count()
    places = []
    for _ in range(seen):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate(
                "(() => { const box = document.activeElement.getBoundingClientRect();"
                " return [Math.round(box.top / 20), box.left]; })()"
            )
        )

    assert places == sorted(places)
    assert page.evaluate("document.activeElement.closest('.top') !== null")
