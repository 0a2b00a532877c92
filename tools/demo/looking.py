"""Pictures of the pages, taken with a real browser without a screen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from tools.demo.center import DemoCenter
from tools.demo.people import People, Person

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


@dataclass(frozen=True, slots=True)
class Look:
    """One page to look at."""

    name: str
    path: str
    who: Person | None
    """None: a public page."""
    width: int = 1366
    height: int = 768


def looks(people: People) -> tuple[Look, ...]:
    """All pages people see."""
    return (
        Look("7-console", "/", people.officer),
        Look("8-board", "/board", None, 1920, 1080),
        Look("9-waits", "/waits", people.manager),
    )


def take_pages(center: DemoCenter, people: People, only: str = "") -> None:
    """Take the pictures whose names hold `only`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            for look in looks(people):
                if only not in look.name or (not only and look.name.endswith("waits")):
                    continue
                page = browser.new_page(viewport={"width": look.width, "height": look.height})
                _open(page, center, look)
                page.wait_for_timeout(SETTLED_MS)
                page.screenshot(path=str(center.place.pictures() / f"{look.name}.png"))
                page.context.close()
        finally:
            browser.close()


def _open(page: Page, center: DemoCenter, look: Look) -> None:
    if look.who is None:
        page.goto(f"http://127.0.0.1:{center.ports.public}{look.path}", wait_until="domcontentloaded")
        return
    base = f"http://127.0.0.1:{center.ports.console}"
    page.goto(f"{base}/sign-in", wait_until="domcontentloaded")
    page.fill("input[name=login]", look.who.login)
    page.fill("input[name=password]", look.who.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(f"{base}{look.path}", wait_until="domcontentloaded")
