"""The list of a day's visits: the day's answer above it, the filters, the export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from contract.offline import TakenAt
from tests.support.console import Browser, Console
from tests.support.kiosk_alone import KioskAlone
from tests.support.open_center import MONDAY_8_AM, OpenCenter


def _rows(browser: Browser, query: str = "") -> list[list[str]]:
    response = browser.get(f"/waits.csv{query}")
    assert response.status_code == 200
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_question_is_answered_in_one_sentence(quang: Browser, busy: OpenCenter) -> None:
    page = quang.get("/waits").text
    assert (
        "Ngày 23/11/2026: trong 2 lượt đã chờ và được mời tới quầy (của 4 lượt), một nửa chờ không quá "
        "10 phút, 90 % không quá 30 phút, lâu nhất 30 phút; 1 trên 2 chặng (50,0 %) chờ trong mục tiêu; "
        "2 chưa xong."
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
    wrong = quang.get("/waits?day=hôm-qua")
    assert wrong.status_code == 400
    assert "“hôm-qua” không phải là một ngày" in wrong.text
    assert quang.get("/waits.csv?day=2026-02-30").status_code == 400


def test_a_day_that_has_not_come_is_told_so(quang: Browser) -> None:
    wrong = quang.get("/waits?day=2026-11-24")
    assert wrong.status_code == 400
    assert "Ngày 24/11/2026 chưa tới" in wrong.text


def test_the_table_above_the_list_is_that_of_the_reports(quang: Browser, busy: OpenCenter) -> None:
    page = quang.get("/waits").text
    row = page.split('title="Hộ tịch"', 1)[1].split("</tr>", 1)[0]
    cells = [part.partition("<")[0] for part in row.split('<td class="n">')[1:]]
    assert cells == ["2", "2", "10:00", "30:00", "30:00", "30:00", "30:00", "20:00", "1", "2", "50,0 %", "0"]


def test_an_unknown_filter_finds_nothing(quang: Browser, busy: OpenCenter) -> None:
    assert _rows(quang, "?service=';DROP TABLE ticket")[1:] == []


def test_a_name_cannot_become_a_formula(site: Console, quang: Browser, opened: OpenCenter) -> None:
    eve = site.book.add("eve", '=HYPERLINK("x")', ["can-bo"], "một mật khẩu khác")
    assert eve.account.name.startswith("=")
    browser = site.browser()
    browser.sign_in("eve", "một mật khẩu khác")
    browser.csrf = browser.get("/").text.split('data-csrf="', 1)[1].split('"', 1)[0]
    browser.ask("open-counter", counter="1")
    opened.take("ho-tich")
    browser.press("call-next")
    header, row = _rows(quang)
    assert dict(zip(header, row, strict=True))["Cán bộ"].startswith("'=")


def test_the_log_reads_in_english_too(quang: Browser, busy: OpenCenter) -> None:
    quang.get("/language/en")
    assert "How long did people wait?" in quang.get("/waits").text
    assert "Waiting (s)" in _rows(quang)[0]


def test_what_was_served_by_hand_is_counted_without_a_time_and_an_estimate_with_its_mark(
    quang: Browser, site: Console, opened: OpenCenter
) -> None:
    lan = site.asker("lan")
    opened.sit("1", lan)
    opened.clock.pass_time(1800)
    kiosk = KioskAlone(opened)
    early = MONDAY_8_AM + timedelta(minutes=5)
    unsure = TakenAt(at=early, is_sure=False, not_before=early, not_after=early + timedelta(minutes=20))
    kiosk.hand_in(kiosk.give(taken=unsure), kiosk.give(at=early), kiosk.give(at=early + timedelta(minutes=1)))
    rows = {row["number"]: row for row in quang.get("/console/handed-in").get_json()["rows"]}
    assert quang.ask("serve-by-hand", tickets=[rows["A998"]["seen"]]).status_code == 200
    for _ in range(2):
        opened.call("1", lan)
        opened.start("1", lan)
        opened.finish("1", lan)

    page = quang.get("/waits").text
    assert (
        "trong 2 lượt đã chờ và được mời tới quầy (của 3 lượt), một nửa chờ không quá 24 phút, 90 % không "
        "quá 25 phút, lâu nhất 25 phút; 0 trên 2 chặng (0,0 %) chờ trong mục tiêu; "
        "1 phục vụ ghi bằng tay (không có thời gian)."
    ) in page
    assert "~25:00" in page
    assert "hoàn thành, cấp khi mất kết nối, ghi bằng tay" in page
    assert "hoàn thành, cấp khi mất kết nối, ước tính" in page
    header, *lines = _rows(quang)
    marks = {line[1]: dict(zip(header, line, strict=True)) for line in lines}
    assert [marks[number]["Phục vụ ghi bằng tay"] for number in ("A999", "A998", "A997")] == ["", "có", ""]
    assert all(line["Cấp khi mất kết nối"] == "có" for line in marks.values())
