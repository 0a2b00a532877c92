"""The officer's hands at the console: real keys in a real Chromium, from a called number to a result.

Knows what stands on the record's pages; tells no story.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tools.demo.center import wait_until

COMPARE_MS = 60_000
"""Pages scanned at the kiosk are compared with earlier records' pages."""
READING_S = 1.5
"""A warning that has just come was not read: the form takes no press for a second."""
SCAN_MS = 60_000
SLIP_MS = 30_000
"""The hub waits 20 s for the kiosk's word."""
FORM_01 = 'a[data-key="F4"]'


@dataclass(frozen=True, slots=True)
class Application:
    """What the officer types."""

    procedure: str
    name: str
    phone: str
    subject: str
    papers: tuple[str, ...]
    """Names of originals handed over."""


class CounterDesk:
    """One window of the console, signed in."""

    def __init__(self, page: Page, console: str) -> None:
        self._page = page
        self._console = console
        self._record = ""
        self.warned = ""
        """What the last form said of earlier records; empty: nothing."""

    def sit_down(self, number: str) -> None:
        """The counter's page, with that number at the counter."""
        self._page.goto(f"{self._console}/", wait_until="domcontentloaded")
        self._page.locator("#current-number", has_text=number).wait_for()

    def receive(self, number: str, wanted: Application) -> str:
        """From the counter's page by B and F8; the record's reference: `52/2026`."""
        page = self._page
        self.sit_down(number)
        page.keyboard.press("b")
        page.locator("h1", has_text=number).wait_for()
        page.locator('[name="procedure"]').select_option(wanted.procedure)
        for field in ("name", "phone", "subject"):
            page.locator(f'[name="{field}"]').fill(getattr(wanted, field))
        for row, paper in enumerate(wanted.papers):
            page.locator(f'[name="paper-{row}"]').fill(paper)
        self.warned = self._read_warning()
        page.keyboard.press("F8")
        page.locator("dl.facts").wait_for()
        self._record = page.url
        found = re.search(r"\d+/\d{4}", page.locator("h1").inner_text())
        return found.group() if found else ""

    def _read_warning(self) -> str:
        self._page.locator('#suspects [data-comparing="no"]').wait_for(timeout=COMPARE_MS)
        warned = " ".join(self._page.locator("#suspects .suspect p").all_inner_texts())
        if warned:
            time.sleep(READING_S)
        return warned

    def scan(self, kind: str) -> None:
        """Add a document of that kind and scan what lies in the feeder; until its first page is seen."""
        self._page.locator(f'[data-kind="{kind}"]').click()
        self._page.locator("[data-scan]").first.click()
        picture = self._page.locator(".document .pages img").first
        picture.wait_for(timeout=SCAN_MS)
        wait_until(
            lambda: bool(picture.evaluate("seen => seen.naturalWidth")), "the scanned page is seen", 30
        )

    def papers(self) -> Any:
        """The record's scanned papers, as the page is told of them."""
        return self._page.context.request.get(f"{self._record}/papers").json()

    def searchable_pdf(self, document: str) -> bytes:
        """The file made of that document."""
        return self._fetched(f"{self._record}/papers/{document}/pdf")

    def form_01(self) -> bytes:
        """Receipt and appointment, as F4 opens it."""
        return self._fetched(f"{self._console}{self._page.locator(FORM_01).get_attribute('href')}")

    def print_slip(self) -> str:
        """By F2, at the first kiosk; what the page says of it."""
        self._page.keyboard.press("F2")
        said = self._page.locator("main > .said")
        said.wait_for(timeout=SLIP_MS)
        return said.inner_text()

    def press(self, verb: str, state: str) -> None:
        """One of the next steps; until the record is in that state, in the page's words."""
        self._page.locator(f'form[action$="/{verb}"] button').click()
        self._page.locator("h1", has_text=state).wait_for()

    def picture(self, file: str) -> None:
        """The whole page."""
        self._page.screenshot(path=file, full_page=True)

    def _fetched(self, address: str) -> bytes:
        answer = self._page.context.request.get(address)
        return answer.body() if answer.ok else b""
