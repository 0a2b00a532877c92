"""The ready impact assessment says of everything that docs/privacy.md lists how long it is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SAID_EXACTLY = re.compile(r"`[^`]+`|\d[\d.,]*")
"""Settings and figures read the same in both languages."""


def table_under(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table behind that heading, without its head."""
    lines = (DOCS / page).read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("|"))
    rows: list[list[str]] = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


KEPT = {cells[0]: cells[4] for cells in table_under("privacy.md", "What is kept")}
"""How long, by what it is."""
TOLD = table_under("impact-assessment.md", "III. Loại dữ liệu, người có dữ liệu, thời hạn")
"""Its rows; the last cell is how the row of docs/privacy.md begins."""


def rows_about(what: str) -> list[list[str]]:
    """Those that name this row of docs/privacy.md."""
    return [row for row in TOLD if what.startswith(row[-1])]


def test_both_tables_are_found() -> None:
    assert len(TOLD) >= len(KEPT) > 20


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row[-1])
def test_each_row_of_the_assessment_is_of_one_that_is_kept(row: list[str]) -> None:
    assert len([what for what in KEPT if what.startswith(row[-1])]) == 1


@pytest.mark.parametrize("what", KEPT, ids=lambda what: what[:50])
def test_whatever_is_kept_has_one_row_that_says_the_same_limits(what: str) -> None:
    rows = rows_about(what)
    assert len(rows) == 1, f"docs/impact-assessment.md, III, needs one row that ends with how {what!r} begins"

    limits = {limit.strip(".,") for limit in SAID_EXACTLY.findall(KEPT[what])}
    missing = {limit for limit in limits if limit not in rows[0][3]}
    assert not missing, "these limits are not in its row"
