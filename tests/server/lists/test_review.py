"""A list on its way in: mistakes are counted in the file as it came, and all that is missing is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contract.words import ReferenceList
from server.config.csv_table import WrongTableError
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


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_any_end_of_a_line_is_one_within_a_cell_too(tmp_path: Path, end: str) -> None:
    text = f'{HEAD}{BLAO},"Số 1\nđường A",1022,,\n'.replace("\n", end)

    assert '"Số 1\nđường A"' in reviewed(tmp_path, text).new.text
