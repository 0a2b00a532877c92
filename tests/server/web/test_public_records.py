"""What everybody may read of records: counts with what they are counts of, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import commands as c
from contract.words import Language
from server.reports.record_figures import Share
from server.store.record_persons import Applicant, beside
from server.web.public.record_rows import shown
from server.web.say import Say
from tests.server.web.public_center import PublicCenter, running_center
from tests.support.hub import ANH
from tests.support.records import COPIES, GUARDIAN, receive, undo

VI, EN = Say(Language.VI), Say(Language.EN)


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        hub = running.hub
        for _ in range(3):
            receive(hub, procedure=COPIES, is_returned_at_once=True)
        lan = Applicant(name="Nguyễn Thị Lan", phone="0912345678")
        hub.writer.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN), ANH, beside(lan)).result(10)
        hub.do(c.RefuseReception, ANH, procedure=GUARDIAN, reason="khong-hop-le")
        yield running


def test_today_this_week_and_this_month_stand_side_by_side(center: PublicCenter) -> None:
    text = center.get("/records").body.decode()

    assert re.findall(r"<h2>(.*?)</h2>", text) == ["Hôm nay", "Tuần này", "Tháng này"]
    assert text.count("<b>3/3 (100,0\u00a0%)</b>") == 3
    assert text.count("<b>3/5 (60,0\u00a0%)</b>") == 3
    assert text.count("<th>Giấy tờ không hợp lệ</th><td>1/1</td>") == 3


def test_every_figure_stands_with_its_whole(center: PublicCenter) -> None:
    today = center.get("/records?lang=en").body.decode().split("</table>")[0]

    assert re.findall(r"<th>(.*?)</th><td>(.*?)</td>", today) == [
        ("Received", "5"),
        ("Returned", "3/5"),
        ("early", "0/3"),
        ("on time", "0/3"),
        ("late", "0/3"),
        ("at once, no date promised", "3/3"),
        ("Ready, not fetched yet", "0/5"),
        ("In process", "1/5"),
        ("overdue", "0/1"),
        ("Waiting for a supplement", "0/5"),
        ("Refused", "1/5"),
        ("A document is not valid", "1/1"),
        ("Withdrawn or stopped", "0/5"),
    ]


def test_nobody_is_named(center: PublicCenter) -> None:
    reply = center.get("/records")

    assert "Lan" not in reply.body.decode()
    assert "0912345678" not in reply.body.decode()
    assert "set-cookie" not in reply.headers


def test_a_number_entered_by_mistake_is_said_and_counted_in_nothing(center: PublicCenter) -> None:
    assert "nhập nhầm" not in center.get("/records").body.decode()
    undo(center.hub, receive(center.hub).record)

    text = center.get("/records").body.decode()

    assert text.count("Không tính số nhập nhầm đã hủy: 1") == 3
    assert text.count("<b>3/5 (60,0 %)</b>") == 3


def test_the_same_in_english(center: PublicCenter) -> None:
    text = center.get("/records?lang=en").body.decode()

    assert '<html lang="en">' in text
    assert "A document is not valid" in text
    assert "<b>3/5 (60.0\u00a0%)</b>" in text


def test_before_the_first_record_there_is_no_percentage(tmp_path: Path) -> None:
    with running_center(tmp_path) as empty:
        text = empty.get("/records").body.decode()

    assert text.count("<b>0/0</b>") == 6
    assert "%" not in text


def test_a_share_shows_both_its_numbers() -> None:
    assert shown(Share(45, 52), VI) == "45/52 (86,5\u00a0%)"
    assert shown(Share(45, 47), EN) == "45/47 (95.7\u00a0%)"
