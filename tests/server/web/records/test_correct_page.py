"""What was written down wrong is put right from the record's page, and nobody's correction is lost unseen."""

from __future__ import annotations

import html

from sqlalchemy import select
from werkzeug.test import TestResponse

from server.store import tables
from tests.server.web.records.test_records_pages import NUMBER, WHO, press, received
from tests.server.web.records.test_undo_page import take_back
from tests.server.web.records.test_wrong_fields import said, values
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

PAPERS = {"paper-0": "Tờ khai", "kind-0": "original", "quantity-0": "1"}
OTHER_NUMBER = "068199009999"


def correct(browser: Browser, address: str, **fields: str) -> TestResponse:
    """The form is opened, these fields are changed, and it is sent."""
    return browser.post(f"{address}/correct", **{**values(browser.get(f"{address}/correct").text), **fields})


def told(center: OpenCenter) -> bytes:
    """Every event and stored answer."""
    with center.database.reading() as connection:
        rows = [
            *connection.scalars(select(tables.event.c.payload)),
            *connection.scalars(select(tables.answer.c.payload)),
        ]
    return b"".join(bytes(row) for row in rows)


def test_wrong_fields_are_put_right_and_the_story_names_them_alone(lan: Browser, center: OpenCenter) -> None:
    address = received(lan, **WHO, **PAPERS)
    new = {"name": "Nguyễn Thị Lanh", "phone": "0987654321", "fee_vnd": "50.000"}

    answer = correct(
        lan, address, **new, **{"paper-1": "Giấy khai sinh", "kind-1": "copy", "quantity-1": "2"}
    )

    assert (answer.status_code, answer.location) == (303, address)
    page = lan.get(address).text
    assert "Nguyễn Thị Lanh · 0987654321 · Bé Minh" in page
    assert "Giấy khai sinh: 2 bản sao" in page
    story = html.unescape(page.split("<h2>Đã diễn ra</h2>")[1])
    assert "họ và tên, điện thoại, giấy tờ nhận, lệ phí; đã thu 50.000 đ" in story
    assert "0987654321" not in story
    assert "0912345678" not in page
    for private in ("0987654321", "0912345678", "Lanh", "Giấy khai sinh"):
        assert private.encode() not in told(center)


def test_the_form_shows_what_is_kept_and_never_the_number(lan: Browser) -> None:
    address = received(lan, **WHO, **PAPERS, fee_vnd="8000", result_to="post")

    there = values(lan.get(f"{address}/correct").text)

    shown = {"name", "phone", "subject", "fee_vnd", "result_to", "paper-0", "kind-0", "identity"}
    assert {name: there[name] for name in shown} == {
        "name": WHO["name"], "phone": WHO["phone"], "subject": "Bé Minh", "fee_vnd": "8.000",
        "result_to": "post", "paper-0": "Tờ khai", "kind-0": "original", "identity": "",
    }  # fmt: skip


def test_where_nothing_is_changed_nothing_is_written(lan: Browser, center: OpenCenter) -> None:
    address = received(lan, **WHO, **PAPERS, fee_vnd="8000")

    answer = correct(lan, address)

    assert answer.status_code == 409
    assert "Chưa có ô nào khác" in answer.text
    assert b"record/corrected" not in told(center)


def test_a_wrong_field_is_named_and_the_rest_of_what_was_typed_stays(lan: Browser) -> None:
    address = received(lan, **WHO)

    answer = correct(lan, address, fee_vnd="50,5", name="Nguyễn Thị Lanh")

    assert answer.status_code == 400
    assert [field for field, _ in said(answer)] == ["fee_vnd"]
    assert (values(answer.text)["fee_vnd"], values(answer.text)["name"]) == ("50,5", "Nguyễn Thị Lanh")


def test_a_number_put_right_is_hashed_again_and_warns_of_a_duplicate(
    lan: Browser, center: OpenCenter
) -> None:
    first = received(lan, **{**WHO, "identity": OTHER_NUMBER})
    second = received(lan, **WHO)

    warned = correct(lan, second, identity=OTHER_NUMBER)
    assert warned.status_code == 409
    assert "cùng người nộp, cùng thủ tục" in warned.text
    done = lan.post(f"{second}/correct", **values(warned.text))

    assert done.status_code == 303
    with center.database.reading() as connection:
        hashes = list(connection.scalars(select(tables.record_person.c.identity_hash)))
    assert hashes[0] == hashes[1]
    assert first.rsplit("/", 1)[1] in told(center).decode().split('"record/corrected"')[-1]
    assert "số giấy tờ" in lan.get(second).text
    for number in (NUMBER, OTHER_NUMBER):
        assert number.encode() not in told(center)


def test_the_records_own_number_warns_of_nothing(lan: Browser) -> None:
    address = received(lan, **WHO)

    assert correct(lan, address, identity=NUMBER, subject="Bé Mai").status_code == 303


def test_of_two_corrections_at_once_the_second_is_shown_the_first(lan: Browser, site: Console) -> None:
    address = received(lan, **WHO, fee_vnd="8000")
    seen_before = values(lan.get(f"{address}/correct").text)
    correct(site.signed_in("minh"), address, phone="0900000000")

    answer = lan.post(f"{address}/correct", **{**seen_before, "phone": "0911111111", "fee_vnd": "9000"})

    assert answer.status_code == 409
    assert "vừa có việc khác được ghi" in answer.text
    assert "đang ghi: 0900000000" in answer.text
    assert "đang ghi: 8.000" in answer.text
    assert lan.post(f"{address}/correct", **values(answer.text)).status_code == 303
    assert "0911111111" in lan.get(address).text


def test_the_same_form_sent_twice_is_one_correction(lan: Browser, center: OpenCenter) -> None:
    address = received(lan, **WHO)
    sent = {**values(lan.get(f"{address}/correct").text), "phone": "0987654321"}

    answers = [lan.post(f"{address}/correct", **sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert told(center).count(b"record/corrected") == 1


def test_after_the_result_is_given_the_form_asks_for_the_fee_alone(lan: Browser) -> None:
    address = received(lan, act="same-visit", **WHO)

    form = lan.get(f"{address}/correct").text
    assert 'name="phone"' not in form
    assert "chỉ còn đính chính được lệ phí" in form
    assert correct(lan, address, fee_vnd="5.000").status_code == 303

    page = lan.get(address).text
    assert "5.000 đ" in page
    assert "0912345678" in page


def test_an_ended_record_says_why_nothing_of_it_can_be_put_right(lan: Browser) -> None:
    address = received(lan, **WHO)
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi")

    assert '<button disabled>Đính chính <small class="why">Rút hồ sơ</small>' in lan.get(address).text
    assert lan.get(f"{address}/correct").location == address


def test_a_fee_paid_on_collection_goes_with_the_result(lan: Browser) -> None:
    address = received(lan, **WHO)
    press(lan, address, "finish-record")

    wrong = press(lan, address, "return-record", fee_vnd="50.00")
    assert [field for field, _ in said(wrong)] == ["fee_vnd"]
    assert press(lan, address, "return-record", fee_vnd="50.000").status_code == 303

    page = lan.get(address).text
    assert "<dd>50.000 đ</dd>" in page
    assert "đã thu 50.000 đ" in page


def test_a_correction_of_the_fee_is_taken_back_and_one_of_the_name_is_not_offered(lan: Browser) -> None:
    address = received(lan, **WHO, fee_vnd="8000")
    correct(lan, address, fee_vnd="9000")
    assert "8.000 đ" in take_back(lan, address)

    correct(lan, address, name="Nguyễn Thị Lanh")

    page = lan.get(address).text
    assert "Hoàn tác bước vừa làm: Tiếp nhận" in page
    assert "Hoàn tác bước vừa làm: Đính chính" not in page


def test_in_english_too(lan: Browser) -> None:
    address = received(lan, **WHO)
    lan.get("/language/en")

    assert "Leave it, back to the record" in lan.get(f"{address}/correct").text
    correct(lan, address, phone="0987654321", result_to="post")

    assert "telephone, where the result goes" in lan.get(address).text


def test_a_guide_may_not(site: Console, lan: Browser) -> None:
    address = received(lan, **WHO)

    assert site.signed_in("thu").get(f"{address}/correct").status_code == 403


def test_who_opens_the_form_is_written_down(lan: Browser, site: Console, center: OpenCenter) -> None:
    address = received(lan, **WHO)

    site.signed_in("minh").get(f"{address}/correct")

    assert told(center).count(b"record/opened") == 1
