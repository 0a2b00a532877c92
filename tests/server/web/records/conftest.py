"""The console over the sample center, an officer at a counter with a citizen before her."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.support.console import Browser, Console, console
from tests.support.officers_page import OfficersPage, chromium_browser, officers_page
from tests.support.open_center import OpenCenter, open_center


@pytest.fixture
def center(tmp_path: Path) -> Iterator[OpenCenter]:
    """The sample center, its day open."""
    with open_center(tmp_path) as center:
        center.open_day()
        yield center


@pytest.fixture
def site(center: OpenCenter) -> Iterator[Console]:
    """The console's app over it."""
    with console(center) as site:
        yield site


@pytest.fixture
def lan(site: Console) -> Browser:
    """An officer's browser."""
    return site.signed_in("lan")


@pytest.fixture
def lan_on_1_december(site: Console, center: OpenCenter) -> Callable[[], Browser]:
    """Eight days go by, and the officer signs in again."""

    def goes_by() -> Browser:
        center.clock.pass_time(8 * 24 * 3600)
        return site.signed_in("lan")

    return goes_by


@pytest.fixture
def served(site: Console, center: OpenCenter) -> str:
    """The number of a citizen called to Lan's counter."""
    who = site.asker("lan")
    center.sit("1", who)
    number = center.take("ho-tich").number
    center.call("1", who)
    return number


@pytest.fixture
def address(lan: Browser, served: str) -> str:
    """Of the papers of a record that Lan received for the number at her counter."""
    page = lan.get("/records/new").text
    sent = {
        name: page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in ("command_id", "ticket")
    }
    answer = lan.post("/records/new", procedure="1.004837", act="receive", **sent)
    return f"{answer.location}/papers"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all tests of a file."""
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def desk(site: Console, chromium: Chromium, served: str) -> Iterator[OfficersPage]:
    """The officer's page in Chromium, a citizen called to it."""
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    listener.start()
    with officers_page(chromium, listener.port) as opened:
        opened.sign_in("lan")
        yield opened
    site.app.extensions[LIVE].close()
    listener.stop()
