"""Procedures and centers in public, as any browser gets them: found, in full, honest about gaps."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from contract.by_channel import times_and_fees
from contract.procedure_search import MOST_FOUND
from server.config.procedure_table import read_procedures
from server.config.procedures import Procedure, Step
from server.web.public.procedure_shelf import shelf_of
from server.web.public.shortening import shortened
from tests.server.web.public_center import PublicCenter, running_center

DAY = date(2026, 11, 23)
PROCEDURES = read_procedures()
BY_CODE = {procedure.code: procedure for procedure in PROCEDURES}
LONGEST = max(PROCEDURES, key=lambda procedure: len(procedure.name_vi))


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicCenter]:
    with running_center(tmp_path_factory.mktemp("center")) as running:
        yield running


def words(center: PublicCenter, path: str) -> str:
    reply = center.get(path)
    assert reply.status == 200, path
    return html.unescape(reply.body.decode())


def codes(text: str) -> list[str]:
    return re.findall(r'href="/procedures/(\d\.\d{6})', text)


@pytest.mark.parametrize("typed", ["khai sinh", "giấy khai sinh", "lam giay khai sinh", "khai sính"])
def test_a_procedure_is_found_by_what_people_type(center: PublicCenter, typed: str) -> None:
    for path in ("/procedures", "/procedures/found"):
        assert "1.001193" in codes(words(center, f"{path}?q={quote(typed)}"))[:3]


def test_a_list_that_is_cut_says_that_these_are_the_first(center: PublicCenter) -> None:
    cut, whole = words(center, "/procedures?q=t"), words(center, "/procedures/found?q=dk")

    assert len(codes(cut)) == MOST_FOUND
    assert "60 thủ tục đầu tiên; gõ thêm chữ để tìm đúng hơn</p>" in cut
    assert "60 best matches; type more" in words(center, "/procedures/found?q=t&lang=en")
    assert f">{len(codes(whole))} thủ tục</p>" in whole


def test_the_way_in_lists_services_fields_and_how_many(center: PublicCenter) -> None:
    text = words(center, "/procedures")

    assert "91 thủ tục, trong đó 2 thủ tục liên thông" in " ".join(text.split())
    assert "/procedures?service=ho-tich" in text
    assert "/procedures?field=chung-thuc" in text


def test_every_shown_procedure_is_in_exactly_one_field(center: PublicCenter) -> None:
    fields = set(re.findall(r"/procedures\?field=([a-z0-9-]+)", words(center, "/procedures")))
    listed = [code for field in fields for code in codes(words(center, f"/procedures?field={field}"))]

    assert sorted(listed) == sorted(p.code for p in PROCEDURES if p.is_shown)


def test_a_paper_that_is_only_shown_says_so_and_no_other_does(center: PublicCenter) -> None:
    marked = words(center, "/procedures/3.000228")

    card = marked.index("Xuất trình thẻ Căn cước công dân gắn chip")
    said = marked.index("Chỉ xuất trình cho cán bộ xem, không phải nộp.")
    assert card < said < marked.index("</li>", card)
    assert marked.count("không phải nộp.") == 1
    assert "Only shown to the officer, not handed in." in words(center, "/procedures/3.000228?lang=en")


def test_nothing_found_says_what_to_do(center: PublicCenter) -> None:
    text = words(center, "/procedures/found?q=zzqq")

    assert "Không tìm thấy thủ tục nào có “zzqq”" in text
    assert "Xem tất cả lĩnh vực" in text


def test_what_is_typed_is_shown_as_text_and_never_as_markup(center: PublicCenter) -> None:
    body = center.get("/procedures?q=" + quote('"><script>x()</script>')).body.decode()

    assert "<script>x" not in body
    assert "&lt;script&gt;" in body


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.code)
def test_a_page_says_everything_that_is_known_in_full(center: PublicCenter, procedure: Procedure) -> None:
    text = words(center, f"/procedures/{procedure.code}")

    said = " ".join(text.split())
    for known in (procedure.name_vi, *procedure.documents, *procedure.legal_basis, procedure.notes):
        assert " ".join(known.split()) in said
    for line in (*procedure.processing_time, *procedure.fee):
        for part in line.split("; "):
            bare = re.sub(r"^(Trực tiếp|Trực tuyến|Dịch vụ bưu chính): *", "", part)
            assert " ".join(bare.split()) in said or part.startswith("Trực tiếp, trực tuyến, bưu chính")
    assert ("chưa được kiểm chứng" in said) == bool(procedure.unverified and procedure.is_shown)


def test_a_page_names_the_counter_the_linked_group_and_what_is_left_out(center: PublicCenter) -> None:
    text = " ".join(words(center, "/procedures/1.001193").split())

    assert "<strong>Hộ tịch</strong>: Quầy 1" in text
    assert "/procedures/3.000722" in text
    assert "còn thiếu 27 giấy tờ khác" in text
    assert "Cổng chỉ ghi con số, không ghi đơn vị" in text


def test_a_linked_group_shows_its_parts_together(center: PublicCenter) -> None:
    listed = codes(words(center, "/procedures/3.000722").partition('class="linked"')[2])

    assert listed[:4] == ["1.001193", "1.004222", "1.014137", "1.116410"]
    assert codes(words(center, "/procedures?linked=1")) == ["3.000722", "2.002913"]


def test_a_repealed_procedure_is_not_listed_but_its_page_says_so(center: PublicCenter) -> None:
    assert "đã bị bãi bỏ" in words(center, "/procedures/2.002621")
    assert "2.002621" not in codes(words(center, "/procedures?linked=1"))


def test_the_longest_name_is_shortened_at_a_word_and_stands_there_in_full(center: PublicCenter) -> None:
    text = words(center, f"/procedures/{LONGEST.code}")

    assert len(LONGEST.name_vi) == 919
    short = shortened(LONGEST.name_vi)
    assert len(short) <= 151
    assert LONGEST.name_vi[len(short) - 1] == " "
    assert f">{short}</span>" in text
    assert text.count(LONGEST.name_vi) == 2


def test_a_name_that_fits_is_left_alone_and_one_without_spaces_is_cut() -> None:
    assert shortened("a b", 3) == "a b"
    assert shortened("abcdef", 3) == "abc…"


def test_english_has_english_names_and_says_what_is_vietnamese(center: PublicCenter) -> None:
    text = words(center, "/procedures/1.001193?lang=en")

    assert "<h1>Register a birth</h1>" in text
    assert "The texts below are in Vietnamese" in text
    assert 'href="/procedures/1.001193" lang="vi"' in text
    assert codes(words(center, "/procedures?q=birth&lang=en"))
    assert "Civil status" in words(center, "/procedures?lang=en")


def test_the_other_language_is_the_same_page(center: PublicCenter) -> None:
    assert 'href="/procedures?field=ho-tich&lang=en"' in words(center, "/procedures?field=ho-tich")


@pytest.mark.parametrize("path", ["/procedures/9.999999", "/procedures/x"])
def test_an_unknown_code_is_told_in_plain_words(center: PublicCenter, path: str) -> None:
    reply = center.get(path)

    assert reply.status == 404
    assert "Không có thủ tục mang mã này." in reply.body.decode()
    assert "quét lại mã trên phiếu" not in reply.body.decode()


@pytest.mark.parametrize("path", ["/procedures", "/procedures/1.001193", "/centers"])
def test_pages_fetch_nothing_from_elsewhere_and_set_nothing(center: PublicCenter, path: str) -> None:
    reply = center.get(path)

    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', reply.body.decode())
    assert "set-cookie" not in reply.headers
    assert "form-action 'self'" in reply.headers["content-security-policy"]


def test_board_and_slip_lead_to_the_procedures(center: PublicCenter) -> None:
    assert 'href="/procedures"' in words(center, "/board")
    assert 'href="/procedures"' in words(center, f"/t/{center.slip().token}")


# --- centers ------------------------------------------------------------------------------------------


def test_a_center_with_an_address_shows_it_and_others_say_that_there_is_none(center: PublicCenter) -> None:
    known = words(center, "/centers/found?q=blao")
    unknown = words(center, "/centers/found?q=bao+lam+1")

    assert "Số 12 đường Trần Phú (thử nghiệm)" in known
    assert 'href="tel:02633000001"' in known
    assert "Chưa có địa chỉ" not in known
    assert "Chưa có địa chỉ" in unknown
    assert "Chưa có số điện thoại" in unknown
    assert "tel:" not in unknown


def test_all_centers_are_listed_and_this_one_is_marked(center: PublicCenter) -> None:
    text = words(center, "/centers")

    assert text.count("center-row") == 124
    assert text.count("ông/bà đang ở đây") == 1
    assert "thị trấn Liên Nghĩa" in text


# --- days, channels, steps ----------------------------------------------------------------------------


def test_a_procedure_is_shown_from_its_first_to_its_last_day() -> None:
    one = replace(BY_CODE["1.001193"], valid_from=date(2026, 11, 1), valid_until=DAY)
    days = [date(2026, 10, 31), date(2026, 11, 1), DAY, date(2026, 11, 24)]

    assert [len(shelf_of((one,), day).shown) for day in days] == [0, 1, 1, 0]
    assert shelf_of((one,), days[0]).by_code[one.code] is one
    assert b"1.001193" not in shelf_of((one,), days[3]).book.body


def test_the_officer_in_charge_stands_beside_the_counter_and_nothing_where_nobody_is_posted(
    tmp_path: Path,
) -> None:
    posted = replace(BY_CODE["1.001193"], officer="Công chức tư pháp – hộ tịch")
    shelf = shelf_of((posted, BY_CODE["1.000894"]), DAY)
    with running_center(tmp_path, shelf=lambda: shelf) as center:
        text = (
            words(center, "/procedures/1.001193")
            .partition("<h2>Nộp ở đâu</h2>")[2]
            .partition("</section>")[0]
        )
        english = words(center, "/procedures/1.001193?lang=en")
        unposted = words(center, "/procedures/1.000894")

    assert 'Cán bộ phụ trách: <strong lang="vi">Công chức tư pháp – hộ tịch</strong>' in text
    assert text.index("Quầy 1") < text.index("Cán bộ phụ trách")
    assert "Officer in charge: <strong" in english
    assert "phụ trách" not in unposted


def test_steps_and_validity_are_shown_where_they_are_known(tmp_path: Path) -> None:
    steps = (Step("Tiếp nhận hồ sơ", "Cán bộ một cửa", "2 giờ"), Step("Trả kết quả", "", ""))
    known = replace(
        BY_CODE["1.001193"], steps=steps, valid_from=date(2026, 7, 1), valid_until=date(2027, 2, 28)
    )
    with running_center(tmp_path, shelf=lambda: shelf_of((known,), DAY)) as running:
        text = " ".join(words(running, "/procedures/1.001193").split())

    assert '<li>Tiếp nhận hồ sơ<br><span class="quiet">Người làm: Cán bộ một cửa</span>' in text
    assert "Thời gian: 2 giờ" in text
    assert "Có hiệu lực từ 01/07/2026 đến hết 28/02/2027" in text


def test_times_and_fees_are_put_in_order_by_channel_and_nothing_is_lost() -> None:
    found = times_and_fees(
        ("Trực tuyến: 3 ngày; còn lại 5; Trực tiếp: 2 ngày", "Ghi chú: Trực tiếp: khác"),
        ("Trực tiếp, trực tuyến, bưu chính: 8.000 đồng", "miễn phí cho hộ nghèo; người khuyết tật"),
    )

    assert [(row.channel_vi, row.time, row.fee) for row in found.rows] == [
        ("Trực tiếp", "2 ngày", "8.000 đồng"),
        ("Trực tuyến", "3 ngày; còn lại 5", "8.000 đồng"),
        ("Dịch vụ bưu chính", "", "8.000 đồng"),
    ]
    assert found.time_notes == ("Ghi chú: Trực tiếp: khác",)
    assert found.fee_notes == ("miễn phí cho hộ nghèo; người khuyết tật",)
