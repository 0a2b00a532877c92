"""Officers receive records, are warned of duplicates, find them again and carry them on."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Any

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from contract.events import RecordCoded
from contract.ids import RecordId
from contract.record_words import CodeShape
from server.store import tables
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

GUARDIAN = "1.004837"
COPIES = "2.000815"
NUMBER = "068199001234"
WHO = {"name": "Nguyễn Thị Lan", "phone": "0912345678", "identity": NUMBER, "subject": "Bé Minh"}


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def fill_in(browser: Browser, act: str = "receive", **fields: str) -> TestResponse:
    """Open the form and send it."""
    page = browser.get("/records/new").text
    sent = {name: hidden(page, name)[0] for name in ("command_id", "ticket") if hidden(page, name)}
    return browser.post("/records/new", **{"procedure": GUARDIAN, **sent, "act": act, **fields})


def received(browser: Browser, **fields: str) -> str:
    """The address of a new record's page."""
    answer = fill_in(browser, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def press(browser: Browser, address: str, verb: str, **fields: str) -> TestResponse:
    """One of the buttons of a record's page."""
    page = browser.get(address).text
    form = page.split(f'/{verb}"')[1].split("</form>")[0]
    assert "disabled" not in form.split("</button>")[0], form
    shown = {name: value for name in ("state", "command_id", "seen_code") for value in hidden(form, name)}
    return browser.post(f"{address}/{verb}", **shown | fields)


# --- received -----------------------------------------------------------------------------------------


def test_a_record_is_received_from_the_number_at_the_counter(lan: Browser, served: str) -> None:
    assert f"của số {served}" in lan.get("/records/new").text

    page = lan.get(received(lan, **WHO, **{"paper-0": "Tờ khai", "kind-0": "original"})).text

    assert "Hồ sơ 1/2026: Đã tiếp nhận" in page
    assert "27/11/2026 16:30" in page
    assert "Nguyễn Thị Lan" in page
    assert "Tờ khai: 1 bản chính" in page
    assert NUMBER not in page


def test_several_records_come_from_one_number(lan: Browser, served: str) -> None:
    first, second = received(lan), received(lan)

    assert first != second
    assert f"của số {served}" in lan.get("/records/new").text


def test_a_form_sent_twice_is_one_record(lan: Browser, served: str) -> None:
    page = lan.get("/records/new").text
    fields = {"command_id": hidden(page, "command_id")[0], "procedure": GUARDIAN, "act": "receive"}

    first, again = (lan.post("/records/new", **fields).location for _ in range(2))

    assert first == again
    assert "Hồ sơ 2/2026" in lan.get(received(lan)).text


def test_what_an_officer_received_last_in_that_line_is_chosen_beforehand(
    lan: Browser, site: Console, center: OpenCenter
) -> None:
    who = site.asker("lan")
    center.sit("1", who)
    center.take("chung-thuc")
    center.call("1", who)
    assert "selected" not in lan.get("/records/new").text.split('name="procedure"')[1].split("</select>")[0]
    received(lan, act="same-visit", procedure=COPIES)

    chosen = lan.get("/records/new").text.split('name="procedure"')[1].split("</select>")[0]

    assert f'value="{COPIES}" selected' in chosen


def test_a_result_given_at_once_needs_neither_name_nor_date(lan: Browser, served: str) -> None:
    page = lan.get(received(lan, act="same-visit", procedure=COPIES)).text

    assert "Hồ sơ 1/2026: Đã trả kết quả" in page
    assert "ngay tại chỗ" in page


def test_a_refusal_is_said_and_the_mended_form_is_taken(lan: Browser) -> None:
    refused = fill_in(lan, procedure=COPIES, **WHO)
    assert refused.status_code == 409
    assert "Chưa có thời hạn tính được" in refused.text
    assert 'value="Nguyễn Thị Lan"' in refused.text

    mended = {"command_id": hidden(refused.text, "command_id")[0], "procedure": COPIES, "act": "receive"}
    answer = lan.post("/records/new", due_day="2026-11-26", **mended)

    assert answer.status_code == 303


def test_an_entry_of_before_is_marked(lan: Browser) -> None:
    page = lan.get(received(lan, received="2026-11-18T09:00")).text

    assert "18/11/2026 09:00" in page
    assert "ghi bổ sung lúc 23/11/2026 08:00" in page


def test_what_a_citizen_is_called_is_never_markup(lan: Browser) -> None:
    address = received(lan, name="<script>alert(1)</script>", words="<b>x</b>")

    for page in (lan.get(address).text, lan.get("/records").text):
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page


# --- duplicates ---------------------------------------------------------------------------------------


@pytest.fixture
def warned(lan: Browser) -> TestResponse:
    """The second time the same person hands in the same."""
    received(lan, **WHO)
    answer = fill_in(lan, **WHO)
    assert answer.status_code == 409
    return answer


def test_the_officer_is_warned_with_the_earlier_record_and_why(warned: TestResponse) -> None:
    assert "Có thể trùng với hồ sơ đã nhận:" in warned.text
    assert ">1/2026</a>: Đã tiếp nhận, nhận 23/11/2026 08:00;" in warned.text
    assert "cùng người nộp, cùng thủ tục, cùng nội dung." in warned.text


def test_one_press_refuses_as_duplicate_and_names_the_earlier_record(
    lan: Browser, warned: TestResponse
) -> None:
    act = re.findall(r'name="act" value="(duplicate:[^"]+)"', warned.text)[0]
    fields = {
        "command_id": hidden(warned.text, "command_id")[0],
        "procedure": GUARDIAN,
        "act": act,
        "despite": act.removeprefix("duplicate:"),
    }

    page = lan.get(str(lan.post("/records/new", **fields, **WHO).location)).text

    assert "Hồ sơ 2/2026: Từ chối tiếp nhận" in page
    assert "Hồ sơ trùng" in page
    assert ">1/2026</a>" in page


def test_received_all_the_same_it_is_received(lan: Browser, warned: TestResponse) -> None:
    sent = {"command_id": hidden(warned.text, "command_id")[0], "despite": hidden(warned.text, "despite")[0]}

    answer = lan.post("/records/new", procedure=GUARDIAN, act="receive", **sent, **WHO)

    assert answer.status_code == 303


def test_one_kept_when_dots_still_counted_is_a_duplicate_too(lan: Browser, center: OpenCenter) -> None:
    received(lan, **WHO)
    key = (center.data_dir / "identity.key").read_bytes()
    dotted = hmac.new(key, b"068.199.001.234", hashlib.sha256).hexdigest()
    as_before = update(tables.record_person).values(identity_hash=dotted, identity_key=None)
    center.writer.run(lambda _, c: c.execute(as_before) and None).result(10)

    warned = fill_in(lan, **WHO)

    assert warned.status_code == 409
    assert "cùng người nộp, cùng thủ tục, cùng nội dung" in warned.text


def test_another_subject_is_no_duplicate(lan: Browser) -> None:
    received(lan, **WHO)

    assert fill_in(lan, **{**WHO, "subject": "Bé An"}).status_code == 303


def test_refused_at_reception_with_a_reason(lan: Browser) -> None:
    page = lan.get(received(lan, act="refuse", reason="khong-hop-le", clause="Khoản 2 Điều 5")).text

    assert "Từ chối tiếp nhận" in page
    assert "Giấy tờ không hợp lệ" in page
    assert "Khoản 2 Điều 5" in page


# --- carried on ---------------------------------------------------------------------------------------


def test_a_record_is_carried_from_hand_to_hand(lan: Browser) -> None:
    address = received(lan, **WHO)
    for verb in ("take-up-record", "finish-record", "return-record"):
        assert press(lan, address, verb).status_code == 303

    page = lan.get(address).text
    assert "Đã trả kết quả" in page
    assert "trước hạn" in page
    assert page.count("<td>Nguyễn Thị Lan</td>") == 4  # the officer of every step


def test_a_second_supplement_is_a_quiet_button_with_its_reason(lan: Browser) -> None:
    address = received(lan)
    asked = press(lan, address, "ask-supplement", reason="thieu-giay-to", words="Thiếu bản sao")
    assert asked.status_code == 303
    assert "đồng hồ đang dừng" in lan.get(address).text
    press(lan, address, "take-supplement")

    page = lan.get(address).text

    assert "Thiếu bản sao" in page
    assert "Chỉ được yêu cầu một lần" in page


def test_a_code_of_no_known_pattern_is_taken_and_said(lan: Browser) -> None:
    address = received(lan)
    press(lan, address, "code-record", code=" ld-77 ")
    assert "không theo mẫu nào đã biết" in lan.get(address).text
    assert "LD-77" in lan.get(address).text

    press(lan, address, "code-record", code="000.00.01.H36-261123-0001")

    assert "không theo mẫu nào đã biết" not in lan.get(address).text
    assert lan.post("/records/find", find="000.00.01.h36-261123-0001").location == address


def test_the_code_typed_second_does_not_write_over_the_first_unseen(lan: Browser, site: Console) -> None:
    address = received(lan)
    press(site.signed_in("minh"), address, "code-record", code="LD-77")

    answer = press(lan, address, "code-record", seen_code="", code="LD-78")

    assert answer.status_code == 409
    assert "đã có mã LD-77" in answer.text
    assert 'value="LD-78"' in answer.text
    assert hidden(answer.text, "seen_code") == ["LD-77"]
    assert press(lan, address, "code-record", code="LD-78").status_code == 303


def test_a_code_that_two_records_have_shows_both(lan: Browser, center: OpenCenter) -> None:
    first, second = received(lan, code="LD-77"), received(lan)
    record = RecordId(second.rsplit("/", 1)[1])
    told: dict[str, Any] = {"record": record, "code": "LD-77", "shape": CodeShape.UNKNOWN}
    center.writer.run(lambda work, _connection: work.record(RecordCoded, **told)).result(10)

    page = lan.post("/records/find", find="ld-77").text

    assert "đang ghi cho 2 hồ sơ" in page
    assert f'<a href="{first}">1/2026</a>, <a href="{second}">2/2026</a>.' in page
    assert "Không tìm thấy" not in page


def test_a_press_on_an_old_page_is_refused_in_words(lan: Browser, site: Console) -> None:
    address = received(lan)
    press(site.signed_in("minh"), address, "take-up-record")

    answer = lan.post(f"{address}/finish-record", state="received", command_id="0-1")

    assert answer.status_code == 409
    assert "vừa thay đổi" in answer.text


def test_a_manager_forgets_an_applicant_and_an_officer_cannot(lan: Browser, site: Console) -> None:
    address = received(lan, act="same-visit", procedure=COPIES, **WHO)
    assert "Người quản lý thực hiện" in lan.get(address).text
    press(site.signed_in("quang"), address, "forget-applicant")

    page = lan.get(address).text

    assert WHO["phone"] not in page
    assert "đã xóa" in page


# --- lists --------------------------------------------------------------------------------------------


def counts(page: str) -> list[int]:
    return [int(count) for count in re.findall(r"<b>(\d+)</b></a>", page)]


def test_the_lists_say_what_is_due_today_and_what_is_late(
    lan: Browser, site: Console, center: OpenCenter
) -> None:
    received(lan, due_day="2026-11-23")
    received(lan, received="2026-11-10T09:00")
    waiting = received(lan)
    press(lan, waiting, "ask-supplement", reason="thieu-giay-to")
    ready = received(lan)
    press(lan, ready, "finish-record")
    received(lan)

    page = lan.get("/records").text

    assert counts(page) == [5, 1, 1, 0, 1, 1, 1]
    late = lan.get("/records?list=overdue").text
    assert late.count("<tr class=") == 1
    assert "2/2026" in late
    center.clock.pass_time(24 * 3600)
    assert counts(site.signed_in("lan").get("/records").text) == [5, 2, 0, 0, 1, 1, 1]


def test_a_record_is_found_by_its_reference(lan: Browser) -> None:
    address = received(lan)

    assert lan.post("/records/find", find="1/2026").location == address
    assert "Không tìm thấy" in lan.post("/records/find", find="9/2026").text
    assert "Không tìm thấy" in lan.post("/records/find", find="'\">").text


def test_a_card_scanned_into_the_find_box_stands_in_no_address_and_on_no_page(lan: Browser) -> None:
    received(lan)

    answer = lan.post("/records/find", find="068090001234|261234567|Nguyễn Thị Lan|01011990|Nữ|Xã|01012021")

    assert answer.status_code == 200
    assert "Đây là mã căn cước" in answer.text
    assert "068090001234" not in answer.text


# --- who may ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["thu", "admin"])
def test_who_does_not_work_on_records_sees_none(site: Console, login: str) -> None:
    browser = site.signed_in(login)

    assert browser.get("/records").status_code == 403
    assert browser.get("/records/new").status_code == 403
    assert "/records" not in browser.get("/").text


def test_nothing_is_done_without_the_pages_token(lan: Browser) -> None:
    address = received(lan)

    assert lan.client.post(f"{address}/take-up-record", data={"state": "received"}).status_code == 403
    assert lan.client.post("/records/new", data={"procedure": GUARDIAN}).status_code == 403


def test_a_record_or_verb_nobody_knows_is_not_found(lan: Browser) -> None:
    address = received(lan)

    assert lan.get("/records/no-such").status_code == 404
    assert lan.post(f"{address}/call-next", state="received").status_code == 404
    assert lan.post(f"{address}/finish", state="received").status_code == 404


def test_the_pages_speak_english_too(lan: Browser) -> None:
    address = received(lan)
    lan.get("/language/en")

    assert "Record 1/2026: Received" in lan.get(address).text
    assert "Which records need work?" in lan.get("/records").text
