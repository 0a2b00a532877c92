"""The officer's page in a real browser, through a real listener, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.support.console import PASSWORD, Console
from tests.support.open_center import OpenCenter

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Served:
    """The listener, and one page at it."""

    http: HttpListener
    page: Page
    mistakes: list[str]

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.http.port}"

    def sign_in(self, login: str) -> None:
        """By keyboard."""
        self.page.goto(self.address)
        expect(self.page.locator("#login")).to_be_focused()
        self.page.keyboard.type(login)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#now h2, #now .desk-head").first).to_be_visible()

    def keys(self, *keys: str) -> None:
        """Pressed one after the other, each once the page has its last answer."""
        for key in keys:
            expect(self.page.locator('body:not([aria-busy="true"])')).to_be_attached()
            self.page.keyboard.press(key)

    def read(self, code: str) -> None:
        """A reader's keys all at once, however busy this machine is."""
        self.page.evaluate(
            """keys => { for (const key of keys) (document.activeElement ?? document.body).dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }""",
            [*code, "Enter"],
        )

    def number(self, text: str, state: str) -> None:
        """The number at the counter, in that state."""
        expect(self.page.locator(f".big.{state} #current-number")).to_have_text(text)


@pytest.fixture
def served(site: Console, chromium: Chromium) -> Iterator[Served]:
    """A window of an old office PC."""
    http = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    http.start()
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda said: mistakes.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: _stays_here(asked.url, http.port, mistakes))
    yield Served(http, page, mistakes)
    context.close()
    site.app.extensions[LIVE].close()
    http.stop()


def _stays_here(url: str, port: int, mistakes: list[str]) -> None:
    if not url.startswith(f"http://127.0.0.1:{port}/"):
        mistakes.append(f"asked another host: {url}")


def _open_counter(served: Served) -> None:
    served.page.locator('[data-open="1"]').focus()
    served.keys("Enter")
    expect(served.page.locator("dialog[open]")).to_be_visible()
    served.keys("Enter")
    expect(served.page.locator('[data-verb="call-next"]')).to_be_visible()


def test_a_visit_by_keyboard_alone(served: Served, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.keys("Space")
    served.number("A001", "called")
    served.keys("Enter")
    served.number("A001", "serving")
    served.keys("Enter")
    expect(served.page.locator("#said")).to_have_text("Số A001: hoàn thành.")
    expect(served.page.locator(".big.idle")).to_be_visible()
    assert served.mistakes == []


def test_hold_recall_no_show_and_undo_by_keyboard(served: Served, center: OpenCenter) -> None:
    for _ in range(3):
        center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.keys("Space")
    served.number("A001", "called")
    served.keys("r")
    expect(served.page.locator(".big .state")).to_contain_text("đã gọi lại 1 lần")
    served.keys("h")
    expect(served.page.locator("dialog[open]")).to_contain_text("Chờ sao chụp")
    served.keys("2")
    expect(served.page.locator("#parked")).to_contain_text("A001")
    served.keys("Space")
    served.number("A002", "called")
    served.keys("n")
    expect(served.page.locator("#parked")).to_contain_text("A002")
    served.keys("u")
    served.number("A002", "called")
    assert served.mistakes == []


def test_keys_are_letters_while_typing(served: Served, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.page.locator("#number").focus()
    served.page.keyboard.type("n u h")
    expect(served.page.locator("#number")).to_have_value("n u h")
    expect(served.page.locator(".big.idle")).to_be_visible()
    served.page.locator("#number").fill("a1")
    served.keys("Enter")
    expect(served.page.locator("dialog[open] h2")).to_have_text("A001: đang chờ")
    served.keys("Escape", "Space")
    served.number("A001", "called")


def test_a_mouse_press_leaves_no_button_behind_for_enter(served: Served, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.page.locator('[data-verb="call-next"]').click()
    served.number("A001", "called")
    served.keys("Enter")
    served.number("A001", "serving")


def test_the_line_grows_without_reloading(served: Served, center: OpenCenter) -> None:
    served.sign_in("lan")
    _open_counter(served)
    expect(served.page.locator('[data-verb="call-next"]')).to_be_disabled()
    expect(served.page.locator("#link")).to_have_text("trực tuyến")
    center.take("chung-thuc")
    expect(served.page.locator("#line")).to_contain_text("C001")
    expect(served.page.locator('[data-verb="call-next"]')).to_be_enabled()


def test_a_lost_hub_is_said_with_the_time_of_the_last_news(served: Served, site: Console) -> None:
    served.sign_in("lan")
    expect(served.page.locator("#link")).to_have_text("trực tuyến")
    site.app.extensions[LIVE].close()
    served.http.stop()
    expect(served.page.locator("#link.lost")).to_have_text(
        "Mất kết nối. Tin cuối lúc 08:00:00", timeout=30_000
    )


def test_nothing_is_out_of_the_window_on_an_old_screen(served: Served, center: OpenCenter) -> None:
    for _ in range(40):
        center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.keys("Space")
    served.number("A001", "called")
    measured = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert served.page.evaluate(measured) == [1366, 768]
    for button in served.page.locator(".actions-wide button, .actions-small button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768


def test_the_columns_do_not_jump(served: Served, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)

    def places() -> list[object]:
        return [
            served.page.locator(selector).bounding_box()
            for selector in (
                ".column.now",
                ".column.line",
                ".column.papers",
                ".actions-wide",
                ".actions-small",
            )
        ]

    idle = places()
    served.keys("Space")
    served.number("A001", "called")
    assert places() == idle
    served.keys("Enter")
    served.number("A001", "serving")
    assert places() == idle


def test_the_page_wears_noto_sans_and_stays_in_the_building(served: Served) -> None:
    served.sign_in("quang")
    served.page.goto(f"{served.address}/waits")
    expect(served.page.locator("h1")).to_have_text("Người dân chờ bao lâu?")
    assert served.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Noto Sans\"'))")
    assert served.mistakes == []


def _opened(served: Served, heading: str) -> None:
    expect(served.page.locator("dialog[open] h2")).to_have_text(heading)


def test_a_slip_read_while_no_field_has_the_focus_is_found(served: Served, center: OpenCenter) -> None:
    first, second = center.take("ho-tich"), center.take("chung-thuc")
    served.sign_in("lan")
    _open_counter(served)
    served.page.keyboard.type(f"http://hunt.example/r/{first.token}\n")
    _opened(served, "A001: đang chờ")
    served.page.keyboard.type(f"{second.token}\n")
    _opened(served, "C001: đang chờ")
    served.keys("Escape")
    expect(served.page.locator(".big.idle")).to_be_visible()
    assert served.mistakes == []


def test_a_code_made_of_action_keys_does_nothing_at_the_counter(served: Served, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.keys("Space")
    served.number("A001", "called")
    served.read("nhRtuN1234567-_hn")
    expect(served.page.locator("#said")).to_have_text("Không tìm thấy phiếu này.")
    served.number("A001", "called")
    served.keys("h")
    expect(served.page.locator("dialog[open]")).to_contain_text("Chờ sao chụp")
    served.read("1234567890123456")
    expect(served.page.locator("dialog[open]")).to_have_count(0)
    expect(served.page.locator("#parked")).to_be_empty()
    served.number("A001", "called")


def test_a_burst_that_stalls_waits_in_the_find_box(served: Served, center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    served.sign_in("lan")
    _open_counter(served)
    served.page.keyboard.type(taken.token[:7])
    expect(served.page.locator("#number")).to_have_value(taken.token[:7])
    expect(served.page.locator("#number")).to_be_focused()
    served.page.keyboard.type(taken.token[7:] + "\n")
    _opened(served, "A001: đang chờ")


def test_a_code_read_into_the_find_box_is_found(served: Served, center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    served.sign_in("lan")
    served.page.locator("#number").focus()
    served.page.keyboard.type(f"https://motcua.example/t/{taken.token}\n")
    _opened(served, "A001: đang chờ")


def test_a_forgotten_number_is_chosen_from_those_of_that_time(served: Served, center: OpenCenter) -> None:
    for _ in range(12):
        center.take("ho-tich")
    served.sign_in("lan")
    served.page.locator("#number").fill("8h05")
    served.keys("Enter")
    _opened(served, "Lấy số quanh 08:05 (trước, sau 10 phút)")
    expect(served.page.locator("dialog[open] .options button")).to_have_count(12)
    served.keys("2")
    _opened(served, "A002: đang chờ")
