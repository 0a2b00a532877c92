"""Pages of records in a center whose configuration is not the sample's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.domain.record_rules import DUPLICATE
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
    """It has words of its own for a duplicate, behind its other reasons."""
    with open_center(tmp_path, text=SAMPLE.read_text(encoding="utf-8") + OWN_WORDS) as center:
        center.open_day()
        yield center


def test_every_reason_but_a_duplicate_is_offered_wherever_a_duplicate_has_its_own_words(lan: Browser) -> None:
    offered = lan.get("/records/new").text.split('name="reason"')[1].split("</select>")[0]

    assert offered.count("<option") == 3
    assert "Không thuộc thẩm quyền giải quyết" in offered
    assert "Đã nộp hồ sơ này rồi" not in offered
