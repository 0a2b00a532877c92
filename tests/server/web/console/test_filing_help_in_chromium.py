"""What was missing for filing online, in a real browser: one key each, drawn at once, told in order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from contract.counter_slip import SlipEnd
from contract.ids import TicketId
from contract.words import Language
from server.web.console_app import LIVE, console_app
from tests.support.console import Console
from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter
from tests.support.slip_kiosks import SteeredKiosks
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("FILING_PICTURES")


@pytest.fixture
def kiosks() -> SteeredKiosks:
    return SteeredKiosks()


@pytest.fixture
def site(site: Console, kiosks: SteeredKiosks) -> Iterator[Console]:
    site.app = console_app(replace(site.hub, slips=kiosks))
    yield site
    site.app.extensions[LIVE].close()


def look(served: OfficersPage, name: str) -> None:
    if PICTURES:
        served.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def serve(served: OfficersPage, number: str) -> None:
    served.keys("Space")
    served.number(number, "called")
    served.keys("Enter")
    served.number(number, "serving")


def note(served: OfficersPage, *keys: str) -> None:
    """As a hand does it: one after the other."""
    for key in keys:
        served.keys(key)
        expect(served.page.locator(f'[data-filing="{key.upper()}"][aria-pressed="true"]')).to_be_visible()


def said(center: OpenCenter, ticket: TicketId) -> tuple[tuple[str, ...] | None, bool | None]:
    with center.writer.reading() as hall:
        note = hall.filing.get(ticket)
    return (note.missing, note.filed) if note is not None else (None, None)


def test_one_key_each_and_nothing_is_forced(served: OfficersPage, center: OpenCenter) -> None:
    ticket = center.take("huong-dan").ticket
    center.take("huong-dan")
    served.sign_in("lan")
    served.open_counter("2")
    serve(served, "S001")
    expect(served.page.locator("#filing h2")).to_have_text("Nộp trực tuyến – S001")
    note(served, "1", "3", "c")
    expect(served.page.locator('[data-filing][aria-pressed="true"]')).to_have_count(3)
    expect(served.page.locator("#said")).to_have_text("Đã ghi nhận.")
    look(served, "console-noted")
    served.keys("3")
    expect(served.page.locator('[data-filing][aria-pressed="true"]')).to_have_count(2)
    expect(served.page.locator('body:not([aria-busy="true"])')).to_be_attached()
    assert said(center, ticket) == (("dinh-danh-muc-2",), False)
    served.keys("Space")
    served.number("S002", "called")
    look(served, "console-next-called")
    note(served, "0")
    expect(served.page.locator('body:not([aria-busy="true"])')).to_be_attached()
    assert said(center, ticket) == ((), False)
    served.keys("Enter")
    served.number("S002", "serving")
    expect(served.page.locator("#filing h2")).to_have_text("Nộp trực tuyến – S002")
    expect(served.page.locator('[data-filing-of="S001"]')).to_be_visible()
    served.keys("Enter")
    expect(served.page.locator("#said")).to_have_text("Số S002: hoàn thành.")
    assert served.mistakes == []


def test_keys_pressed_at_once_are_all_told(served: OfficersPage, center: OpenCenter) -> None:
    ticket = center.take("huong-dan").ticket
    served.sign_in("lan")
    served.open_counter("2")
    serve(served, "S001")
    for key in ("1", "2", "D"):
        served.page.locator(f'[data-filing="{key}"]').evaluate("button => button.click()")
    expect(served.page.locator('[data-filing][aria-pressed="true"]')).to_have_count(3)
    all_three = (("dinh-danh-muc-2", "tai-khoan-ngan-hang"), True)
    wait_until(lambda: said(center, ticket) == all_three, 20, "all three are told")
    served.page.reload()
    expect(served.page.locator('[data-filing][aria-pressed="true"]')).to_have_count(3)
    assert served.mistakes == []


def test_a_key_pressed_while_the_page_reads_what_was_before_loses_none(
    served: OfficersPage, center: OpenCenter
) -> None:
    ticket = center.take("huong-dan").ticket
    served.sign_in("lan")
    served.open_counter("2")
    serve(served, "S001")
    with held_reading(served, center):
        pressed = served.page.evaluate(PRESS_TWO_AS_SOON_AS_ONE_IS_TOLD)
    assert pressed == ["1", "2"]
    both = (("dinh-danh-muc-2", "tai-khoan-ngan-hang"), None)
    wait_until(lambda: said(center, ticket) == both or drawn(served), 20, "both are told")
    expect(served.page.locator('[data-filing][aria-pressed="true"]')).to_have_count(2)
    assert served.mistakes == []


def drawn(served: OfficersPage) -> None:
    """Lets the page, and what Playwright holds of it, go on by one frame."""
    served.page.evaluate("() => new Promise(requestAnimationFrame).then(() => null)")


PRESS_TWO_AS_SOON_AS_ONE_IS_TOLD = """async () => {
    const said = document.getElementById("said");
    const press = (key) => document.querySelector(`[data-filing="${key}"]`).click();
    const frame = () => new Promise(requestAnimationFrame);
    press("1");
    while (said.textContent !== "Đã ghi nhận.") await frame();
    await frame();
    press("2");
    const pressed = document.querySelectorAll('[data-filing][aria-pressed="true"]');
    return Array.from(pressed, (key) => key.dataset.filing);
}"""


@contextmanager
def held_reading(served: OfficersPage, center: OpenCenter) -> Iterator[None]:
    """Somebody else's ticket makes the page read the state; the answer, true by then, is held on the way."""
    held: list[tuple[Route, APIResponse]] = []
    address = f"{served.address}/console/state"
    served.page.route(address, lambda route: held.append((route, route.fetch())), times=1)
    with served.page.expect_request(address):
        center.take("chung-thuc")
    wait_until(lambda: held or drawn(served), 20, "the answer is held")
    yield
    route, answer = held[0]
    route.fulfill(response=answer)


def test_another_visit_is_picked_by_hand(served: OfficersPage, center: OpenCenter) -> None:
    first = center.take("huong-dan").ticket
    center.take("chung-thuc")
    served.sign_in("lan")
    served.open_counter("2")
    serve(served, "S001")
    serve(served, "C001")
    expect(served.page.locator("#filing h2")).to_have_count(0)
    look(served, "console-other-served")
    served.page.locator('[data-filing-of="S001"]').click()
    expect(served.page.locator("#filing h2")).to_have_text("Nộp trực tuyến – S001")
    note(served, "2")
    expect(served.page.locator('body:not([aria-busy="true"])')).to_be_attached()
    assert said(center, first) == (("tai-khoan-ngan-hang",), None)
    assert served.mistakes == []


def test_a_slip_comes_out_at_a_kiosk_by_key_while_the_page_goes_on(
    served: OfficersPage, center: OpenCenter, kiosks: SteeredKiosks
) -> None:
    center.take("huong-dan")
    served.sign_in("lan")
    served.open_counter("2")
    serve(served, "S001")
    note(served, "1")
    kiosks.may_end.clear()
    served.keys("k")
    door = served.page.locator('[data-slip="kiosk-1"]')
    expect(door).to_contain_text("đang in…")
    expect(served.page.locator('[data-slip="kiosk-2"]')).to_contain_text("mất kết nối")
    expect(served.page.locator("[data-slip]:enabled")).to_have_count(0)
    note(served, "2")
    served.page.locator("#print-slip").evaluate("button => button.click()")
    look(served, "console-printing")
    kiosks.may_end.set()
    expect(served.page.locator("#said")).to_have_text("Phiếu đã in tại Máy lấy số ở cửa.")
    expect(door).to_be_enabled()
    assert [part.title for part in kiosks.checklist.parts][:-1] == ["Định danh điện tử mức độ 2"]
    assert len(kiosks.asked) == 1
    kiosks.end, kiosks.fault = SlipEnd.NOT_PRINTED, "paper-out"
    door.click()
    expect(served.page.locator("#said")).to_contain_text("đã hết giấy")
    look(served, "console-no-paper")
    assert [part.title for part in kiosks.checklist.parts][1] == "Tài khoản ngân hàng"
    assert served.mistakes == []


def test_the_checklist_opens_by_key_in_the_tickets_language_and_fits_one_side_of_a5(
    served: OfficersPage, center: OpenCenter
) -> None:
    center.take("huong-dan", language=Language.EN)
    center.take("huong-dan")
    served.sign_in("lan")
    served.open_counter("2")
    serve(served, "S001")
    note(served, "1")
    page = checklist(served)
    expect(page.locator("h1")).to_have_text("To file online")
    expect(page.locator("h2").first).to_have_text("Level-2 electronic identification")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("h1")).to_have_text("Để nộp hồ sơ trực tuyến")
    expect(page.locator("h2").first).to_have_text("Định danh điện tử mức độ 2")
    page.close()
    serve(served, "S002")
    page = checklist(served)
    expect(page.locator("h1")).to_have_text("Để nộp hồ sơ trực tuyến")
    for language in ("vi", "en"):
        page.goto(f"{served.address}/filing/checklist?lang={language}")
        paper = page.pdf(prefer_css_page_size=True)
        if PICTURES:
            (Path(PICTURES) / f"checklist-{language}.pdf").write_bytes(paper)
            page.screenshot(path=str(Path(PICTURES) / f"checklist-{language}.png"), full_page=True)
        assert paper.count(b"/Type /Page\n") == 1, language


def checklist(served: OfficersPage) -> Page:
    """The page that its key opens."""
    with served.page.context.expect_page() as opened:
        served.keys("p")
    return opened.value
