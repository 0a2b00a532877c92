"""The register: every number of the year, refusals among them, as a page and as CSV."""

from __future__ import annotations

import csv
import io
import re

import pytest
from werkzeug.test import TestResponse

from contract import commands as c
from contract.events import EpochBegun
from contract.ids import Epoch, ProcedureCode, new_command_id
from contract.words import Outcome
from tests.server.web.records.test_records_pages import WHO, fill_in, received
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


# --- after a restore ----------------------------------------------------------------------------------


@pytest.fixture
def restored(lan: Browser, center: OpenCenter) -> Browser:
    """1/2026 is known; others were given after the backup."""
    received(lan, **WHO)
    begun = {"before": Epoch("an-older-one"), "awaits": (), "register_from": 2026}
    center.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
    return lan


def say_last(manager: Browser, last: str) -> TestResponse:
    """What the manager types on the register's page."""
    page = manager.get("/records/register").text
    form = page.split('class="unsure"')[1].split("</section>")[0]
    command_id = re.findall(r'name="command_id" value="([^"]+)"', form)[0]
    return manager.post("/records/register/continue", command_id=command_id, year="2026", last=last)


def test_until_the_last_number_is_known_no_record_is_received_and_the_officer_reads_why(
    restored: Browser,
) -> None:
    refused = fill_in(restored, **WHO, act="refuse", reason="khong-hop-le")

    assert refused.status_code == 409
    assert "ghi số cuối cùng đã cấp" in refused.text
    assert 'value="Nguyễn Thị Lan"' in refused.text
    assert "chưa tiếp nhận hồ sơ được" in restored.get("/records").text
    page = restored.get("/records/register").text
    assert "Người quản lý ghi số này tại trang này." in page
    assert 'action="/records/register/continue"' not in page
    assert restored.post("/records/register/continue", year="2026", last="9").status_code == 400


def test_a_manager_says_it_and_what_was_lost_stands_in_the_register_and_is_given_to_nobody(
    restored: Browser, site: Console
) -> None:
    said = say_last(site.signed_in("quang"), "4")
    assert (said.status_code, said.location) == (303, "/records/register?year=2026")

    received(restored)

    page = restored.get("/records/register").text
    assert 'class="unsure"' not in page
    assert re.findall(r'<td class="number">(?:<a href="[^"]+">)?(\d+)', page) == ["1", "2", "3", "4", "5"]
    lines = rows(restored)
    assert [line[0] for line in lines] == ["1", "2", "3", "4", "5"]
    lost = ["Mất dữ liệu khi khôi phục"] * 3
    assert [line[13] for line in lines] == ["Đã tiếp nhận", *lost, "Đã tiếp nhận"]
    assert set(lines[1][1:13] + lines[1][14:]) == {""}
    found = restored.post("/records/find", find="3/2026").text
    assert "Không tìm thấy" in found


@pytest.mark.parametrize(
    ("last", "status", "said"),
    [
        ("0", 409, "đã có đến số 1"),
        ("99999", 409, "có thừa chữ số không?"),
        ("1.004", 400, "chỉ bằng chữ số"),
        ("", 400, "chỉ bằng chữ số"),
    ],
)
def test_a_last_number_that_cannot_be_is_said_beside_its_field(
    restored: Browser, site: Console, last: str, status: int, said: str
) -> None:
    answer = say_last(site.signed_in("quang"), last)

    assert answer.status_code == status
    assert said in answer.text
    assert f'name="last" inputmode="numeric" required maxlength="7" value="{last}"' in answer.text


def test_lost_numbers_are_turned_over_by_hundreds_too(restored: Browser, site: Console) -> None:
    say_last(site.signed_in("quang"), "150")
    received(restored)

    second = restored.get("/records/register?from=101").text

    assert re.findall(r'<td class="number">(?:<a href="[^"]+">)?(\d+)', second) == [
        str(number) for number in range(101, 152)
    ]
