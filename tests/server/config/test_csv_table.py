"""Lists from spreadsheets: every mistake is named by line and column, and nothing is guessed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from server.config.csv_table import Column, WrongTableError, read_table, write_table
from server.config.procedure_table import COLUMNS, PROCEDURES_CSV, procedures_in

TWO = (Column("code", "mã", "code"), Column("notes", "ghi chú", "notes", is_optional=True))
SHIPPED = PROCEDURES_CSV.read_text(encoding="utf-8")


def told(text: str, columns: tuple[Column, ...] = TWO) -> list[str]:
    return [str(fault) for fault in read_table(text, columns).faults]


def told_of_procedures(text: str) -> str:
    with pytest.raises(WrongTableError) as refused:
        procedures_in(text)
    return str(refused.value)


def test_what_is_written_is_read_again() -> None:
    rows = [{"code": "1", "notes": 'a, "b"; c\nd'}, {"code": "2", "notes": ""}]

    read = read_table(write_table(TWO, rows), TWO)

    assert [dict(row.cells) for row in read.rows] == rows
    assert read.faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffcode,notes\n1,a\n",
        "code;notes\r\n1;a\r\n",
        "code,notes\n1,a\n,\n\n",
        "\ufeffsep=;\r\ncode;notes\r\n1;a\r\n",
        "SEP=,\ncode,notes\n1,a\n",
        '"sep=;"\ncode;notes\n1;a\n',
        "sep=;;\r\ncode;notes;;\r\n1;a;;\r\n;;;\r\n",
        "code,notes,,\n1,a,,\n",
        "code,notes, \n1,a\n",
        "code,notes\n1,a,,\n",
        "code;notes\r1;a\r",
    ],
)
def test_what_spreadsheets_write_is_read(text: str) -> None:
    assert [dict(row.cells) for row in read_table(text, TWO).rows] == [{"code": "1", "notes": "a"}]


def test_cells_left_out_at_the_end_of_a_line_are_empty_as_where_excel_saves_sixteen_lines_without_any() -> (
    None
):
    table = read_table("code,notes\n1,a\n2\n", TWO)

    assert table.faults == ()
    assert [row.cells["notes"] for row in table.rows] == ["a", ""]


def test_after_a_line_that_names_the_separator_lines_are_counted_as_a_spreadsheet_does() -> None:
    assert "line 2, column notes: this is a formula" in "\n".join(told("sep=;\ncode;notes\n1;=A1\n"))


def test_an_optional_column_may_be_missing() -> None:
    assert dict(read_table("code\n1\n", TWO).rows[0].cells) == {"code": "1", "notes": ""}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "tệp trống / the file is empty"),
        ("notes\na\n", "dòng 1, cột code: thiếu cột này / line 1, column code: this column is missing"),
        ("code,note\n1,a\n", "did you mean notes?"),
        ("code,code\n1,1\n", "the column stands twice"),
        ("code,notes\n1,a,b\n", "dòng 2: có 3 ô, cần 2 ô / line 2: it has 3 cells instead of 2"),
        ("code,notes,\n1,a,b\n", "line 2: it has 3 cells instead of 2"),
        (
            "code,notes\n1,a\n2",
            "dòng 3: tệp dừng giữa dòng này, có thể bị cắt / line 3: the file ends within",
        ),
        ("code,,notes\n1,,a\n", "there is no column ''"),
        ("code,notes\n1,=HYPERLINK()\n", "line 2, column notes: this is a formula: =HYPERLINK()"),
        ("code,notes\n1,+cmd|x\n", "this is a formula"),
        ("code,notes\n1,-2+3\n", "this is a formula"),
        ("code,notes\n1,@SUM(1)\n", "this is a formula"),
        (f"code,notes\n1,{unicodedata.normalize('NFD', 'hộ tịch')}\n", "NFC"),
        ('code,notes\n1,"a\n', "this is no CSV file"),
    ],
)
def test_a_wrong_form_is_named_with_its_place(text: str, words: str) -> None:
    assert words in "\n".join(told(text))


@pytest.mark.parametrize("cell", ["- Mẫu hộ tịch điện tử", "+84 263 3 822 000", "– ghi chú", "-"])
def test_a_text_that_begins_with_a_dash_or_plus_is_no_formula(cell: str) -> None:
    assert told(f"code,notes\n1,{cell}\n") == []


def test_the_shipped_list_is_as_this_software_writes_it() -> None:
    rows = read_table(SHIPPED, COLUMNS).rows

    assert write_table(COLUMNS, (row.cells for row in rows)) == SHIPPED


def test_every_mistake_of_a_list_is_named_at_once_each_with_line_and_column() -> None:
    text = (
        SHIPPED.replace("1.001193,", "1.001190,", 1)
        .replace("1.000894,", "1.0008,", 1)
        .replace(",unverified,2026-11-30", ",unverified,22/13/2026", 1)
    )

    words = told_of_procedures(text)

    assert (
        "line 2, column reviewed_on: '22/13/2026' is not a date written as 2026-11-22 or 22/11/2026" in words
    )
    assert "line 3, column code" in words
    assert "a spreadsheet may have dropped its last zeros" in words
    assert "column parts: this file has no other procedure '1.001193'" in words


def test_a_code_that_stands_twice_names_both_lines() -> None:
    assert "line 3, column code: the code 1.001193 stands twice, first in line 2" in told_of_procedures(
        SHIPPED.replace("1.000894,", "1.001193,", 1)
    )


def with_first_row(**cells: str) -> str:
    rows = [dict(row.cells) for row in read_table(SHIPPED, COLUMNS).rows]
    rows[0] |= cells
    return write_table(COLUMNS, rows)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("22/11/2026", date(2026, 11, 22)),
        ("3/4/2026", date(2026, 4, 3)),
        ("03/04/2026", date(2026, 4, 3)),
        ("\u00a022/11/2026 ", date(2026, 11, 22)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_vietnamese_excel_saves_it_the_day_before_the_month(written: str, day: date) -> None:
    read = procedures_in(with_first_row(reviewed_on=written, valid_from=written, valid_until=written))[0]

    assert (read.reviewed_on, read.valid_from, read.valid_until) == (day, day, day)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("11/22/2026", "the spreadsheet may write the month first: look at every date of the file"),
        ("22/11/26", "write the year with four digits"),
        ("29/02/2026", "'29/02/2026' is not a date"),
        ("22-11-2026", "'22-11-2026' is not a date"),
        ("22 Nov 2026", "'22 Nov 2026' is not a date"),
        ("46348", "'46348' is not a date"),
    ],
)
def test_a_day_that_may_be_another_is_refused_with_what_may_have_happened(written: str, words: str) -> None:
    assert words in told_of_procedures(with_first_row(valid_from=written))


def test_the_officer_in_charge_is_a_position_a_name_or_not_said() -> None:
    position, unsaid = procedures_in(with_first_row(officer="Công chức tư pháp – hộ tịch"))[:2]

    assert (position.officer, unsaid.officer) == ("Công chức tư pháp – hộ tịch", "")


def test_a_list_from_before_the_column_of_officers_is_read_as_it_was() -> None:
    columns = tuple(column for column in COLUMNS if column.key != "officer")
    rows = (
        {key: cell for key, cell in row.cells.items() if key != "officer"}
        for row in read_table(SHIPPED, COLUMNS).rows
    )

    assert procedures_in(write_table(columns, rows)) == procedures_in(SHIPPED)


def test_steps_say_what_who_and_how_long() -> None:
    steps = procedures_in(with_first_row(steps="Tiếp nhận | Cán bộ một cửa | 1 giờ || Trả kết quả"))[0].steps

    assert [(step.what, step.who, step.how_long) for step in steps] == [
        ("Tiếp nhận", "Cán bộ một cửa", "1 giờ"),
        ("Trả kết quả", "", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"steps": "a | b | c | d"}, "column steps"),
        ({"officer": "x" * 81}, "column officer: it is longer than 80 characters"),
        ({"officer": "Nguyễn Văn A\nTrần Thị B"}, "column officer: this is to be one line"),
        ({"valid_from": "2026-02-30"}, "column valid_from"),
        ({"valid_from": "2026-02-02", "valid_until": "2026-02-01"}, "the last day is before the first"),
        ({"parts": "1.001193"}, "column parts"),
        ({"parts": "1.000894; 1.000894"}, "column parts: the code 1.000894 stands there twice"),
        ({"valid_from": "20260202"}, "'20260202' is not a date written as 2026-11-22 or 22/11/2026"),
        ({"reviewed_on": "2026-W47-7"}, "'2026-W47-7' is not a date written as 2026-11-22 or 22/11/2026"),
        ({"documents": "(+27 more) || Tờ khai"}, "'(+27 more)' must stand last, written as (+27 more)"),
        ({"documents": "Tờ khai || (+ 27 more)"}, "'(+ 27 more)' must stand last, written as (+27 more)"),
        ({"short_vi": "Đăng ký\nkhai sinh"}, "column short_vi: this is to be one line"),
        ({"name_en": "Birth\nregistration"}, "column name_en: this is to be one line"),
        ({"notes": "a\x1b[2Jb\x07"}, "column notes: it has signs that cannot be seen (U+0007, U+001B)"),
        ({"short_vi": "Khai\u202esinh"}, "column short_vi: it has signs that cannot be seen (U+202E)"),
        ({"documents": "Tờ khai || \u200b"}, "column documents: it has signs that cannot be seen (U+200B)"),
    ],
)
def test_what_makes_no_sense_is_refused(cells: dict[str, str], words: str) -> None:
    assert words in told_of_procedures(with_first_row(**cells))


def test_a_list_without_a_procedure_is_refused() -> None:
    assert "the file holds no procedure" in told_of_procedures(SHIPPED.partition("\n")[0] + "\n")
