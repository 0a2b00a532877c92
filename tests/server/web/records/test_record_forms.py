"""The forms of a record from its page: who may, which are there, and what the record's story puts on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_records_pages import GUARDIAN, WHO, fill_in, hidden, press, received
from tests.server.web.records.test_undo_page import take_back
from tests.server.web.records.test_wrong_fields import values
from tests.support.console import Browser, Console
from tests.support.printed_pdf import PrintedPdf, read

COPIES = "2.000815"


def pdf_of(browser: Browser, record: str, form: str, folder: Path) -> PrintedPdf:
    answer = browser.get(f"{record}/forms/{form}.pdf")
    assert answer.status_code == 200, answer.text
    return read(answer.data, folder, form)


def offered(browser: Browser, record: str) -> set[str]:
    """The numbers of the forms whose link can be pressed."""
    page = browser.get(record).text
    forms = page.split('<section class="forms"')[1].split("</section>")[0]
    assert all(f">{number} " in forms for number in ("01", "02", "03", "04", "05", "06"))
    return {number for number in ("01", "02", "03", "04", "05", "06") if f"/forms/{number}.pdf" in forms}


# --- who, and how it is sent --------------------------------------------------------------------------


@pytest.mark.parametrize(("login", "status"), [("minh", 200), ("quang", 200), ("thu", 403), ("admin", 403)])
def test_whoever_may_open_the_record_may_print_its_forms_and_nobody_else(
    lan: Browser, site: Console, login: str, status: int
) -> None:
    address = received(lan, **WHO)

    assert site.signed_in(login).get(f"{address}/forms/01.pdf").status_code == status


def test_nobody_prints_without_signing_in(lan: Browser, site: Console) -> None:
    address = received(lan, **WHO)

    answer = site.browser().get(f"{address}/forms/01.pdf")

    assert (answer.status_code, answer.mimetype) == (302, "text/html")


def test_no_browser_keeps_it_and_its_name_names_nobody(lan: Browser) -> None:
    answer = lan.get(f"{received(lan, **WHO)}/forms/01.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'inline; filename="mau-01-23134-2026-00001.pdf"'
    assert "object-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("form", ["02", "03", "04", "05", "07", "1", "../01", "01.pdf"])
def test_a_form_with_nothing_to_tell_is_not_there(lan: Browser, form: str) -> None:
    assert lan.get(f"{received(lan)}/forms/{form}.pdf").status_code == 404


def test_an_unknown_record_has_no_forms(lan: Browser) -> None:
    assert lan.get("/records/nobody/forms/01.pdf").status_code == 404


def test_without_its_font_the_page_says_what_to_install(site: Console, lan: Browser, tmp_path: Path) -> None:
    address = received(lan)
    site.app = console_app(replace(site.hub, fonts=tmp_path))

    answer = site.signed_in("lan").get(f"{address}/forms/01.pdf")

    site.app.extensions[LIVE].close()
    assert answer.status_code == 503
    assert "fonts-noto-core" in answer.text


# --- which --------------------------------------------------------------------------------------------


def test_the_forms_follow_the_record(lan: Browser) -> None:
    address = received(lan, **WHO)
    assert offered(lan, address) == {"01", "06"}
    press(lan, address, "ask-supplement", reason="thieu-giay-to")
    assert offered(lan, address) == {"01", "02", "06"}
    press(lan, address, "take-supplement")
    press(lan, address, "reappoint-record", reason="can-xac-minh", new_day="2026-12-01")
    assert offered(lan, address) == {"01", "02", "04", "06"}
    press(lan, address, "stop-record", reason="khong-con-doi-tuong")
    assert offered(lan, address) == {"02", "04", "05", "06"}


def test_a_result_of_the_same_visit_has_a_receipt_if_somebody_asks(lan: Browser, tmp_path: Path) -> None:
    address = received(lan, act="same-visit", procedure=COPIES)

    assert offered(lan, address) == {"01"}
    assert "Thời gian trả kết quả: trả ngay khi tiếp nhận" in pdf_of(lan, address, "01", tmp_path).raw_text


def test_what_was_refused_at_reception_has_its_refusal_alone(lan: Browser) -> None:
    assert offered(lan, received(lan, act="refuse", reason="khong-hop-le")) == {"03"}


def first_key(browser: Browser, record: str) -> str:
    """The number of the form that F4 prints; empty: none."""
    forms = browser.get(record).text.split('<section class="forms"')[1].split("</section>")[0]
    link = next((link for link in forms.split("<a ") if 'data-key="F4"' in link), "")
    return link.partition("/forms/")[2][:2]


@pytest.mark.parametrize(
    ("verb", "reason", "form"),
    [
        ("refuse-record", "khong-du-dieu-kien", "03"),
        ("stop-record", "khong-con-doi-tuong", "05"),
        ("withdraw-record", "cong-dan-de-nghi", ""),
    ],
)
def test_once_it_ended_without_a_result_the_paper_of_that_comes_first_and_no_receipt(
    lan: Browser, verb: str, reason: str, form: str
) -> None:
    address = received(lan, **WHO)
    assert first_key(lan, address) == "01"
    press(lan, address, verb, reason=reason)

    assert first_key(lan, address) == form
    assert "01" not in offered(lan, address)
    assert lan.get(f"{address}/forms/01.pdf").status_code == 404


def test_a_withdrawn_record_says_that_no_form_confirms_it(lan: Browser) -> None:
    address = received(lan, **WHO)
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi")

    assert "không có mẫu xác nhận rút" in lan.get(address).text


def test_the_receipt_of_a_result_that_was_fetched_promises_nothing(lan: Browser, tmp_path: Path) -> None:
    address = received(lan, **WHO)
    press(lan, address, "finish-record")
    press(lan, address, "return-record")

    text = pdf_of(lan, address, "01", tmp_path).raw_text

    assert first_key(lan, address) == ""
    assert "Hồ sơ đã kết thúc: kết quả đã trả lúc 08 giờ 00 phút, ngày 23 tháng 11 năm 2026" in text


# --- what stands on them ------------------------------------------------------------------------------


def test_the_receipt_holds_what_the_officer_typed(lan: Browser, served: str, tmp_path: Path) -> None:
    papers = {"paper-0": "Tờ khai", "kind-0": "original", "paper-1": "Giấy khai sinh", "kind-1": "copy"}
    address = received(lan, **WHO, **papers, fee_vnd="8000")

    text = pdf_of(lan, address, "01", tmp_path).raw_text

    for told in (
        "Tiếp nhận hồ sơ của: Nguyễn Thị Lan",
        "Số điện thoại: 0912345678",
        "Về việc: Bé Minh",
        "1 Tờ khai Bản chính 01",
        "Thời hạn giải quyết theo quy định: 03 ngày làm việc",
        "08 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "16 giờ 30 phút, ngày 27 tháng 11 năm 2026",
        "Đăng ký nhận kết quả tại: Quầy 1, Trung tâm",
        "8.000 đồng",
        "Số trong sổ theo dõi: 1/2026",
    ):
        assert told in text
    assert WHO["identity"] not in text


def test_a_day_the_officer_names_is_no_rule_of_the_laws(lan: Browser, tmp_path: Path) -> None:
    sooner, later = received(lan, due_day="2026-11-25"), received(lan, due_day="2026-12-04")
    unknown = received(lan, procedure=COPIES, due_day="2026-11-25")

    by_law, dotted = (pdf_of(lan, address, "01", tmp_path).raw_text for address in (later, unknown))

    assert "Thời hạn giải quyết theo quy định: 03 ngày làm việc" in by_law
    assert "ngày 04 tháng 12 năm 2026" in by_law
    assert "Thời hạn giải quyết theo quy định: ..." in dotted
    warning = "muộn hơn hạn theo quy định: 03 ngày làm việc, đến hết ngày 27/11/2026."
    assert [warning in lan.get(address).text for address in (sooner, later, unknown)] == [False, True, False]


def test_a_second_copy_after_the_supplement_keeps_the_first_promise(
    lan: Browser, lan_on_1_december: Callable[[], Browser], tmp_path: Path
) -> None:
    address = received(lan, **WHO)
    press(lan, address, "ask-supplement", reason="thieu-giay-to", words="Bản sao giấy chứng tử")
    lan = lan_on_1_december()
    press(lan, address, "take-supplement")

    text = pdf_of(lan, address, "01", tmp_path).raw_text
    asked = pdf_of(lan, address, "02", tmp_path).raw_text

    assert "Thời gian trả kết quả: 16 giờ 30 phút, ngày 27 tháng 11 năm 2026" in text
    assert "Hẹn trả sau khi bổ sung hồ sơ: 16 giờ 30 phút, ngày 04 tháng 12 năm 2026" in text
    assert "Bản sao giấy chứng tử" in asked
    assert "Lý do: Thiếu giấy tờ" in asked


def test_the_officer_on_a_form_is_who_did_it_not_who_prints_it(
    lan: Browser, site: Console, tmp_path: Path
) -> None:
    minh = site.signed_in("minh")
    address = received(lan, name="Bùi Văn Hồ")
    press(minh, address, "ask-supplement", reason="thieu-giay-to")

    assert "Trần Văn Minh" not in pdf_of(minh, address, "01", tmp_path).raw_text
    assert "liên hệ với Trần Văn Minh" in pdf_of(lan, address, "02", tmp_path).raw_text


def test_a_refused_duplicate_names_the_earlier_record_on_its_slip(lan: Browser, tmp_path: Path) -> None:
    received(lan, **WHO, code="000.00.01.H36-261123-0001")
    warned = fill_in(lan, **WHO).text
    act = f"duplicate:{hidden(warned, 'despite')[0]}"
    fields = {
        "command_id": hidden(warned, "command_id")[0],
        "procedure": GUARDIAN,
        "act": act,
        "despite": act.removeprefix("duplicate:"),
    }
    address = str(lan.post("/records/new", **fields, **WHO).location)

    text = pdf_of(lan, address, "03", tmp_path).raw_text

    assert "Lý do: Hồ sơ trùng" in text
    assert "số 1/2026 trong sổ theo dõi, mã hồ sơ 000.00.01.H36-261123-0001" in text


def test_a_refusal_prints_its_clause_and_no_note_of_the_reception(lan: Browser, tmp_path: Path) -> None:
    refusing = {**WHO, "act": "refuse", "reason": "khong-hop-le", "clause": "Khoản 2 Điều 5"}

    asked = fill_in(lan, **refusing, words="hàng xóm báo giấy giả")

    assert asked.status_code == 409
    assert "Ghi chú nội bộ chỉ giữ với hồ sơ được nhận" in asked.text
    assert {"words": "hàng xóm báo giấy giả", "clause": "Khoản 2 Điều 5"}.items() <= values(
        asked.text
    ).items()
    assert "Khoản 2 Điều 5" in pdf_of(lan, received(lan, **refusing), "03", tmp_path).raw_text


def test_a_refusal_after_reception_has_its_own_reason_clause_officer_and_day(
    lan: Browser, site: Console, tmp_path: Path
) -> None:
    address = received(lan, **WHO)
    refuser = site.signed_in("minh")
    press(refuser, address, "refuse-record", reason="khong-du-dieu-kien", words="Khoản 2 Điều 5 Luật Hộ tịch")

    text = pdf_of(lan, address, "03", tmp_path).raw_text

    for told in (
        "TỪ CHỐI GIẢI QUYẾT HỒ SƠ",
        "Nguyễn Thị Lan",
        "Lý do: Không đủ điều kiện giải quyết",
        "Khoản 2 Điều 5 Luật Hộ tịch",
        "Trần Văn Minh",
    ):
        assert told in text, told


def test_the_apology_and_the_notice_have_their_own_reasons(lan: Browser, tmp_path: Path) -> None:
    address = received(lan, **WHO)
    press(lan, address, "reappoint-record", reason="can-xac-minh", new_day="2026-12-01", words="Chờ công an")
    press(lan, address, "stop-record", reason="khong-con-doi-tuong", words="Đã nộp nơi khác")

    apology = pdf_of(lan, address, "04", tmp_path).raw_text
    notice = pdf_of(lan, address, "05", tmp_path).raw_text

    assert "Lý do: Cần xác minh thêm" in apology
    assert "Chờ công an" in apology
    assert "ngày 01 tháng 12 năm 2026" in apology
    assert "Lý do: Không còn căn cứ để tiếp tục" in notice
    assert "Đã nộp nơi khác" in notice


def test_a_supplement_after_the_apology_moves_both_dates_of_the_receipt_and_leaves_the_apology(
    lan: Browser, lan_on_1_december: Callable[[], Browser], tmp_path: Path
) -> None:
    address = received(lan, **WHO)
    press(lan, address, "reappoint-record", reason="can-xac-minh", new_day="2026-12-01")
    press(lan, address, "ask-supplement", reason="thieu-giay-to")
    lan = lan_on_1_december()
    press(lan, address, "take-supplement")

    texts = (pdf_of(lan, address, form, tmp_path).raw_text for form in ("04", "01", "06"))
    apology, receipt, control = texts

    assert "Thời gian hẹn trả kết quả: 16 giờ 30 phút, ngày 27 tháng 11 năm 2026" in apology
    assert "sẽ trả kết quả vào 16 giờ 30 phút, ngày 01 tháng 12 năm 2026" in apology
    assert "Hẹn trả sau khi bổ sung hồ sơ: 16 giờ 30 phút, ngày 04 tháng 12 năm 2026" in receipt
    for slip in (receipt, control):
        assert "Hẹn lại: 16 giờ 30 phút, ngày 08 tháng 12 năm 2026" in slip
    assert "16 giờ 30 phút, ngày 01 tháng 12 năm 2026" not in receipt
    assert "hẹn trả 04/12/2026 16:30; hẹn lại 08/12/2026 16:30" in lan.get(address).text
    for shown in ("/records", "/records/register"):
        assert "08/12/2026 16:30" in lan.get(shown).text


def test_an_apology_after_the_supplement_has_the_due_date_that_it_moved(
    lan: Browser, lan_on_1_december: Callable[[], Browser], tmp_path: Path
) -> None:
    address = received(lan, **WHO)
    press(lan, address, "ask-supplement", reason="thieu-giay-to")
    assert "để trống thì hẹn 27/11/2026" in lan.get(address).text
    lan = lan_on_1_december()
    assert "để trống thì hẹn 04/12/2026" in lan.get(address).text
    press(lan, address, "take-supplement")
    press(lan, address, "reappoint-record", reason="can-xac-minh", new_day="2026-12-11")

    apology, control = (pdf_of(lan, address, form, tmp_path).raw_text for form in ("04", "06"))

    assert "Thời gian hẹn trả kết quả: 16 giờ 30 phút, ngày 04 tháng 12 năm 2026" in apology
    assert "Hẹn lại: 16 giờ 30 phút, ngày 11 tháng 12 năm 2026" in control


def test_what_was_taken_back_stands_on_no_form(lan: Browser, tmp_path: Path) -> None:
    address = received(lan, **WHO)
    press(lan, address, "ask-supplement", reason="thieu-giay-to", words="Nhầm")
    take_back(lan, address)
    press(lan, address, "ask-supplement", reason="thieu-giay-to", words="Thiếu giấy khai sinh")

    supplement = pdf_of(lan, address, "02", tmp_path).raw_text
    control = pdf_of(lan, address, "06", tmp_path).raw_text

    assert "Thiếu giấy khai sinh" in supplement
    assert "Nhầm" not in supplement
    assert control.count("Yêu cầu bổ sung") <= 1


def test_the_control_slip_tells_every_handing_over_and_no_written_word(lan: Browser, tmp_path: Path) -> None:
    address = received(lan, **WHO, words="ghi chú riêng")
    press(lan, address, "take-up-record")
    press(lan, address, "finish-record")
    press(lan, address, "return-record")

    text = pdf_of(lan, address, "06", tmp_path).raw_text

    assert text.count("1. Giao:") == 4 + 3
    assert "1. Giao: Người nộp hồ sơ 2. Nhận: Nguyễn Thị Lan" in text
    assert "Trước hạn" in text
    assert "ghi chú riêng" not in text


def test_after_the_applicant_was_forgotten_every_form_prints_without(
    lan: Browser, site: Console, tmp_path: Path
) -> None:
    address = received(lan, **{**WHO, "name": "Bùi Thị Hồ"}, **{"paper-0": "Tờ khai riêng", "kind-0": "copy"})
    press(lan, address, "ask-supplement", reason="thieu-giay-to", words="bí mật")
    press(lan, address, "stop-record", reason="qua-han-bo-sung", words="bí mật")
    press(site.signed_in("quang"), address, "forget-applicant")

    for form in offered(lan, address):
        text = pdf_of(lan, address, form, tmp_path).raw_text
        assert "đã được xóa theo quy định" in text
        assert not any(
            gone in text for gone in ("Bùi Thị Hồ", WHO["phone"], "Bé Minh", "Tờ khai riêng", "bí mật")
        )


def test_forgotten_the_receipt_keeps_the_number_of_papers(
    lan: Browser, site: Console, tmp_path: Path
) -> None:
    address = received(lan, **{"paper-0": "Tờ khai riêng", "kind-0": "copy"})
    press(lan, address, "return-record")
    press(site.signed_in("quang"), address, "forget-applicant")

    assert "01 bản sao" in pdf_of(lan, address, "01", tmp_path).raw_text


def test_a_name_that_looks_like_markup_is_only_a_name(lan: Browser, tmp_path: Path) -> None:
    address = received(lan, name='<script>alert("x")</script><b>', words="</para><img src='x'>")

    assert '<script>alert("x")</script><b>' in pdf_of(lan, address, "01", tmp_path).raw_text
