"""Staff's health page: who may read it, what it says, and how it looks and works in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from contract.words import DeviceKind
from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.server.web.health import troubled_center as troubled
from tests.support.console import PASSWORD, Browser, Console
from tests.support.steered_health import SteeredHealth, presence

ADDRESS = "/system-health"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def levels(page: str) -> list[str]:
    """Of the rows, as they stand."""
    return re.findall(r'<li class="machine (\w+)"', page)


@pytest.mark.parametrize(
    ("login", "status"), [("quang", 200), ("admin", 200), ("thu", 200), ("lan", 403), (None, 302)]
)
def test_managers_administrators_and_guides_may_read_it(
    site: Console, login: str | None, status: int
) -> None:
    browser = site.browser() if login is None else site.signed_in(login)

    assert browser.get(ADDRESS).status_code == status
    assert browser.get(f"{ADDRESS}/rows").status_code == (401 if status == 302 else status)


def test_only_who_may_read_it_is_shown_the_way_to_it(signed_in: Callable[[str], Browser]) -> None:
    assert ADDRESS in signed_in("thu").get("/").text
    assert ADDRESS not in signed_in("lan").get("/").text


def test_all_well_is_one_sentence_and_no_finding(site: Console) -> None:
    troubled.all_well(site.health)

    page = site.signed_in("quang").get(ADDRESS).text

    assert "Có. Cả 8 máy đều tốt." in page
    assert set(levels(page)) == {"well"}
    assert 'class="do"' not in page
    assert "giấy: khoảng 412 phiếu · đĩa trống 71 % · 52 °C" in page


def test_the_worst_stands_first_with_what_to_do(site: Console) -> None:
    troubled.many_faults(site.health)

    page = site.signed_in("quang").get(ADDRESS).text

    assert "Không. Trong 8 máy: 3 hỏng, 2 cần xem, 1 chưa rõ." in page
    found = levels(page)
    assert found == ["broken"] * 3 + ["warning"] * 2 + ["unsure", "note", "well"]
    assert page.index('id="hub"') < page.index('id="device-kiosk-1"'), "the hub first among equals"
    for words in (
        "Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.",
        "từ 07:48",
        "Nguồn điện đang quá yếu.",
        "nghe lần cuối 06:30 (1 giờ trước)",
        "Đĩa sắp đầy: chỉ còn 620 MB.",
        "đợi nhật ký của kiosk-2",
        "đã được 6 ngày",
    ):
        assert words in page


def test_nobody_ever_heard_is_not_the_same_as_nobody_registered(site: Console) -> None:
    assert "Chưa có thiết bị nào được đăng ký" in site.signed_in("quang").get(ADDRESS).text

    troubled.never_heard(site.health)

    page = site.signed_in("quang").get(ADDRESS).text
    assert levels(page) == ["broken"] * 7 + ["well"]
    assert page.count("chưa nghe thấy lần nào") == 7


def test_it_reads_in_english_too(site: Console) -> None:
    troubled.many_faults(site.health)
    browser = site.signed_in("quang")
    browser.get("/language/en?next=/system-health")

    page = browser.get(ADDRESS).text

    assert "No. Of 8 machines: 3 broken, 2 to look at, 1 not known." in page
    assert "Máy in" not in page


def test_a_devices_own_words_cannot_become_html(site: Console) -> None:
    site.health.presences = (presence("kiosk-1", DeviceKind.KIOSK, version="<script>alert(1)</script>"),)

    assert "<script>alert" not in site.signed_in("quang").get(ADDRESS).text


# --- in a real browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """The page of a manager, and what the browser complained about."""

    page: Page
    http: HttpListener
    health: SteeredHealth
    mistakes: list[str]

    def load(self) -> None:
        """The health page, anew."""
        self.page.goto(f"http://127.0.0.1:{self.http.port}{ADDRESS}")

    def fits(self) -> bool:
        """Whether nothing stands out sideways."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        )


@pytest.fixture
def opened(site: Console, chromium: Chromium) -> Iterator[Opened]:
    """At an officer's screen, 1366 by 768."""
    http = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    http.start()
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(f"http://127.0.0.1:{http.port}/sign-in")
    expect(page.locator("#login")).to_be_focused()
    page.keyboard.type("quang")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    yield Opened(page, http, site.health, mistakes)
    page.close()
    site.app.extensions[LIVE].close()
    http.stop()
    assert mistakes == []


CENTERS = {
    "well": troubled.all_well,
    "faults": troubled.many_faults,
    "never": troubled.never_heard,
}


@pytest.mark.browser
@pytest.mark.parametrize("center", CENTERS)
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_it_fits_a_desk_and_a_phone(
    opened: Opened, center: str, width: int, height: int, request: pytest.FixtureRequest
) -> None:
    CENTERS[center](opened.health)
    opened.page.set_viewport_size({"width": width, "height": height})
    opened.load()

    assert opened.fits()
    first = opened.page.locator(".machine").first
    expect(first).to_be_in_viewport()
    small = opened.page.locator("summary").evaluate_all("all => all.filter(s => s.offsetHeight < 24).length")
    assert small == 0, "a finger hits what opens the figures"
    folder = request.config.cache.mkdir("health-pictures")
    opened.page.screenshot(path=folder / f"{center}-{width}.png", full_page=True)


@pytest.mark.browser
def test_figures_open_by_key_and_stay_open_when_the_page_renews_itself(opened: Opened) -> None:
    troubled.many_faults(opened.health)
    opened.page.clock.install()
    opened.load()
    summary = opened.page.locator("#device-kiosk-1-figures summary")
    for _ in range(40):
        if summary.evaluate("known => known === document.activeElement"):
            break
        opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#device-kiosk-1-figures dl")).to_be_visible()

    troubled.all_well(opened.health)
    opened.page.clock.run_for(10_000)

    expect(opened.page.locator(".answer")).to_contain_text("đều tốt")
    expect(opened.page.locator("#device-kiosk-1-figures dl")).to_be_visible()
    expect(summary).to_be_focused()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#device-kiosk-1-figures dl")).to_be_hidden()


@pytest.mark.browser
def test_a_hub_that_does_not_answer_is_said_and_what_is_old_is_dated(opened: Opened) -> None:
    troubled.all_well(opened.health)
    opened.page.clock.install()
    opened.load()
    opened.page.route("**/system-health/rows", lambda route: route.abort())

    opened.page.clock.run_for(10_000)

    expect(opened.page.locator("#lost")).to_be_visible()
    expect(opened.page.locator("#lost-at")).to_have_text("08:00:00")
    opened.page.unroute("**/system-health/rows")
    opened.page.clock.run_for(10_000)
    expect(opened.page.locator("#lost")).to_be_hidden()
