"""Pages of records in a center whose configuration is not the sample's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.domain.record_rules import DUPLICATE
from tests.server.web.records.test_correct_page import correct
from tests.server.web.records.test_record_forms import pdf_of
from tests.server.web.records.test_records_pages import GUARDIAN, received
from tests.server.web.records.test_undo_page import take_back
from tests.support.console import Browser
from tests.support.open_center import SAMPLE, OpenCenter, open_center

OWN_WORDS = f'''
[[records.reasons]]
id = "{DUPLICATE}"
act = "refuse-at-reception"
name_vi = "Đã nộp hồ sơ này rồi"
name_en = "Handed in before"
'''
ONLINE = f'''
[[records.terms]]
procedure = "{GUARDIAN}"
amount = 1
unit = "working-day"
channel = "online"
'''


@pytest.fixture
def center(tmp_path: Path) -> Iterator[OpenCenter]:
    """It has words of its own for a duplicate, behind its other reasons, no list of what is due soon, and a
    time of its own for what comes online."""
    text = SAMPLE.read_text(encoding="utf-8").replace("due_soon_days = 2", "due_soon_days = 0")
    with open_center(tmp_path, text=text + OWN_WORDS + ONLINE) as center:
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


def test_a_channel_put_right_ends_the_wait_earlier_on_the_page_and_on_form_01(
    lan: Browser, tmp_path: Path
) -> None:
    record = received(lan)

    assert correct(lan, record, channel="online", fee_vnd="50.000").status_code == 303

    assert "25/11/2026 16:30" in lan.get(record).text
    printed = pdf_of(lan, record, "01", tmp_path).raw_text
    assert "Thời hạn giải quyết theo quy định: 01 ngày làm việc" in printed
    assert "Thời gian trả kết quả: 16 giờ 30 phút, ngày 25 tháng 11 năm 2026" in printed
    assert "Phí, lệ phí đã thu: 50.000 đồng" in printed
    take_back(lan, record)
    assert "ngày 27 tháng 11 năm 2026" in pdf_of(lan, record, "01", tmp_path).raw_text
