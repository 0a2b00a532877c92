"""A month on one page: figures, services, unusual days, and months that are none."""

from __future__ import annotations

import html

import pytest

from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter


def read(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, response.text
    return " ".join(html.unescape(response.text).split())


def test_a_month_is_summed_up_for_whoever_gets_it(quang: Browser, busy: OpenCenter) -> None:
    page = read(quang, "/reports/month/2026-11")
    assert "Trung tâm Phục vụ hành chính công xã Tân Lập" in page
    assert "<h1>Tổng hợp tháng 11/2026</h1>" in page
    assert "Tháng chưa hết: tính đến hết ngày 23/11/2026." in page
    assert "<span>Số ngày mở cửa</span><b>1</b>" in page
    assert "<span>Lượt</span><b>4</b>" in page
    assert "<span>Hoàn thành</span><b>2</b>" in page
    assert "<span>Chờ: 90 % không quá</span><b>30:00</b>" in page
    assert "<b>50,0 %</b> <span>1 / 2</span>" in page
    assert 'title="Hộ tịch"' in page
    assert "Giám đốc Trung tâm" in page


def test_working_days_on_which_nobody_opened_are_unusual(quang: Browser, busy: OpenCenter) -> None:
    page = read(quang, "/reports/month/2026-11")
    assert "Không mở cửa dù theo lịch là ngày làm việc: 02/11, 03/11," in page
    told = page.partition("dù theo lịch là ngày làm việc: ")[2].partition(".")[0]
    assert "20/11" in told
    assert "23/11" not in told
    assert "22/11" not in told


def test_an_unserved_visit_makes_a_day_unusual(quang: Browser, busy: OpenCenter) -> None:
    busy.close_day()
    assert "chưa được phục vụ: 23/11 (2)." in read(quang, "/reports/month/2026-11")


def test_the_months_before_and_after_are_one_press_away(quang: Browser) -> None:
    page = read(quang, "/reports/month/2026-09")
    assert 'href="/reports/month/2026-08"' in page
    assert 'href="/reports/month/2026-10"' in page
    assert 'href="/reports/month/2026-12"' not in read(quang, "/reports/month/2026-11")
    assert "Tháng 09/2026: không có lượt nào." in page


def test_without_a_month_it_is_the_last_one(quang: Browser) -> None:
    response = quang.get("/reports/month")
    assert (response.status_code, response.headers["Location"]) == (302, "/reports/month/2026-10")


@pytest.mark.parametrize(
    ("month", "vi", "en"),
    [
        ("2026-12", "Tháng 12/2026 chưa tới", "has not come yet"),
        ("2026-13", "“2026-13” không phải là một tháng", "is no month"),
        ("11-2026", "không phải là một tháng", "is no month"),
        ("1999-11", "không phải là một tháng", "is no month"),
    ],
)
def test_what_is_no_month_is_told_in_both_languages(quang: Browser, month: str, vi: str, en: str) -> None:
    response = quang.get(f"/reports/month/{month}")
    assert response.status_code == 400
    assert vi in html.unescape(response.text)
    assert en in html.unescape(response.text)


def test_it_reads_in_english_too(site: Console, busy: OpenCenter) -> None:
    quang = site.signed_in("quang")
    quang.get("/language/en")
    page = read(quang, "/reports/month/2026-11")
    assert "<h1>Summary of 11/2026</h1>" in page
    assert "Not opened although a working day by the calendar: 02/11" in page
