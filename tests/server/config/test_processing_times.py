"""The portal's words on time become terms, or nothing: a bare number is never days."""

from __future__ import annotations

import pytest

from contract.record_words import Channel, TermUnit
from server.config.known import Known
from server.config.processing_times import Terms, terms_of
from server.domain.deadline import Term

DIRECT, ONLINE, POST = Channel.DIRECT, Channel.ONLINE, Channel.POST
WD, WH, D = TermUnit.WORKING_DAY, TermUnit.WORKING_HOUR, TermUnit.DAY


def test_each_channel_has_its_own_time() -> None:
    line = "Trực tuyến: 17 Ngày làm việc; Dịch vụ bưu chính: 30 Ngày; Trực tiếp: 1 Giờ"

    assert terms_of([line]) == {ONLINE: Term(17, WD), POST: Term(30, D), DIRECT: Term(1, WH)}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Trực tiếp: 1 (Cổng không ghi đơn vị)"],
        ["Trực tiếp: Không có thông tin"],
        ["Trực tiếp: 3 Ngày làm việc; Trực tiếp: 7 Ngày làm việc"],
        ["Trực tiếp: 1 Ngày làm việc; Trực tiếp: 1 Ngày"],
        ["Theo nội dung thủ tục: cấp lại 1 ngày làm việc; cấp đổi 3 ngày làm việc"],
        ["3 ngày làm việc (cần xác minh: 5 ngày làm việc); nhận sau 15 giờ thì tính từ ngày sau"],
        ["Ghi chú: 20 ngày làm việc đối với trường hợp khác"],
    ],
)
def test_what_is_not_said_once_and_with_its_unit_is_no_term(lines: list[str]) -> None:
    assert terms_of(lines) == {}


def test_one_time_written_twice_for_a_channel_is_that_time() -> None:
    assert terms_of(["Trực tiếp: 2 Ngày; Trực tiếp: 2 Ngày"]) == {DIRECT: Term(2, D)}


@pytest.mark.parametrize(
    ("own", "term"),
    [
        ("Theo nội dung thủ tục: giải quyết trong ngày; nhận sau 15 giờ thì có phiếu hẹn", Term(0, WD)),
        ("Theo nội dung thủ tục: 3 ngày làm việc kể từ khi tiếp nhận", Term(3, WD)),
        ("Theo nội dung thủ tục: 5 ngày làm việc kể từ khi tiếp nhận (cơ quan thuế trả lời)", Term(5, WD)),
    ],
)
def test_the_procedures_own_words_stand_in_where_the_portal_says_nothing_usable(own: str, term: Term) -> None:
    assert terms_of(["Trực tiếp: 1 (Cổng không ghi đơn vị); Trực tuyến: 2 Ngày", own]) == {
        DIRECT: term,
        POST: term,
        ONLINE: Term(2, D),
    }


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        ("1.001193", dict.fromkeys(Channel, Term(0, WD))),
        ("1.004837", dict.fromkeys(Channel, Term(3, WD))),
        ("1.000894", {}),
        ("2.000815", {}),
        ("2.001159", {ONLINE: Term(1, WH), DIRECT: Term(1, WH)}),
        ("1.012812", {POST: Term(30, D), DIRECT: Term(40, D)}),
        ("1.001699", dict.fromkeys(Channel, Term(25, WD))),
        ("1.014137", dict.fromkeys(Channel, Term(5, WD))),
        ("3.000228", {}),
        ("3.000722", {}),
    ],
)
def test_the_shipped_list_is_read_so(code: str, terms: Terms, known: Known) -> None:
    (procedure,) = [known for known in known.procedures if known.code == code]

    assert terms_of(procedure.processing_time) == terms


def test_about_half_of_the_shipped_procedures_have_a_time_that_can_be_counted(known: Known) -> None:
    usable = [procedure.code for procedure in known.procedures if terms_of(procedure.processing_time)]

    assert len(usable) == 47
