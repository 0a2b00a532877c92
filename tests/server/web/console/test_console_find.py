"""The find box: a number, the slip's code as a reader types it, or the time somebody remembers."""

from __future__ import annotations

import logging

import pytest

from contract import commands as c
from contract.ids import new_command_id
from tests.support.console import Browser, Console
from tests.support.open_center import MANAGER, OpenCenter

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"
ADDRESS = "https://motcua.tan-lap.example/t/"


def _find(browser: Browser, written: str) -> tuple[int, dict[str, object]]:
    """As the page asks."""
    response = browser.find(written)
    return response.status_code, response.get_json()


def _sentence(browser: Browser, written: str) -> object:
    status, said = _find(browser, written)
    assert status == 404
    return said["sentence"]


@pytest.mark.parametrize("before", ["", ADDRESS, "http://10.0.0.2:8080/phieu?ma=", " "])
def test_a_slip_is_found_by_its_code(lan: Browser, center: OpenCenter, before: str) -> None:
    center.take("ho-tich")
    taken = center.take("ho-tich")
    status, card = _find(lan, before + taken.token)
    assert (status, card["number"]) == (200, "A002")
    assert card["actions"]


def test_a_slip_of_an_earlier_day_says_what_became_of_it(site: Console, center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    center.done(c.CloseDay(command_id=new_command_id()), MANAGER)
    center.clock.pass_time(24 * 3600)
    center.open_day()
    assert (
        _sentence(site.signed_in("lan"), taken.token) == "Phiếu A001 của ngày 23/11/2026: chưa được phục vụ."
    )


@pytest.mark.parametrize(
    "code", ["x" * 16, ADDRESS + "y" * 16, "https://example.com/some-other-page-of-theirs"]
)
def test_a_foreign_code_is_one_plain_sentence(lan: Browser, code: str) -> None:
    assert _sentence(lan, code) == "Không tìm thấy phiếu này."


@pytest.mark.parametrize("written", ["ông Ba", CARD, "068185001234", "1" * 301, "25:00", ""])
def test_what_is_neither_number_nor_code_is_not_found_and_not_repeated(
    lan: Browser, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert _sentence(lan, written) == "Đây không phải số thứ tự, giờ lấy số hay mã trên phiếu."
    assert not written or written not in caplog.text


def test_what_is_looked_for_stands_in_no_address(lan: Browser, center: OpenCenter) -> None:
    number = center.take("ho-tich").number
    assert lan.find(number).status_code == 200
    assert lan.get(f"/console/ticket/{number}").status_code == 404
    assert lan.client.post("/console/ticket", json={"wanted": number}).status_code == 403, "no token"
    headers = {"X-CSRF-Token": lan.csrf}
    assert lan.client.post("/console/ticket", data=b"\xff", headers=headers).status_code == 400


@pytest.mark.parametrize("written", ["8:12", "08:12", "8h12", "08H12", "8g12", " 8 giờ 12 "])
def test_a_forgotten_number_is_found_by_the_time(lan: Browser, center: OpenCenter, written: str) -> None:
    for seconds, service in ((119, "ho-tich"), (1, "ho-tich"), (1259, "chung-thuc"), (1, "ho-tich")):
        center.clock.pass_time(seconds)
        center.take(service)
    status, found = _find(lan, written)
    assert (status, found["time"]) == (200, "08:12")
    tickets = found["tickets"]
    assert isinstance(tickets, list)
    assert [ticket["number"] for ticket in tickets] == ["A002", "C001"]
    assert (tickets[0]["service"], tickets[0]["state_name"]) == ("Hộ tịch", "đang chờ")


def test_nobody_came_about_that_time(lan: Browser, center: OpenCenter) -> None:
    center.take("ho-tich")
    assert _sentence(lan, "9h30") == "Không có số nào được lấy quanh 09:30 (trước, sau 10 phút)."


def test_no_day_no_tickets(lan: Browser, center: OpenCenter) -> None:
    center.done(c.CloseDay(command_id=new_command_id()), MANAGER)
    assert _find(lan, "8:00")[0] == 404
