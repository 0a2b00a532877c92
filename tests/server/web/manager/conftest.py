"""The console over the sample center, its day open, and a Chromium that looks at it."""

from __future__ import annotations

from collections.abc import Iterator
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
    """The sample center, its day not open yet."""
    with open_center(tmp_path) as center:
        yield center


@pytest.fixture
def site(center: OpenCenter) -> Iterator[Console]:
    """The console's app over it."""
    with console(center) as site:
        yield site


@pytest.fixture
def opened(center: OpenCenter, site: Console) -> OpenCenter:
    """Its day is open."""
    center.open_day()
    return center


@pytest.fixture
def quang(site: Console) -> Browser:
    """The manager's browser, without a window."""
    return site.signed_in("quang")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all."""
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def window(site: Console, chromium: Chromium) -> Iterator[OfficersPage]:
    """The manager's window, signed in, at the console's real listener."""
    http = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    http.start()
    with officers_page(chromium, http.port) as opened:
        opened.sign_in("quang")
        yield opened
    site.app.extensions[LIVE].close()
    http.stop()
