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
from tests.support.open_center import SAMPLE, OpenCenter, open_center


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
    """Its configuration is in the ledger, its day is open: Monday 23/11/2026, 08:00."""
    center.accept(SAMPLE.read_text(encoding="utf-8"))
    center.open_day()
    return center


@pytest.fixture
def busy(site: Console, opened: OpenCenter) -> OpenCenter:
    """Hộ tịch: one called after 10 minutes and one after 30, both served; one waits at each of two others."""
    lan = site.asker("lan")
    opened.sit("1", lan)
    opened.take("ho-tich")
    opened.take("ho-tich")
    opened.clock.pass_time(600)
    for _ in range(2):
        opened.call("1", lan)
        opened.clock.pass_time(30)
        opened.start("1", lan)
        opened.clock.pass_time(1170)
        opened.finish("1", lan)
    opened.take("chung-thuc")
    opened.take("dat-dai-xay-dung")
    opened.clock.pass_time(60)
    return opened


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
