"""The report in a real Chromium: on an office screen, on a phone, and as printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.server.web.manager.test_records_report import receive
from tests.support.console import Console
from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter

pytestmark = pytest.mark.browser

REPORT = "/reports?from=2026-11-23&to=2026-11-23"


def test_the_report_is_drawn_and_asks_nobody_else(window: OfficersPage, busy: OpenCenter) -> None:
    window.page.get_by_role("link", name="Báo cáo").click()
    expect(window.page.locator("h1")).to_have_text("Người dân chờ bao lâu?")
    expect(window.page.locator(".answer")).to_contain_text("trong 2 lượt đã chờ")
    for chart in window.page.locator("svg.chart").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["height"] > 40
    assert window.page.locator('svg[role="img"][aria-label]').count() == 3
    window.page.get_by_role("link", name="quầy", exact=True).click()
    expect(window.page.locator("#split")).to_have_text("Theo quầy")
    window.page.get_by_role("button", name="Xem").click()
    expect(window.page.locator("#split")).to_have_text("Theo quầy")
    assert window.mistakes == []


@pytest.mark.parametrize(
    "address",
    [
        REPORT,
        "/reports/month/2026-11",
        "/reports/officers",
        "/reports/definitions",
        "/waits",
        "/reports/records",
    ],
)
def test_on_a_phone_only_tables_and_charts_scroll_sideways(
    window: OfficersPage, busy: OpenCenter, address: str
) -> None:
    window.page.set_viewport_size({"width": 390, "height": 844})
    window.page.goto(window.address + address)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert window.mistakes == []


def test_on_paper_there_is_the_answer_and_no_control(window: OfficersPage, busy: OpenCenter) -> None:
    window.page.goto(window.address + REPORT)
    window.page.emulate_media(media="print")
    for selector in (".answer", "svg.chart", ".as-of", ".print-only"):
        expect(window.page.locator(selector).first).to_be_visible()
    for selector in (".top nav", "form.filter", ".tabs", ".exports", ".usual"):
        expect(window.page.locator(selector).first).to_be_hidden()


def test_a_month_is_one_sheet_of_a4(window: OfficersPage, busy: OpenCenter) -> None:
    window.page.goto(f"{window.address}/reports/month/2026-11")
    printed = window.page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1


def test_a_month_with_records_is_one_sheet_too(window: OfficersPage, site: Console, busy: OpenCenter) -> None:
    for _ in range(30):
        receive(busy, "lan", site)
    window.page.goto(f"{window.address}/reports/month/2026-11")
    expect(window.page.get_by_text("Hồ sơ nhận trong tháng")).to_be_visible()
    printed = window.page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
