"""Notices on the public pages: in force, in order, escaped, in full, and soon on a board that stays open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from contract import commands as c
from contract.ids import NoticeId, new_notice_id
from contract.notices import Notice, NoticePlace
from tests.server.web.public_center import PublicCenter, running_center
from tests.support.hub import MANAGER
from tests.support.notices import HOLIDAY, LONGEST_TEXT, LONGEST_TITLE, MARKUP, ONE_WORD, notice
from tests.support.officers_page import chromium_browser

PICTURES = os.environ.get("NOTICE_PICTURES")
SOON_MS = 15_000


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with chromium_browser() as browser:
        yield browser


def publish(center: PublicCenter, content: Notice) -> NoticeId:
    made = new_notice_id()
    center.hub.do(c.PublishNotice, MANAGER, notice=made, content=content)
    return made


def page(center: PublicCenter, address: str = "/notices") -> str:
    reply = center.get(address)
    assert reply.status == 200
    return reply.body.decode()


def look(window: Page, name: str) -> None:
    if PICTURES:
        window.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_without_one_the_page_says_so(center: PublicCenter) -> None:
    assert "Hôm nay không có thông báo nào." in page(center)
    assert '<a id="notices" href="/notices" hidden>' in page(center, "/board")


def test_only_those_meant_for_the_web_stand_there_in_order(center: PublicCenter) -> None:
    publish(center, notice("Ghim", is_pinned=True))
    publish(center, notice("Chỉ ở máy lấy số", places=(NoticePlace.KIOSK,)))
    publish(center, notice(HOLIDAY, text_vi="Dòng một\nDòng hai"))

    text = page(center)
    assert text.index("Ghim") < text.index(HOLIDAY)
    assert "Chỉ ở máy lấy số" not in text
    assert "Dòng một\nDòng hai" in text
    assert "Thông báo (2)" in page(center, "/board")


def test_what_looks_like_markup_is_text(center: PublicCenter) -> None:
    publish(center, notice(MARKUP, text_vi=MARKUP))

    for address in ("/notices", "/board"):
        text = page(center, address)
        assert "<script>alert" not in text
        assert "<b>Lệ phí</b>" not in text
    assert "&lt;b&gt;Lệ phí&lt;/b&gt; &amp;" in page(center)


def test_english_readers_get_english_where_it_was_written(center: PublicCenter) -> None:
    publish(center, notice(HOLIDAY, title_en="Closed on Tuesday", text_vi="Nghỉ.", text_en="We are closed."))
    publish(center, notice(ONE_WORD))
    publish(center, notice("Chỉ có tên tiếng Anh", title_en="No English text", text_vi="Mang giấy tờ."))
    publish(center, notice("Không có tên tiếng Anh", text_en="Bring papers."))

    text = page(center, "/notices?lang=en")
    assert '<h2 lang="en">No English text</h2>\n<p lang="vi">Mang giấy tờ.</p>' in text
    assert '<h2 lang="vi">Không có tên tiếng Anh</h2>\n<p lang="en">Bring papers.</p>' in text
    assert "We are closed." in text
    assert f'<h2 lang="vi">{ONE_WORD}</h2>' in text
    assert "Nghỉ." not in text


def test_one_that_is_over_is_gone(center: PublicCenter) -> None:
    publish(center, notice(last=notice().first))
    assert HOLIDAY in page(center)

    center.hub.clock.pass_time(16 * 3600)
    assert HOLIDAY not in page(center)


@pytest.mark.browser
def test_a_board_that_stays_open_hears_of_it(center: PublicCenter, chromium: Browser) -> None:
    window = chromium.new_page(viewport={"width": 390, "height": 844})
    mistakes: list[str] = []
    window.on("pageerror", lambda error: mistakes.append(str(error)))
    window.goto(f"{center.url}/board")
    expect(window.locator("#notices")).to_be_hidden()
    made = publish(center, notice())
    expect(window.locator("#notices")).to_have_text("Thông báo (1)", timeout=SOON_MS)
    look(window, "board-one-phone")
    center.hub.do(c.WithdrawNotice, MANAGER, notice=made)
    expect(window.locator("#notices")).to_be_hidden(timeout=SOON_MS)
    assert mistakes == []
    window.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1366])
def test_the_longest_ones_fit(center: PublicCenter, chromium: Browser, width: int) -> None:
    publish(center, notice(ONE_WORD))
    publish(center, notice(LONGEST_TITLE, text_vi=LONGEST_TEXT))
    window = chromium.new_page(viewport={"width": width, "height": 844 if width < 1000 else 768})
    for address in ("notices", "board"):
        window.goto(f"{center.url}/{address}")
        assert window.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        look(window, f"{address}-{width}")
    window.close()
