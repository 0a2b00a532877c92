"""The reception form in a real Chromium: the kiosk's pages are compared, and the warning comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from contract.events import RecordReceived
from server.config.procedure_table import read_procedures
from server.config.procedures import Procedure
from server.listener import HttpListener
from server.page_comparer import PageComparer
from server.store import ledger
from server.store.alike_pages import AlikePages
from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_kiosk_pages_at_reception import hand_in
from tests.server.web.records.test_records_pages import COPIES, GUARDIAN, WHO, received
from tests.support.console import Browser, Console
from tests.support.kiosk_pages import KioskPages
from tests.support.officers_page import OfficersPage, officers_page
from tests.support.open_center import OpenCenter
from tests.support.paper_pictures import as_png, filled_form, scanned_again
from tests.support.waiting import wait_until

SLOWLY_MS = 20_000
"""A busy machine takes its time over three pages."""
SHEET = filled_form(1)
FIRST, AGAIN, SECOND = as_png(SHEET), as_png(scanned_again(SHEET, degrees=0.8)), as_png(filled_form(2))
WINDOWS = ((1366, 768), (390, 844))
A_MOMENT_LATER = "{ const now = performance.now() + 5000; performance.now = () => now; }"
AT_ONCE = "performance.now = () => 0"


@pytest.fixture
def kiosk(site: Console, center: OpenCenter) -> Iterator[KioskPages]:
    """The kiosk's pages, compared as the hub does it, beside those of records."""
    kiosk = KioskPages(center.writer, center.database, center.data_dir, site.scanned.vault)
    of_records = AlikePages(site.scanned.vault, center.writer, center.database)
    comparer = PageComparer(kiosk.likes, of_records, look_every_s=0.2)
    comparer.start()
    yield kiosk
    comparer.stop()


@pytest.fixture
def lan(site: Console, kiosk: KioskPages) -> Browser:
    """Her browser without a window; the longest name of all is her procedure's."""
    hub = replace(site.hub, papers=kiosk.desk, kiosk_likes=kiosk.likes, procedures=long_names)
    site.app = console_app(hub)
    return site.signed_in("lan")


@pytest.fixture
def earlier(lan: Browser) -> None:
    """Two records with one page each, of one of them the applicant is known."""
    hand_in(lan, received(lan), FIRST)
    hand_in(lan, received(lan, **WHO), SECOND)


@pytest.fixture
def desk(
    site: Console,
    center: OpenCenter,
    chromium: Chromium,
    kiosk: KioskPages,
    earlier: None,
    served: str,
) -> Iterator[OfficersPage]:
    """Now a citizen is there who scanned both sheets, the first twice."""
    with center.writer.reading() as hall:
        (ticket,) = hall.tickets
    listener = HttpListener(site.app, "127.0.0.1", 0, 4, "console")
    listener.start()
    with officers_page(chromium, listener.port) as opened:
        opened.sign_in("lan")
        kiosk.scan(ticket, FIRST, AGAIN, SECOND)
        opened.keys("b")
        expect(opened.page.locator("h1")).to_contain_text(served)
        yield opened
    site.app.extensions[LIVE].close()
    listener.stop()


def long_names() -> tuple[Procedure, ...]:
    """The list, with the longest full name there is as a short one."""
    known = read_procedures()
    longest = max((one.name_vi for one in known), key=len)
    return tuple(replace(one, short_vi=longest) if one.code == GUARDIAN else one for one in known)


def test_the_warning_comes_by_itself_goes_with_the_procedure_and_is_in_the_event(
    center: OpenCenter, desk: OfficersPage
) -> None:
    page = desk.page
    warnings = page.locator("#suspects .banner a")
    expect(page.locator(".comparing")).to_contain_text("Đã so xong 3 trang", timeout=SLOWLY_MS)
    expect(warnings).to_have_text(["1/2026", "2/2026"])
    fits(page)
    page.locator('[name="procedure"]').select_option(COPIES)
    expect(warnings).to_have_count(0)
    expect(page.locator(".comparing")).to_contain_text("không trùng", timeout=SLOWLY_MS)
    page.locator('[name="procedure"]').select_option(GUARDIAN)
    expect(warnings).to_have_count(2, timeout=SLOWLY_MS)
    page.evaluate(A_MOMENT_LATER)
    desk.keys("F8")

    expect(page.locator("h1")).to_contain_text("Hồ sơ 3/2026: Đã tiếp nhận")
    expect(page.locator(".from-kiosk .alike")).to_have_count(2)
    fits(page)
    with center.database.reading() as connection:
        events = [item.event for item in ledger.events_after(connection, 0)]
    assert [len(event.despite) for event in events if isinstance(event, RecordReceived)] == [0, 0, 2]
    assert desk.mistakes == []


def test_what_just_appeared_is_shown_again_and_f7_refuses_with_its_reference(desk: OfficersPage) -> None:
    page = desk.page
    page.locator('[name="identity"]').fill(WHO["identity"])
    page.locator('[name="phone"]').focus()
    suspected = page.locator("#suspects .banner", has_text="cùng người nộp, cùng thủ tục")
    expect(suspected).to_be_visible(timeout=SLOWLY_MS)
    page.evaluate(AT_ONCE)
    with page.expect_response(lambda known: known.request.method == "POST" and known.status == 409):
        desk.keys("F8")
    expect(page.locator("#suspects .banner a").first).to_have_text("2/2026")
    wait_until(lambda: page.evaluate("performance.now()") > 1500, 20, "it was there long enough to be read")
    desk.keys("F7")

    expect(page.locator("h1")).to_contain_text("Từ chối tiếp nhận")
    expect(page.locator("main")).to_contain_text("Hồ sơ trùng")
    expect(page.locator(".facts a", has_text="2/2026")).to_be_visible()


def test_on_the_records_page_one_press_beside_the_warning_refuses_with_its_reference(
    desk: OfficersPage,
) -> None:
    page = desk.page
    expect(page.locator("#suspects .banner a")).to_have_count(2, timeout=SLOWLY_MS)
    page.evaluate(A_MOMENT_LATER)
    desk.keys("F8")
    expect(page.locator("h1")).to_contain_text("Hồ sơ 3/2026: Đã tiếp nhận")
    warnings = page.locator("#papers .repeat")
    expect(warnings).to_contain_text(
        ["Có thể trùng với hồ sơ 1/2026 (đã tiếp nhận).", "Có thể trùng với hồ sơ 2/2026 (đã tiếp nhận)."]
    )
    fits(page)

    warnings.first.get_by_role("button", name="Từ chối vì trùng").click()

    expect(page.locator("h1")).to_contain_text("Hồ sơ 3/2026: Từ chối giải quyết")
    expect(page.locator(".facts a", has_text="1/2026")).to_be_visible()
    expect(page.locator('[data-key="F4"]')).to_contain_text("03")
    expect(page.locator(".undo")).to_be_visible()
    expect(page.locator("#papers .from-kiosk")).to_be_visible()
    expect(warnings).to_have_count(0)
    assert desk.mistakes == []


def fits(page: Page) -> None:
    """In the window of an old office PC and of a telephone."""
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": WINDOWS[0][0], "height": WINDOWS[0][1]})
