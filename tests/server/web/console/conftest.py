"""The console over the sample center, with three people who can sign in."""

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
def signed_in(site: Console) -> Callable[[str], Browser]:
    """A browser in which that person has signed in."""
    return site.signed_in


@pytest.fixture
def lan(signed_in: Callable[[str], Browser]) -> Browser:
    """An officer's browser."""
    return signed_in("lan")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all."""
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def http(site: Console) -> Iterator[HttpListener]:
    """The console's listener."""
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    listener.start()
    yield listener
    site.app.extensions[LIVE].close()
    listener.stop()


@pytest.fixture
def served(http: HttpListener, chromium: Chromium) -> Iterator[OfficersPage]:
    """A window of an old office PC."""
    with officers_page(chromium, http.port) as opened:
        yield opened
