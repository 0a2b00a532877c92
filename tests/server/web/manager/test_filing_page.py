"""What people lacked for filing online, on the manager's page and as CSV."""

from __future__ import annotations

import csv
import html
import io

import pytest

from contract import commands as c
from contract.ids import ReasonId, new_command_id
from tests.support.console import Browser, Console
from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter

LEVEL_2, BANK = ReasonId("dinh-danh-muc-2"), ReasonId("tai-khoan-ngan-hang")


def read(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, response.text
    return " ".join(html.unescape(response.text).split())


@pytest.fixture
def helped(site: Console, opened: OpenCenter) -> OpenCenter:
    """Three visits: two things missing, nothing missing and filed, nothing said."""
    lan = site.asker("lan")
    opened.sit("2", lan)
    notes = (((LEVEL_2, BANK), False), ((), True), (None, None))
    for missing, filed in notes:
        ticket = opened.take("huong-dan").ticket
        opened.call("2", lan)
        opened.start("2", lan)
        opened.clock.pass_time(300)
        opened.done(
            c.NoteFiling(command_id=new_command_id(), ticket=ticket, missing=missing, filed=filed), lan
        )
        opened.finish("2", lan)
    return opened


def test_the_answer_has_numerators_and_denominators(quang: Browser, helped: OpenCenter) -> None:
    page = read(quang, "/reports/filing?from=2026-11-23&to=2026-11-23")

    assert (
        "Ngày 23/11/2026: 3 lượt được hỗ trợ; 2/3 (66,6 %) lượt có ghi còn thiếu gì, nhiều nhất là "
        "“Định danh điện tử mức độ 2”: 1/2 (50,0 %); đã nộp 1/2 (50,0 %) lượt có ghi." in page
    )
    assert "1/3 lượt: không tính là không thiếu." in page


def test_nobody_helped_is_said(quang: Browser, opened: OpenCenter) -> None:
    page = read(quang, "/reports/filing")

    assert "Ngày 23/11/2026: không có lượt nào được hỗ trợ." in page
    assert "không tính là không thiếu" not in page


def test_the_csv_holds_counts_and_no_percentages(quang: Browser, helped: OpenCenter) -> None:
    response = quang.get("/reports/filing.csv?from=2026-11-01&to=2026-11-23")
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))

    assert rows[0] == [
        "kỳ", "lượt được hỗ trợ", "có ghi còn thiếu gì", "không ghi", "không thiếu gì",
        "có ghi đã nộp hay chưa", "đã nộp",
        "thiếu: Định danh điện tử mức độ 2", "thiếu: Tài khoản ngân hàng", "thiếu: Điện thoại",
        "thiếu: Thứ khác",
    ]  # fmt: skip
    numbers = ["3", "2", "1", "1", "2", "1", "1", "1", "0", "0"]
    assert rows[1:] == [["23/11/2026", *numbers], ["tổng", *numbers]]


def test_it_is_for_managers_and_its_questions_make_sense(
    site: Console, quang: Browser, helped: OpenCenter
) -> None:
    assert site.signed_in("lan").get("/reports/filing").status_code == 403
    assert quang.get("/reports/filing?from=2026-11-30&to=2026-12-01").status_code == 400


@pytest.mark.browser
def test_it_is_read_on_a_screen_and_a_phone(window: OfficersPage, helped: OpenCenter) -> None:
    window.page.goto(f"{window.address}/reports/filing?from=2026-11-01&to=2026-11-23")
    assert window.page.locator("table.report tbody tr").count() == 8
    window.page.set_viewport_size({"width": 390, "height": 844})
    overflow = window.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    assert window.mistakes == []
