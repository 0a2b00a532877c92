"""The register: every number of the year, refusals among them, as a page and as CSV."""

from __future__ import annotations

import csv
import io
import re

import pytest

from contract import commands as c
from contract.ids import ProcedureCode, new_command_id
from contract.words import Outcome
from tests.server.web.records.test_records_pages import WHO, received
from tests.support.console import Browser, Console
from tests.support.open_center import MANAGER, OpenCenter


def rows(browser: Browser, year: int = 2026) -> list[list[str]]:
    text = browser.get(f"/records/register.csv?year={year}").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_the_register_has_every_number_of_the_year_in_order(lan: Browser) -> None:
    received(lan, **WHO)
    received(lan, act="refuse", reason="khong-hop-le")
    received(lan, act="same-visit", procedure="2.000815")

    page = lan.get("/records/register").text
    lines = rows(lan)

    assert re.findall(r'<td class="number"><a href="[^"]+">(\d+)</a>', page) == ["1", "2", "3"]
    assert [line[0] for line in lines] == ["1", "2", "3"]
    assert lines[0][4:6] == ["Nguyễn Thị Lan", "0912345678"]
    assert lines[0][7:9] == ["23/11/2026 08:00", "27/11/2026 16:30"]
    assert lines[1][13:15] == ["Từ chối tiếp nhận", "Giấy tờ không hợp lệ"]
    assert lines[2][13] == "Đã trả kết quả"


def test_an_entry_written_down_later_is_marked(lan: Browser) -> None:
    received(lan, received="2026-11-18T09:00")

    (line,) = rows(lan)

    assert (line[7], line[16]) == ("18/11/2026 09:00", "23/11/2026 08:00")


def test_no_cell_is_ever_a_formula(lan: Browser) -> None:
    received(lan, name="=1+1", phone="+84")

    (line,) = rows(lan)

    assert line[4:6] == ["'=1+1", "'+84"]


def test_a_long_register_is_turned_over_by_hundreds(lan: Browser, center: OpenCenter) -> None:
    for _ in range(101):
        command = c.ReceiveRecord(command_id=new_command_id(), procedure=ProcedureCode("1.004837"))
        assert center.ask(command, MANAGER).outcome is Outcome.DONE

    page, second = (lan.get(f"/records/register{more}").text for more in ("", "?from=101"))

    assert page.count('<td class="number">') == 100
    assert "101–101" in page
    assert second.count('<td class="number">') == 1
    assert len(rows(lan)) == 101


def test_another_year_is_another_register(lan: Browser) -> None:
    received(lan)

    assert rows(lan, 2025) == []
    for wrong in ("year=0", "year=x", "from=0", "year=99999999999999999999", "from=-1", "year=٢٠٢٦"):
        assert lan.get(f"/records/register?{wrong}").status_code == 404


@pytest.mark.parametrize("login", ["thu", "admin"])
def test_who_does_not_work_on_records_reads_no_register(site: Console, login: str) -> None:
    browser = site.signed_in(login)

    assert browser.get("/records/register").status_code == 403
    assert browser.get("/records/register.csv").status_code == 403
