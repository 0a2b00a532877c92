"""A field that holds what it cannot hold is named in plain words, and nothing that was typed is lost."""

from __future__ import annotations

import html
import re

import pytest
from werkzeug.test import TestResponse

from tests.server.web.records.test_records_pages import WHO, fill_in, hidden, press, received
from tests.support.console import Browser

RIGHT = {
    **WHO,
    "paper-1": "Giấy khai sinh",
    "kind-1": "copy",
    "quantity-1": "2",
    "result_to": "post",
    "fee_vnd": "8000",
    "due_day": "2026-12-04",
    "received": "2026-11-20T09:30",
    "code": "H36-1",
    "words": "Mẹ nộp thay",
    "clause": "Khoản 2 Điều 5",
    "reason": "khong-hop-le",
}
WRONG = {
    "fee_vnd": ("2000000000", "Phí, lệ phí đã thu", "từ 0 đến 1.000.000.000 đồng"),
    "quantity-1": ("1000", "Số lượng” ở dòng giấy tờ 2", "một số nguyên từ 1 đến 999"),
    "kind-1": ("fax", "Loại” ở dòng giấy tờ 2", "chọn một mục trong danh sách"),
    "code": ("x" * 65, "Mã hồ sơ", "từ 1 đến 64 ký tự"),
    "due_day": ("20261-11-27", "Ngày hẹn trả", "năm đủ bốn chữ số"),
    "received": ("20261-11-20T09:30", "Đã nhận từ trước, lúc", "năm đủ bốn chữ số"),
    "name": ("Nguyễn" * 30, "Họ và tên", "không quá 120 ký tự"),
    "channel": ("fax", "Nộp", "chọn một mục trong danh sách"),
}


def said(answer: TestResponse) -> list[tuple[str, str]]:
    """The field each sentence is about, for machines, and the sentence."""
    found = re.findall(
        r'<p class="said refused" role="alert" data-code="wrong-field" data-field="([^"]+)">(.*?)</p>',
        answer.text,
    )
    return [(field, html.unescape(sentence)) for field, sentence in found]


def values(page: str) -> dict[str, str]:
    """What stands in the fields of the form, chosen or typed."""
    typed = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', page)
    }
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        typed[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return typed


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_field_is_named_by_its_label_with_what_it_may_hold_and_the_rest_stays(
    lan: Browser, name: str
) -> None:
    wrong, label, may_be = WRONG[name]
    sent = {**RIGHT, name: wrong}

    answer = fill_in(lan, **sent)

    assert answer.status_code == 400
    ((field, sentence),) = said(answer)
    assert field == name
    assert sentence.startswith(f"Ô “{label}")
    assert may_be in sentence
    assert 'aria-invalid="true"' in answer.text
    there = values(answer.text)
    lists = {"kind-1", "channel"}
    assert {one: there.get(one) for one in sent if one not in lists} == {
        one: value for one, value in sent.items() if one not in lists
    }


def test_all_wrong_fields_are_said_at_once_and_in_the_officers_language(lan: Browser) -> None:
    lan.get("/language/en")

    wrong = {"fee_vnd": "-1", "quantity-1": "0", "due_day": "2026-02-30", "received": "0001-01-01T00:00"}
    answer = fill_in(lan, **{**RIGHT, **wrong})

    assert dict(said(answer)) == {
        "fee_vnd": "“Fee taken” is not right: a whole number from 0 to 1,000,000,000 dong, like 50.000.",
        "due_day": "“Due day” is not right: a day that exists, its year in four digits.",
        "received": "“Handed over before, at” is not right: a day and time that exist, year in four digits.",
        "quantity-1": "“Quantity” of paper 2 is not right: a whole number from 1 to 999.",
    }


def test_a_mended_form_is_received_and_what_was_wrong_stands_nowhere(lan: Browser) -> None:
    refused = fill_in(lan, **{**RIGHT, "fee_vnd": "2000000000"})
    again = {**values(refused.text), "fee_vnd": "20000", "act": "receive"}

    answer = lan.post("/records/new", **again)

    assert answer.status_code == 303
    assert refused.headers["Cache-Control"] == "no-store"
    assert WHO["phone"] not in lan.get("/records/new").text
    assert "20.000 đ" in lan.get(str(answer.location)).text


def test_a_step_with_a_wrong_field_is_named_and_what_was_typed_beside_it_stays(lan: Browser) -> None:
    address = received(lan)
    why = {"reason": "su-co-he-thong", "words": "Mất điện cả xã"}
    for day in ({"new_day": "20261-12-01"}, {}):
        answer = press(lan, address, "reappoint-record", **why, **day)

        assert answer.status_code == 400
        assert said(answer) == [
            ("new_day", "Ô “Ngày hẹn lại” ghi chưa đúng: cần một ngày có thật, năm đủ bốn chữ số.")
        ]
        form = answer.text.split('/reappoint-record"')[1].split("</form>")[0]
        assert 'aria-invalid="true"' in form
        assert values(form)["words"] == "Mất điện cả xã"
        assert values(form)["reason"] == "su-co-he-thong"
        assert values(form)["new_day"] == day.get("new_day", "")

    assert [one for one, _ in said(press(lan, address, "code-record", code="x" * 65))] == ["code"]
    page = lan.get(address).text
    undo = {"state": "received", "command_id": hidden(page, "command_id")[0], "undone": "x"}
    assert [one for one, _ in said(lan.post(f"{address}/undo-record", **undo))] == ["undone"]
