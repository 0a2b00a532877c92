"""Pictures of the pages, taken with a real browser without a screen."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

from tools.demo.center import DemoCenter
from tools.demo.people import Person

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SETTLED_MS = 700
OFFICE_PC: ViewportSize = {"width": 1366, "height": 768}
TELEVISION: ViewportSize = {"width": 1920, "height": 1080}
PHONE: ViewportSize = {"width": 390, "height": 844}


class PageCamera:
    """One browser for all pictures; people stay signed in."""

    def __init__(self, center: DemoCenter) -> None:
        self._center = center
        self._stack = ExitStack()
        self._signed_in: dict[str, BrowserContext] = {}

    def __enter__(self) -> Self:
        playwright = self._stack.enter_context(sync_playwright())
        self._browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        self._stack.callback(self._browser.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def console(self, name: str, who: Person, path: str) -> None:
        """A page of the console, as this person sees it on an office PC."""
        context = self._signed_in.get(who.login) or self._sign_in(who)
        self._take(context, name, f"http://127.0.0.1:{self._center.ports.console}{path}")

    def public(self, name: str, path: str, size: ViewportSize) -> None:
        """A page anybody may see, on a screen of that size."""
        context = self._browser.new_context(viewport=size)
        self._take(context, name, self._public(path))
        context.close()

    def desk(self, who: Person) -> Page:
        """A window of the console that stays open, signed in as this person."""
        return (self._signed_in.get(who.login) or self._sign_in(who)).new_page()

    def public_text(self, path: str) -> str:
        """A page anybody may see, as it is sent."""
        context = self._browser.new_context()
        text = context.request.get(self._public(path)).text()
        context.close()
        return text

    def look_up(self, name: str, code: str, key: str) -> str:
        """On a citizen's phone: how far the record is, in the page's words."""
        context = self._browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.goto(self._public("/look-up"), wait_until="domcontentloaded")
        page.fill("#code", code)
        page.fill("#key", key)
        page.press("#key", "Enter")
        said = page.locator("main h1").first
        page.locator(".degree, .nothing").wait_for()
        degree = said.inner_text()
        page.screenshot(path=self._file(name))
        context.close()
        return degree

    def _take(self, context: BrowserContext, name: str, address: str) -> None:
        page = context.new_page()
        page.goto(address, wait_until="domcontentloaded")
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=self._file(name))
        page.close()

    def _public(self, path: str) -> str:
        return f"http://127.0.0.1:{self._center.ports.public}{path}"

    def _file(self, name: str) -> Path:
        return self._center.place.pictures() / f"{name}.png"

    def _sign_in(self, who: Person) -> BrowserContext:
        context = self._browser.new_context(viewport=OFFICE_PC)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{self._center.ports.console}/sign-in", wait_until="domcontentloaded")
        page.fill("input[name=login]", who.login)
        page.fill("input[name=password]", who.password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        page.close()
        self._signed_in[who.login] = context
        return context
