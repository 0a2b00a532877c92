"""Pages of records in a center whose configuration is not the sample's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.domain.record_rules import DUPLICATE
from tests.server.web.records.test_records_pages import received
from tests.support.console import Browser
from tests.support.open_center import SAMPLE, OpenCenter, open_center

OWN_WORDS = f'''
[[records.reasons]]
id = "{DUPLICATE}"
act = "refuse-at-reception"
name_vi = "Đã nộp hồ sơ này rồi"
name_en = "Handed in before"
'''


@pytest.fixture
def center(tmp_path: Path) -> Iterator[OpenCenter]:
    """It has words of its own for a duplicate, behind its other reasons, and no list of what is due soon."""
    text = SAMPLE.read_text(encoding="utf-8").replace("due_soon_days = 2", "due_soon_days = 0")
    with open_center(tmp_path, text=text + OWN_WORDS) as center:
        center.open_day()
        yield center


def test_every_reason_but_a_duplicate_is_offered_wherever_a_duplicate_has_its_own_words(lan: Browser) -> None:
    offered = lan.get("/records/new").text.split('name="reason"')[1].split("</select>")[0]

    assert offered.count("<option") == 3
    assert "Không thuộc thẩm quyền giải quyết" in offered
    assert "Đã nộp hồ sơ này rồi" not in offered


def test_no_list_of_what_is_due_soon_is_none_on_any_page(lan: Browser) -> None:
    record = received(lan, due_day="2026-11-23")

    assert lan.get("/records/due-soon/count").json == 0
    lists, none = lan.get("/records").text, lan.get("/records/due-soon").text
    assert "list=due-today" in lists
    assert "list=due-soon" not in lists
    assert ">Sắp đến hạn: báo người nộp<" not in lists
    assert "không lập danh sách này" in none
    assert record not in none
