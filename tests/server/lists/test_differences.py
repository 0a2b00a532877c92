"""What a person reads before a list is put in force."""

from __future__ import annotations

from datetime import date

from server.config.csv_table import read_table, write_table
from server.config.procedure_table import COLUMNS, PROCEDURES_CSV, procedures_in
from server.lists.differences import differences, in_words
from server.lists.doubts import doubts

SHIPPED = PROCEDURES_CSV.read_text(encoding="utf-8")
ROWS = [dict(row.cells) for row in read_table(SHIPPED, COLUMNS).rows]


def words(rows: list[dict[str, str]]) -> list[str]:
    return list(in_words(differences(SHIPPED, write_table(COLUMNS, rows), COLUMNS, "short_vi")))


def test_the_same_list_says_so() -> None:
    assert words(ROWS) == ["Hai danh sách giống nhau. / The two lists are the same."]


def test_added_removed_and_changed_are_told_field_by_field() -> None:
    birth = ROWS[0] | {"fee": "Trực tiếp: 8.000 đồng", "documents": ROWS[0]["documents"] + " || Ảnh 3x4"}
    new = ROWS[1] | {"code": "9.000001", "short_vi": "Thủ tục mới"}

    told = words([birth, *ROWS[2:], new])

    assert told[0] == "Thêm 1 / added 1:"
    assert told[1] == "  + 9.000001 Thủ tục mới"
    assert told[3] == f"  − {ROWS[1]['code']} {ROWS[1]['short_vi']}"
    assert "  ~ 1.001193 Đăng ký khai sinh" in told
    at = told.index("      phí, lệ phí / fee (fee):")
    assert told[at + 1 : at + 3] == [f"        − {ROWS[0]['fee']}", "        + Trực tiếp: 8.000 đồng"]
    assert "        + Ảnh 3x4" in told
    assert not any("Tờ khai" in line for line in told)


def test_another_order_of_parts_is_told_as_that() -> None:
    parts = ROWS[0]["legal_basis"].split("; ")
    told = words([ROWS[0] | {"legal_basis": "; ".join(reversed(parts))}, *ROWS[1:]])

    assert told[-1] == "        chỉ đổi thứ tự / only the order is another"


def test_doubts_name_what_the_national_data_gets_wrong() -> None:
    odd = ROWS[0] | {
        "name_vi": "Quyết định về việc công bố danh mục thủ tục",
        "processing_time": "Trực tiếp: 3; Trực tuyến: 3 ngày",
        "valid_until": "2026-01-31",
    }
    told = list(doubts(procedures_in(write_table(COLUMNS, [odd, *ROWS[1:]]))[:1], date(2026, 11, 30)))

    assert [line.rpartition(" / ")[2] for line in told] == [
        "the name reads like an announcing decision's",
        "the time is a number without a unit",
        "it is no longer valid and will not be shown",
    ]


def test_the_shipped_list_marks_its_own_gaps() -> None:
    assert list(doubts(procedures_in(SHIPPED), date(2026, 11, 30))) == []
