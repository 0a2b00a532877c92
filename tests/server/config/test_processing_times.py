"""The portal's words on time become terms, or nothing: a bare number is never days."""

from __future__ import annotations

import re

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
        ["5 ngày làm việc; 10 ngày"],
        ["5 ngày làm việc kể từ ngày có ý kiến của cơ quan thuế"],
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
        ("Không quá 03 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ", Term(3, WD)),
        ("15 ngày", Term(15, D)),
        (
            "3 ngày làm việc (cần xác minh: 5 ngày làm việc); nhận sau 15 giờ thì tính từ ngày sau",
            Term(3, WD),
        ),
        ("3 ngày làm việc (ở xã khác: gửi đi; nhận lại); cần xác minh thì 5 ngày làm việc", Term(3, WD)),
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
        ("3.000722", dict.fromkeys(Channel, Term(3, WD))),
    ],
)
def test_the_shipped_list_is_read_so(code: str, terms: Terms, known: Known) -> None:
    (procedure,) = [known for known in known.procedures if known.code == code]

    assert terms_of(procedure.processing_time) == terms


WITHOUT_A_TIME = {
    """1.000894 1.001022 1.000689 1.004884 1.004772 1.004746 1.005461 1.004873 1.004859 2.000806
    1.011606 2.002226 2.002228 2.002165""": r"(tiếp|tuyến|bưu chính): \d+ \(Cổng không ghi đơn vị\)",
    "2.000575 1.014034": r"(cấp lại|cập nhật) 1 ngày làm việc; (cấp đổi|hiệu đính) 3 ngày",
    "1.003677 1.010041 3.000228 1.013076": r"(Trực tuyến|Trực tiếp): (\d+) .*\1: (?!\2 )\d",
    """2.002516 2.000815 2.000884 2.001035 2.001019 2.001008 2.000992 2.001016 2.001406 2.000913
    2.000942 2.001263""": "Trực tiếp: Không có thông tin",
    """1.001776 1.001731 1.014028 2.001396 1.010833 1.010803 2.002307 2.002308 1.116214 3.000182
    2.002913 2.002621 2.002622""": "^$",
}
"""In which words: a number without a unit, a time for each request, two for one channel, no word, no text."""


def test_what_of_the_shipped_list_has_no_time_that_can_be_counted_and_why(known: Known) -> None:
    said = {one.code: " | ".join(one.processing_time) for one in known.procedures}
    without = {one.code for one in known.procedures if not terms_of(one.processing_time)}

    assert without == {code for codes in WITHOUT_A_TIME for code in codes.split()}
    for codes, words in WITHOUT_A_TIME.items():
        assert all(re.search(words, said[code]) for code in codes.split()), words
    assert (len(said), len(without)) == (93, 45)
