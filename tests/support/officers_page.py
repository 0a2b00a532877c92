"""The officer's page in a real Chromium window of an old office PC, worked by keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from tests.support.console import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
]


@dataclass
class OfficersPage:
    """One page at a console's listener."""

    port: int
    page: Page
    mistakes: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the console listens."""
        return f"http://127.0.0.1:{self.port}"

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """By keyboard."""
        self.page.goto(self.address)
        expect(self.page.locator("#login")).to_be_focused()
        self.page.keyboard.type(login)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(password)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#now h2, #now .desk-head").first).to_be_visible()

    def keys(self, *keys: str) -> None:
        """Pressed one after the other, each once the page has its last answer."""
        for key in keys:
            self.page.wait_for_load_state()  # before that its scripts hear no keys
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

    def open_counter(self, counter: str = "1") -> None:
        """Sit down, with all its services."""
        self.page.locator(f'[data-open="{counter}"]').focus()
        self.keys("Enter")
        expect(self.page.locator("dialog[open]")).to_be_visible()
        self.keys("Enter")
        expect(self.page.locator('[data-verb="call-next"]')).to_be_visible()


@contextmanager
def chromium_browser() -> Iterator[Chromium]:
    """The system's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def officers_page(chromium: Chromium, port: int) -> Iterator[OfficersPage]:
    """A window; what the page does wrong is collected."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    opened = OfficersPage(port, context.new_page())
    opened.page.on("pageerror", lambda error: opened.mistakes.append(str(error)))
    opened.page.on(
        "console", lambda said: opened.mistakes.append(said.text) if said.type == "error" else None
    )
    opened.page.on("request", lambda asked: _stays_here(asked.url, opened))
    yield opened
    context.close()


def _stays_here(url: str, opened: OfficersPage) -> None:
    if not url.startswith(f"{opened.address}/"):
        opened.mistakes.append(f"asked another host: {url}")
