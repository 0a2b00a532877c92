"""A manager's notices page: written, edited, ordered, withdrawn; mistakes keep what was typed."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contract.notices import Notice
from tests.support.console import Browser, Console
from tests.support.notices import HOLIDAY, LONGEST_TEXT, LONGEST_TITLE, MARKUP
from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter

PICTURES = os.environ.get("NOTICE_PICTURES")


def form(browser: Browser, address: str = "/notices/new") -> dict[str, str]:
    page = browser.get(address).text
    hidden = re.findall(r'name="(command_id|notice|seen)" value="([^"]*)"', page)
    days = re.findall(r'name="(first|last)" value="([^"]*)"', page)
    return dict(hidden + days)


def save(browser: Browser, address: str = "/notices/new", **fields: object) -> tuple[int, str]:
    sent = {**form(browser, address), "places": ["web", "kiosk", "hall"], **fields}
    response = browser.post("/notices/save", **sent)
    return response.status_code, html.unescape(response.text)


def written(center: OpenCenter) -> list[Notice]:
    with center.writer.reading() as hall:
        return [known.content for known in hall.notices.values()]


def test_a_notice_is_written_for_a_week_everywhere(quang: Browser, opened: OpenCenter) -> None:
    status, _ = save(quang, title_vi="  Nghỉ \n lễ ", text_vi="Một\r\n\r\n\r\n\r\nHai\u200b  \r\n")

    assert status == 303
    (content,) = written(opened)
    assert (content.title_vi, content.text_vi) == ("Nghỉ lễ", "Một\n\nHai")
    assert (str(content.first), str(content.last), len(content.places)) == ("2026-11-23", "2026-11-29", 3)
    page = html.unescape(quang.get("/notices").text)
    assert "Nghỉ lễ" in page
    assert "Đỗ Quang" in page


def test_letters_pasted_in_pieces_are_put_together(quang: Browser, opened: OpenCenter) -> None:
    assert save(quang, title_vi="Nghi\u0309 le\u0302\u0303")[0] == 303
    assert written(opened)[0].title_vi == "Nghỉ lễ"


def test_a_mistake_keeps_what_was_typed_and_can_be_put_right(quang: Browser, opened: OpenCenter) -> None:
    status, page = save(quang, title_vi="Nghỉ", text_vi=MARKUP, last="2026-11-01")

    assert status == 409
    assert "Ngày kết thúc trước ngày bắt đầu." in page
    assert "<script>alert(1)</script></textarea>" in page
    assert written(opened) == []
    status, page = save(quang, title_vi="a" * 121)
    assert (status, "Tiêu đề dài quá 120 ký tự." in page) == (409, True)
    assert save(quang, title_vi="Nghỉ", first="hôm nay")[0] == 409


def test_the_same_press_twice_is_one_notice(quang: Browser, opened: OpenCenter) -> None:
    sent = {**form(quang), "places": ["web"], "title_vi": "Nghỉ"}
    assert [quang.post("/notices/save", **sent).status_code for _ in range(2)] == [303, 303]
    assert len(written(opened)) == 1


def test_it_is_edited_ordered_and_withdrawn(quang: Browser, opened: OpenCenter) -> None:
    for title in ("Một", "Hai"):
        save(quang, title_vi=title)
    with opened.writer.reading() as hall:
        second, first = list(hall.notices)
    stale = form(quang, f"/notices/{first}")
    assert save(quang, f"/notices/{first}", title_vi="Một, sửa")[0] == 303
    assert quang.post("/notices/save", **{**stale, "title_vi": "Cũ", "places": ["web"]}).status_code == 409
    quang.post(f"/notices/{first}/up")
    assert [content.title_vi for content in written(opened)] == ["Một, sửa", "Hai"]

    assert quang.post(f"/notices/{second}/withdraw").status_code == 303
    assert quang.post(f"/notices/{second}/burn").status_code == 404
    page = quang.get("/notices").text
    assert page.index("Một, sửa") < page.index("Đã gỡ hoặc hết hạn") < page.index("Hai</a>")


def test_nobody_else_comes_in(site: Console, opened: OpenCenter) -> None:
    lan = site.signed_in("lan")
    assert lan.get("/notices").status_code == 403
    assert lan.post("/notices/save", title_vi="Nghỉ").status_code == 403
    assert 'href="/notices"' not in lan.get("/").text


@pytest.mark.browser
def test_it_is_written_in_a_window(window: OfficersPage, opened: OpenCenter) -> None:
    page = window.page

    def look(name: str) -> None:
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"manager-{name}.png"), full_page=True)

    page.goto(f"{window.address}/notices")
    look("none")
    for title, text in ((HOLIDAY, ""), (LONGEST_TITLE, LONGEST_TEXT)):
        page.get_by_text("Viết thông báo").click()
        page.fill('[name="title_vi"]', title)
        page.fill('[name="text_vi"]', text)
        look("form")
        page.get_by_role("button", name="Đăng thông báo").click()
        expect(page.locator("article h2").first).to_have_text(title)
    look("several")
    page.set_viewport_size({"width": 390, "height": 844})
    look("several-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert window.mistakes == []
