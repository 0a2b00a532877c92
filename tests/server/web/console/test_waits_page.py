"""The manager's wait log: the answer, the filters, the export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from contract.offline import TakenAt
from tests.support.console import Browser, Console
from tests.support.kiosk_alone import KioskAlone
from tests.support.open_center import MONDAY_8_AM, OpenCenter


@pytest.fixture
def quang(site: Console) -> Browser:
    """The manager's browser."""
    return site.signed_in("quang")


@pytest.fixture
def busy(site: Console, center: OpenCenter) -> OpenCenter:
    """One served after 10 minutes, one after 30, one waiting, one at another service."""
    lan = site.asker("lan")
    center.sit("1", lan)
    center.take("ho-tich")
    center.take("ho-tich")
    center.clock.pass_time(600)
    for _ in range(2):
        center.call("1", lan)
        center.clock.pass_time(30)
        center.start("1", lan)
        center.clock.pass_time(1170)
        center.finish("1", lan)
    center.take("chung-thuc")
    center.take("dat-dai-xay-dung")
    center.clock.pass_time(60)
    return center


def _rows(browser: Browser, query: str = "") -> list[list[str]]:
    response = browser.get(f"/waits.csv{query}")
    assert response.status_code == 200
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_question_is_answered_in_one_sentence(quang: Browser, busy: OpenCenter) -> None:
    page = quang.get("/waits").text
    assert (
        "Ngày 23/11/2026: trong 2 người đã được gọi (của 4 lượt), một nửa chờ không quá 20 phút, "
        "người lâu nhất chờ 30 phút; 1 trên 2 người (50 %) được gọi trong thời gian trung tâm đặt ra; "
        "2 người còn đang chờ."
    ) in page


def test_waiting_that_still_runs_is_shown_as_such(quang: Browser, busy: OpenCenter) -> None:
    page = quang.get("/waits").text
    assert page.count("1:00 (đang)") == 2


def test_the_csv_has_units_and_whole_seconds(quang: Browser, busy: OpenCenter) -> None:
    header, *rows = _rows(quang)
    assert "Chờ (giây)" in header
    first = dict(zip(header, rows[0], strict=True))
    assert first["Số"] == "A001"
    assert first["Lấy số lúc (giờ Việt Nam)"] == "08:00:00"
    times = ("Chờ (giây)", "Đi tới quầy (giây)", "Phục vụ (giây)", "Cả lượt (giây)")
    assert [first[name] for name in times] == ["600", "30", "1170", "1800"]
    assert first["Cán bộ"] == "Nguyễn Thị Lan"
    assert [row[1] for row in rows] == ["A001", "A002", "C001", "H001"]
    assert dict(zip(header, rows[2], strict=True))["Còn đang tính"] == "có"


def test_filters_stay_in_the_address(site: Console, quang: Browser, busy: OpenCenter) -> None:
    lan = site.accounts["lan"].id
    assert [row[1] for row in _rows(quang, "?service=chung-thuc")[1:]] == ["C001"]
    assert [row[1] for row in _rows(quang, "?counter=1")[1:]] == ["A001", "A002"]
    assert [row[1] for row in _rows(quang, f"?officer={lan}")[1:]] == ["A001", "A002"]
    assert _rows(quang, "?counter=1&service=chung-thuc")[1:] == []
    page = quang.get("/waits?service=chung-thuc&day=2026-11-23").text
    assert "/waits.csv?day=2026-11-23&amp;service=chung-thuc" in page


def test_a_day_without_data_is_an_empty_log_not_an_error(quang: Browser) -> None:
    assert len(_rows(quang, "?day=2026-11-20")) == 1
    assert "Ngày 20/11/2026: không có lượt nào." in quang.get("/waits?day=2026-11-20").text


def test_a_day_that_is_no_day_is_a_plain_mistake(quang: Browser) -> None:
    assert quang.get("/waits?day=hôm-qua").status_code == 400
    assert quang.get("/waits.csv?day=2026-02-30").status_code == 400


def test_an_unknown_filter_finds_nothing(quang: Browser, busy: OpenCenter) -> None:
    assert _rows(quang, "?service=';DROP TABLE ticket")[1:] == []


def test_a_name_cannot_become_a_formula(site: Console, quang: Browser, center: OpenCenter) -> None:
    eve = site.book.add("eve", '=HYPERLINK("x")', ["can-bo"], "một mật khẩu khác")
    assert eve.account.name.startswith("=")
    browser = site.browser()
    browser.sign_in("eve", "một mật khẩu khác")
    browser.csrf = browser.get("/").text.split('data-csrf="', 1)[1].split('"', 1)[0]
    browser.ask("open-counter", counter="1")
    center.take("ho-tich")
    browser.press("call-next")
    header, row = _rows(quang)
    assert dict(zip(header, row, strict=True))["Cán bộ"].startswith("'=")


def test_the_log_reads_in_english_too(quang: Browser, busy: OpenCenter) -> None:
    quang.get("/language/en")
    assert "How long did people wait?" in quang.get("/waits").text
    assert "Waiting (s)" in _rows(quang)[0]


def test_what_was_served_by_hand_and_what_is_not_sure_are_counted_apart(
    quang: Browser, site: Console, center: OpenCenter
) -> None:
    lan = site.asker("lan")
    center.sit("1", lan)
    center.clock.pass_time(1800)
    kiosk = KioskAlone(center)
    early = MONDAY_8_AM + timedelta(minutes=5)
    unsure = TakenAt(at=early, is_sure=False, not_before=early, not_after=early + timedelta(minutes=20))
    kiosk.hand_in(kiosk.give(taken=unsure), kiosk.give(at=early), kiosk.give(at=early + timedelta(minutes=1)))
    rows = {row["number"]: row for row in quang.get("/console/handed-in").get_json()["rows"]}
    assert quang.ask("serve-by-hand", tickets=[rows["A998"]["seen"]]).status_code == 200
    for _ in range(2):
        center.call("1", lan)
        center.start("1", lan)
        center.finish("1", lan)

    page = quang.get("/waits").text
    assert (
        "trong 1 người đã được gọi (của 3 lượt), một nửa chờ không quá 24 phút, người lâu nhất chờ 24 phút; "
        "0 trên 1 người (0 %) được gọi trong thời gian trung tâm đặt ra; "
        "1 lượt phục vụ lúc mất kết nối, ghi bằng tay, không tính vào thời gian; "
        "1 lượt không biết chắc đã chờ bao lâu, không tính vào thời gian."
    ) in page
    assert "~25:00" in page
    assert "hoàn thành, cấp khi mất kết nối, ghi bằng tay" in page
    assert "hoàn thành, cấp khi mất kết nối, ước tính" in page
    header, *lines = _rows(quang)
    marks = {line[1]: dict(zip(header, line, strict=True)) for line in lines}
    assert [marks[number]["Phục vụ ghi bằng tay"] for number in ("A999", "A998", "A997")] == ["", "có", ""]
    assert all(line["Cấp khi mất kết nối"] == "có" for line in marks.values())
