"""Every form, drawn and read again by poppler: text, marks, fonts, size, and that nothing runs over."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from contract.record_words import PaperKind
from server.config.communes import read_communes
from server.domain.record_look_up import receipt_code
from server.forms.drawing import drawn
from server.forms.facts import Facts, Form, PaperLine, Person
from server.forms.offered import size_of
from server.forms.parts import HARD_SPACE, bound
from tests.support.form_facts import (
    FONTS,
    LATER,
    LONG_UNIT,
    NEW_DATE,
    NOW,
    OFFICIAL,
    PAPERS,
    facts,
    longest,
    longest_facts,
)
from tests.support.printed_pdf import MM, PrintedPage, PrintedPdf, read, squeezed

SIZES = {"A4": (210, 297), "A5": (148, 210)}
MARGINS = {"A4": (20, 20), "A5": (12, 12)}
"""Upper and lower."""
EACH = pytest.mark.parametrize("form", list(Form), ids=lambda form: f"form-{form.value}")
TITLES = {
    Form.RECEIPT: "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    Form.SUPPLEMENT: "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
    Form.REFUSAL: "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
    Form.APOLOGY: "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
    Form.STOP: "THÔNG BÁO Về việc dừng giải quyết hồ sơ",
    Form.CONTROL: "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
}


def on_paper(told: Facts, folder: Path) -> PrintedPdf:
    return read(drawn(told, FONTS, NOW), folder)


# --- all of them --------------------------------------------------------------------------------------


@EACH
def test_it_has_its_size_its_title_and_the_national_heading(form: Form, tmp_path: Path) -> None:
    pdf = on_paper(facts(form), tmp_path)

    assert [page.size_mm for page in pdf.pages] == [SIZES[size_of(form)]]
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
        "Tân Lập, ngày 23 tháng 11 năm 2026",
        TITLES[form],
        f"Mẫu số {form.value}",
        "52/2026",
        "Đăng ký giám hộ (1.004837)",
    ):
        assert squeezed(text) in squeezed(pdf.raw_text), text


@EACH
def test_every_letter_is_in_an_embedded_subset_and_can_be_read_back(form: Form, tmp_path: Path) -> None:
    pdf = on_paper(facts(form), tmp_path)

    assert {name.partition("+")[2] for name, *_ in pdf.fonts} >= {"NotoSerif-Regular", "NotoSerif-Bold"}
    assert all(flags == [True, True, True] for _, *flags in pdf.fonts)
    assert unicodedata.is_normalized("NFC", pdf.raw_text)


@EACH
def test_the_longest_of_everything_is_all_there_and_inside_the_margins(form: Form, tmp_path: Path) -> None:
    told = longest_facts(form)
    pdf = on_paper(told, tmp_path)

    pages = pdf.pages
    whole = squeezed(pdf.body(*MARGINS[size_of(form)]))
    assert squeezed(longest().procedure) in whole
    assert len(longest().procedure) == 919
    assert squeezed(longest().name) in whole
    if form is Form.RECEIPT:
        assert all(f"Giấytờthứ{at}:{'vănbảnủyquyền' * 10}" in whole for at in range(1, 31))
    if form in (Form.SUPPLEMENT, Form.REFUSAL, Form.APOLOGY, Form.STOP):
        assert squeezed(told.words) in whole
    for page in pages:
        assert all(10 * MM < word.left < word.right < page.width - 9 * MM for word in page.words)
        assert all(4 * MM < word.top < word.bottom < page.height - 4 * MM for word in page.words)


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.CONTROL])
def test_a_signature_never_stands_alone_on_a_page(form: Form, tmp_path: Path) -> None:
    endings = ("Khi đến nhận", "để được hướng dẫn", "biết và thực hiện", "thông cảm", "được biết")
    broken = 0
    for count in range(0, 2000, 80):
        told = facts(form, words=("Nội dung. " * 200)[:count], procedure="Tên " * (60 + count // 10))
        pages = on_paper(told, tmp_path).pages
        if len(pages) > 1:
            broken += 1
            assert "họ tên)" in pages[-1].text
            assert any(ending in pages[-1].text for ending in endings)
    assert broken


@EACH
def test_nothing_of_the_person_is_in_the_files_properties(form: Form, tmp_path: Path) -> None:
    info = on_paper(facts(form), tmp_path).info()

    assert info["Title"].endswith("52/2026")
    assert "Ngọc" not in " ".join(info.values())


@EACH
def test_forgotten_the_person_is_not_there_and_the_paper_says_so(form: Form, tmp_path: Path) -> None:
    text = on_paper(facts(form, person=Person(is_forgotten=True), papers=(), words=""), tmp_path).raw_text

    assert "(thông tin người nộp đã được xóa theo quy định)" in text
    assert "Ngọc" not in text


@EACH
def test_what_is_not_known_is_left_open_to_write_on(form: Form, tmp_path: Path) -> None:
    bare = facts(
        form, person=Person(), papers=(), term=None, due_at=None, fee_vnd=None, collect_at="", officer="",
        reason="", words="",
    )  # fmt: skip
    pdf = on_paper(bare, tmp_path)

    assert "Mã hồ sơ: ......" in pdf.raw_text
    assert pdf.raw_text.count("......") > 4
    assert len(pdf.pages) == 1


@EACH
def test_what_a_person_is_called_is_never_markup(form: Form, tmp_path: Path) -> None:
    name = '<b>Đinh</b> & "<script>alert(1)</script>" <para><img src="file:///etc/passwd"/>'
    text = on_paper(
        facts(form, person=Person(name=name), officer=name, words=name, reason=name), tmp_path
    ).raw_text

    assert squeezed(name) in squeezed(text)


@EACH
def test_letters_written_apart_come_out_as_one_and_control_signs_not_at_all(
    form: Form, tmp_path: Path
) -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Ổn")

    text = on_paper(facts(form, person=Person(name=f"{apart}\x00\x1b[2J")), tmp_path).raw_text

    assert "Nguyễn Thị Ổn" in text
    assert "\x1b" not in text


# --- the marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [Form.RECEIPT, Form.CONTROL])
def test_without_an_official_code_the_mark_holds_our_reference_and_says_so(
    form: Form, tmp_path: Path
) -> None:
    pdf = on_paper(facts(form), tmp_path)

    assert pdf.codes == {"QRCode": "52/2026"}
    assert "số trong sổ theo dõi (không phải mã hồ sơ)" in pdf.raw_text


def test_a_receipts_mark_looks_the_record_up_and_says_that_it_is_no_official_code(tmp_path: Path) -> None:
    pdf = on_paper(facts(Form.RECEIPT, look_up_key="K7Q-M2X"), tmp_path)

    assert pdf.codes == {"QRCode": receipt_code("52/2026", "K7QM2X")}
    assert "Mã tra cứu: K7Q-M2X" in pdf.raw_text
    assert "tra cứu tại máy lấy số (không phải mã hồ sơ)" in pdf.raw_text
    assert len(pdf.pages) == 1


def test_a_receipt_with_an_official_code_has_that_in_its_mark_whatever_its_key(tmp_path: Path) -> None:
    pdf = on_paper(facts(Form.RECEIPT, code=OFFICIAL, look_up_key="K7Q-M2X"), tmp_path)

    assert pdf.codes == {"Code128": OFFICIAL}


@pytest.mark.parametrize("form", [Form.RECEIPT, Form.CONTROL])
def test_an_official_code_is_a_barcode_that_a_reader_reads(form: Form, tmp_path: Path) -> None:
    pdf = on_paper(facts(form, code=OFFICIAL), tmp_path)

    assert pdf.codes == {"Code128": OFFICIAL}
    assert OFFICIAL in pdf.raw_text


@pytest.mark.parametrize("code", ["X" * 64, "ĐẮK-77"])
def test_a_code_that_no_barcode_can_hold_is_a_qr(code: str, tmp_path: Path) -> None:
    assert on_paper(facts(Form.RECEIPT, code=code), tmp_path).codes == {"QRCode": code}


# --- what each tells ----------------------------------------------------------------------------------


def test_the_receipt_tells_papers_times_fee_and_where(tmp_path: Path) -> None:
    text = on_paper(facts(Form.RECEIPT), tmp_path).raw_text

    for told in (
        "Tiếp nhận hồ sơ của: Nguyễn Thị Hồng Ngọc",
        "Số điện thoại: 0912 345 678",
        "1 Tờ khai đăng ký giám hộ Bản chính 01",
        "2 Giấy khai sinh Bản sao 02",
        "3 Căn cước Xuất trình 01",
        "Thời hạn giải quyết theo quy định: 03 ngày làm việc",
        "Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        "Thời gian trả kết quả: 16 giờ 30 phút, ngày 27 tháng 11 năm 2026",
        "Đăng ký nhận kết quả tại: Quầy 1",
        "Phí, lệ phí đã thu: 50.000 đồng",
        "giấy tờ tùy thân",
        "Đường dây nóng: 1022",
        "In ngày 24/11/2026 09:00",
    ):
        assert told in text


def test_a_receipt_printed_later_keeps_the_first_promise_and_adds_the_new_one(tmp_path: Path) -> None:
    text = on_paper(facts(Form.RECEIPT, due_now=NEW_DATE), tmp_path).raw_text

    assert "Thời gian trả kết quả: 16 giờ 30 phút, ngày 27 tháng 11 năm 2026" in text
    assert "Hẹn trả sau khi bổ sung hồ sơ: 16 giờ 30 phút, ngày 01 tháng 12 năm 2026" in text


def test_where_the_papers_names_are_gone_their_numbers_stay(tmp_path: Path) -> None:
    told = facts(Form.RECEIPT, papers=(), counts=(("original", 2), ("copy", 1)))

    assert "Thành phần hồ sơ nộp gồm: 02 bản chính, 01 bản sao" in on_paper(told, tmp_path).raw_text


def test_a_table_that_goes_on_has_its_heading_on_every_page(tmp_path: Path) -> None:
    pages = on_paper(longest_facts(Form.RECEIPT), tmp_path).pages
    with_rows = [page for page in pages if "Bản sao" in page.text]

    assert len(with_rows) > 2
    assert all(page.text.count("Tên giấy tờ") == 1 for page in with_rows)
    assert [page.words[0].text for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


def test_the_supplement_says_what_is_missing_why_and_whom_to_ask(tmp_path: Path) -> None:
    text = on_paper(facts(Form.SUPPLEMENT), tmp_path).raw_text

    assert "Bản sao giấy chứng tử của cha, theo khoản 2 Điều 5." in text
    assert "Lý do: Thiếu giấy tờ" in text
    assert "liên hệ với Trần Văn Minh, 1022" in text


def test_a_refused_duplicate_names_the_earlier_record(tmp_path: Path) -> None:
    text = on_paper(facts(Form.REFUSAL), tmp_path).raw_text

    assert "Lý do: Hồ sơ trùng" in text
    assert "Trùng với hồ sơ đã nộp trước: số 12/2026 trong sổ theo dõi" in text


def test_what_is_refused_after_it_was_taken_in_says_so_with_reason_and_clause(tmp_path: Path) -> None:
    later = {"is_refused_later": True, "reason": "Không đủ điều kiện giải quyết"}

    pdf = on_paper(facts(Form.REFUSAL, earlier="", **later), tmp_path)

    assert len(pdf.pages) == 1
    for told in (
        "PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ",
        "Theo mẫu số 03",
        "Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        "thông báo từ chối giải quyết hồ sơ này",
        "Lý do: Không đủ điều kiện giải quyết",
        "Bản sao giấy chứng tử của cha, theo khoản 2 Điều 5.",
        "NGƯỜI LẬP PHIẾU",
    ):
        assert squeezed(told) in squeezed(pdf.raw_text), told
    assert "tiếp nhận" not in pdf.raw_text.lower()


def test_the_receipt_of_a_fetched_result_says_that_it_has_ended(tmp_path: Path) -> None:
    text = on_paper(facts(Form.RECEIPT, returned_at=NEW_DATE), tmp_path).raw_text

    assert "kết quả đã trả lúc 16 giờ 30 phút, ngày 01 tháng 12 năm 2026" in text
    assert "Khi đến nhận kết quả" not in text


def test_the_apology_has_the_old_date_the_reason_and_the_new_date(tmp_path: Path) -> None:
    text = on_paper(facts(Form.APOLOGY), tmp_path).raw_text

    assert "Kính gửi: Ông/Bà Nguyễn Thị Hồng Ngọc" in text
    assert "Thời gian hẹn trả kết quả: 16 giờ 30 phút, ngày 27 tháng 11 năm 2026" in text
    assert "Lý do: Cần xác minh thêm" in text
    assert "sẽ trả kết quả vào 16 giờ 30 phút, ngày 01 tháng 12 năm 2026." in text


def test_late_is_judged_by_the_due_date_that_a_supplement_moved_and_no_apology(tmp_path: Path) -> None:
    text = on_paper(facts(Form.CONTROL, due_now=NEW_DATE, new_date=LATER), tmp_path).raw_text

    assert "Thời gian hẹn trả kết quả: 16 giờ 30 phút, ngày 01 tháng 12 năm 2026" in text
    assert "Hẹn lại: 16 giờ 30 phút, ngày 04 tháng 12 năm 2026" in text


def test_the_control_slip_has_a_line_for_each_handing_over_and_three_open_ones(tmp_path: Path) -> None:
    text = on_paper(facts(Form.CONTROL), tmp_path).raw_text

    assert "1. Giao: Người nộp hồ sơ 2. Nhận: Trần Văn Minh" in text
    assert text.count("1. Giao:") == 5
    assert "Có kết quả" in text
    assert text.count("Trước hạn") == 4


def test_the_look_up_key_and_where_to_type_it_leave_the_receipt_on_one_page(tmp_path: Path) -> None:
    address = "motcua.tanlap.lamdong.gov.vn/look-up"

    pdf = on_paper(facts(Form.RECEIPT, look_up_key="K7Q-M2X", look_up_at=address), tmp_path)

    assert len(pdf.pages) == 1
    assert "Mã tra cứu: K7Q-M2X" in pdf.pages[0].text
    assert f"tại máy lấy số hoặc {address}" in pdf.pages[0].text


# --- one sheet ----------------------------------------------------------------------------------------

FOUR_PAPERS = (*PAPERS, PaperLine(name="Văn bản cử người giám hộ", kind=PaperKind.ORIGINAL, quantity=1))
ORDINARY = {
    "unit": LONG_UNIT,
    "code": OFFICIAL,
    "look_up_key": "K7Q-M2X",
    "look_up_at": "motcua.xuantruongdalat.lamdong.gov.vn/look-up",
    "collect_at": f"Quầy 1, {LONG_UNIT.name}",
}


def lines(page: PrintedPage) -> list[str]:
    """Whole lines of the page's halves, joined: words that stand at one height."""
    rows: dict[float, list[str]] = {}
    for word in page.words:
        rows.setdefault(round(word.bottom, 1), []).append(word.text)
    return [" ".join(row).replace(HARD_SPACE, " ") for row in rows.values()]


@pytest.mark.parametrize("count", [0, 1, 3, 4])
@pytest.mark.parametrize("known", [{}, {"code": ""}], ids=["code", "no code"])
def test_an_ordinary_receipt_of_the_longest_commune_is_one_sheet(
    known: dict[str, str], count: int, tmp_path: Path
) -> None:
    pdf = on_paper(facts(Form.RECEIPT, **(ORDINARY | known), papers=FOUR_PAPERS[:count]), tmp_path)

    assert len(pdf.pages) == 1
    assert len(pdf.codes) == 1


def test_the_longest_communes_name_its_date_code_and_address_break_over_no_line(tmp_path: Path) -> None:
    found = lines(on_paper(facts(Form.RECEIPT, **ORDINARY), tmp_path).pages[0])

    for whole in (
        "PHƯỜNG XUÂN TRƯỜNG - ĐÀ LẠT",
        "phường Xuân Trường - Đà Lạt",
        "Xuân Trường - Đà Lạt, ngày 23 tháng 11 năm 2026",
        f"Mã hồ sơ: {OFFICIAL}",
        f"hoặc {ORDINARY['look_up_at']}",
    ):
        assert any(whole in line for line in found), whole
    assert max(len(one.name_vi) for one in read_communes()) == len("Phường Xuân Trường - Đà Lạt")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Quầy xã hội, Trung tâm xã Tân Lập", "Quầy xã hội, Trung tâm xã~Tân~Lập"),
        ("Ủy ban nhân dân Đặc khu Phú Quý", "Ủy ban nhân dân Đặc~khu~Phú~Quý"),
        ("Bưu chính", "Bưu chính"),
    ],
)
def test_only_the_communes_own_name_is_held_together(name: str, kept: str) -> None:
    assert bound(name) == kept.replace("~", HARD_SPACE)


def test_letters_never_become_smaller_to_save_a_sheet(tmp_path: Path) -> None:
    one = on_paper(facts(Form.RECEIPT, **ORDINARY, papers=FOUR_PAPERS), tmp_path).pages
    more = on_paper(facts(Form.RECEIPT, **ORDINARY, papers=FOUR_PAPERS * 3), tmp_path).pages

    assert (len(one), len(more)) == (1, 2)
    assert _height(one[0], "Ngọc") == _height(more[0], "Ngọc")


def _height(page: PrintedPage, text: str) -> float:
    word = next(word for word in page.words if word.text == text)
    return round(word.bottom - word.top, 3)
