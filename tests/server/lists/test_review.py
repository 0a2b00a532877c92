"""A list on its way in: mistakes are counted in the file as it came, and all that is missing is named."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest

from contract.words import ReferenceList
from server.config.center_contacts import empty_contacts
from server.config.communes import read_communes
from server.config.csv_table import WrongTableError
from server.config.procedure_table import PROCEDURES_CSV
from server.lists.review import Review, review
from tests.support.hub import SAMPLE

HEAD = "code,name_vi,address,hotline,source,checked_on\n"
BLAO = "24829,Phường B'Lao"


def reviewed(folder: Path, text: str, which: ReferenceList = ReferenceList.CENTERS) -> Review:
    file = folder / "new.csv"
    file.write_bytes(text.encode())
    return review(file, which, folder, SAMPLE, date(2026, 11, 23))


@pytest.mark.parametrize("blank", ["\n\n", ",,,,,\n,,,,,\n", '"  ",,,,,\n\n'])
def test_a_mistake_below_blank_rows_is_in_the_line_that_a_spreadsheet_shows(
    tmp_path: Path, blank: str
) -> None:
    with pytest.raises(WrongTableError, match="line 4, column hotline"):
        reviewed(tmp_path, f"{HEAD}{blank}{BLAO},,gọi anh Ba,,\n")


def test_each_unit_that_lacks_something_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    text = (
        empty_contacts(read_communes())
        .replace(f"{BLAO},,,", f"{BLAO},Số 1,,")
        .replace("23134,Xã Tân Lập,,,", "23134,Xã Tân Lập,Số 2,1022,")
    )

    lines = reviewed(tmp_path, text).lines
    named = [line for line in lines if line.startswith("  − ")]

    assert "Còn thiếu địa chỉ của 122 / address missing of 122" in lines
    assert "Còn thiếu điện thoại của 123 / telephone missing of 123" in lines
    assert len(named) == 123
    assert "  − 24829 Phường B'Lao: điện thoại / telephone" in named
    assert sum(line.endswith(": địa chỉ, điện thoại / address, telephone") for line in named) == 122
    assert not any("23134" in line for line in named)


def as_vietnamese_excel_saves(shipped: str) -> str:
    """Semicolons, days as 22/11/2026, an empty column more, no empty cells at the end of a line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    head, *rows = csv.reader(io.StringIO(shipped, newline=""))
    writer.writerow([*head, ""])
    for row in rows:
        cells = [re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1", cell) for cell in row]
        while not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return f"\ufeff{out.getvalue()}"


def test_the_shipped_list_saved_by_vietnamese_excel_is_the_same_list(tmp_path: Path) -> None:
    shipped = PROCEDURES_CSV.read_text(encoding="utf-8")
    saved = as_vietnamese_excel_saves(shipped)

    told = reviewed(tmp_path, saved, ReferenceList.PROCEDURES)

    assert "22/11/2026" in saved
    assert told.lines[0] == "Hai danh sách giống nhau. / The two lists are the same."
    assert told.new.text == shipped


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_any_end_of_a_line_is_one_within_a_cell_too(tmp_path: Path, end: str) -> None:
    text = f'{HEAD}{BLAO},"Số 1\nđường A",1022,,\n'.replace("\n", end)

    assert '"Số 1\nđường A"' in reviewed(tmp_path, text).new.text
