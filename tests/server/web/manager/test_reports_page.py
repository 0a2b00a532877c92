"""`/reports`: the answer, splits, filters, comparison, exports, and what it refuses."""

from __future__ import annotations

import csv
import html
import io
import re
import subprocess
import sys
from datetime import time, timedelta

import pytest
from openpyxl import load_workbook

from contract import commands as c
from contract.answers import Reserved
from contract.ids import ProcedureCode, ServiceId, new_command_id
from contract.words import SlipFate
from server.reports.definitions import ENDINGS, FLAGS, MEASURES, TARGETS, UNITS
from server.web.manager.asked import Split
from tests.support.console import Browser, Console
from tests.support.open_center import KIOSK, SAMPLE, OpenCenter

DAY = "from=2026-11-23&to=2026-11-23"
TEXT = SAMPLE.read_text(encoding="utf-8")


def read(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, response.text
    return html.unescape(response.text)


def cells_of(page: str, label: str, nth: int = 0) -> list[str]:
    """What stands in the nth row of that name."""
    row = page.split(f'<th scope="row" title="{label}">')[nth + 1].split("</tr>", 1)[0]
    return re.findall(r'<td class="n">(.*?)</td>', row)


def rows_of(browser: Browser, address: str) -> list[dict[str, str]]:
    response = browser.get(address)
    assert response.status_code == 200, response.text
    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# --- the answer ---------------------------------------------------------------------------------------


def test_the_question_is_answered_in_one_sentence_with_numerator_and_denominator(
    quang: Browser, busy: OpenCenter
) -> None:
    page = read(quang, "/reports")
    assert "<h1>Người dân chờ bao lâu?</h1>" in page
    assert (
        "Ngày 23/11/2026: trong 2 lượt đã chờ và được mời tới quầy (của 4 lượt), một nửa chờ không quá "
        "10 phút, 90 % không quá 30 phút, lâu nhất 30 phút; 1 trên 2 chặng (50,0 %) chờ trong mục tiêu; "
        "2 chưa xong."
    ) in page


def test_every_time_stands_with_its_number_percentiles_longest_and_mean(
    quang: Browser, busy: OpenCenter
) -> None:
    page = read(quang, f"/reports?{DAY}")
    assert cells_of(page, "thời gian chờ") == ["2", "10:00", "30:00", "30:00", "30:00", "30:00", "20:00"]
    assert cells_of(page, "chờ trong giờ làm việc")[0] == "2"
    assert cells_of(page, "đã chờ, chưa được mời") == ["2", "1:00", "1:00", "1:00", "1:00", "1:00", "1:00"]
    assert cells_of(page, "cả lượt")[-1] == "40:00"
    assert cells_of(page, "lưu số") == ["0", "–", "–", "–", "–", "–", "–"]
    assert cells_of(page, "Chỉ những ai đã được mời")[0] == "2"
    assert cells_of(page, "Tính cả người bỏ về và còn chờ (Kaplan–Meier)") == [
        "4", "10:00", "30:00", "30:00", "30:00",
    ]  # fmt: skip


def test_the_counts_add_up_before_the_reader_s_eyes(quang: Browser, busy: OpenCenter) -> None:
    page = " ".join(read(quang, f"/reports?{DAY}").split())
    assert (
        "4 lượt = 2 hoàn thành + 0 phục vụ ghi bằng tay + 0 vắng mặt + 0 bỏ về, hủy số + "
        "0 chưa được phục vụ + 2 chưa xong."
    ) in page
    assert "Số đã cấp: 4 = 4 lượt + 0 số không có phiếu." in page


def test_the_share_within_target_shows_what_is_not_known(quang: Browser, busy: OpenCenter) -> None:
    page = " ".join(read(quang, f"/reports?{DAY}").split())
    assert "Trong mục tiêu: 1 / 2 chặng biết được = 50,0 %." in page
    assert "Không biết: 2." in page


def test_small_numbers_are_marked(quang: Browser, busy: OpenCenter) -> None:
    page = read(quang, f"/reports?{DAY}")
    assert "Ít số liệu (dưới 20)" in page
    assert ">ít</span>" in page.split('title="Hộ tịch"', 1)[1].split("</tr>", 1)[0]


def test_the_page_says_of_which_ledger_it_is(quang: Browser, busy: OpenCenter) -> None:
    page = read(quang, f"/reports?{DAY}")
    assert re.search(r"Theo sổ cái đến sự kiện \d+, mã băm [0-9a-f]{12}…, 23/11/2026 08:\d\d:\d\d", page)


def test_days_without_anything_are_said_so_and_draw_nothing(quang: Browser) -> None:
    page = read(quang, "/reports?from=2026-11-02&to=2026-11-08")
    assert "Từ 02/11/2026 đến 08/11/2026: không có lượt nào." in page
    assert "<svg" not in page


def test_it_reads_in_english_too(quang: Browser, busy: OpenCenter) -> None:
    quang.get("/language/en")
    page = " ".join(read(quang, f"/reports?{DAY}").split())
    assert (
        "23/11/2026: of the 2 visits that waited and were called (of 4 visits), half waited no longer than "
        "10 min, 90 % no longer than 30 min, the longest 30 min; 1 of 2 legs (50.0 %) waited within target; "
        "2 still open."
    ) in page
    assert "4 visits = 2 served +" in page


# --- splits and filters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("split", "rows"),
    [
        (Split.SERVICE, {"Hộ tịch": "2", "Chứng thực": "1", "Đất đai – Xây dựng": "1"}),
        (Split.PROCEDURE, {"chưa chọn thủ tục": "4"}),
        (Split.COUNTER, {"Quầy 1": "2"}),
        (Split.HOUR, {"08:00–09:00": "4"}),
        (Split.WEEKDAY, {"Thứ hai": "4"}),
        (Split.PRIORITY, {"không ưu tiên": "4"}),
        (Split.KIOSK, {"Máy lấy số ở cửa": "4"}),
        (Split.TIME, {"23/11/2026": "4"}),
    ],
)
def test_it_splits_by(quang: Browser, busy: OpenCenter, split: Split, rows: dict[str, str]) -> None:
    page = read(quang, f"/reports?{DAY}&by={split.value}")
    assert {label: cells_of(page, label)[0] for label in rows} == rows
    table = rows_of(quang, f"/reports.csv?{DAY}&by={split.value}")
    assert [next(iter(row.values())) for row in table] == [*rows, "Tất cả"]


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("service=chung-thuc", "nhóm thủ tục Chứng thực: 1 chặng, chưa ai được mời tới quầy"),
        ("counter=1", "quầy Quầy 1: trong 2 lần tại quầy đã chờ"),
        ("hour=9", "giờ 09:00–10:00: không có lượt nào."),
        ("weekday=0", "thứ Thứ hai: trong 2 lượt"),
        ("priority=-", "diện ưu tiên không ưu tiên: trong 2 lượt"),
        ("kiosk=kiosk-1", "máy lấy số Máy lấy số ở cửa: trong 2 lượt"),
        ("procedure=-", "thủ tục chưa chọn thủ tục: trong 2 lượt"),
        ("service=ho-tich&hour=8", "nhóm thủ tục Hộ tịch, giờ 08:00–09:00: trong 2 chặng"),
    ],
)
def test_filters_stand_in_the_address_and_in_the_sentence(
    quang: Browser, busy: OpenCenter, only: str, said: str
) -> None:
    assert said in read(quang, f"/reports?{DAY}&{only}")


def test_an_officer_can_be_asked_about_alone(site: Console, quang: Browser, busy: OpenCenter) -> None:
    lan = site.accounts["lan"].id
    assert "cán bộ Nguyễn Thị Lan: trong 2 lần tại quầy" in read(quang, f"/reports?{DAY}&officer={lan}")


def test_every_link_keeps_the_whole_question(quang: Browser, busy: OpenCenter) -> None:
    page = read(quang, f"/reports?{DAY}&by=hour&service=ho-tich&compare=before&without=too-short")
    kept = "by=hour&service=ho-tich&without=too-short&compare=before"
    assert f"/reports.xlsx?from=2026-11-23&to=2026-11-23&{kept}" in page
    assert f"/reports?from=2026-11-22&to=2026-11-22&{kept}" in page


def test_a_row_leads_into_itself_over_time(quang: Browser, busy: OpenCenter) -> None:
    assert '<a href="/reports?from=2026-11-23&to=2026-11-23&by=time&service=ho-tich">Hộ tịch</a>' in read(
        quang, f"/reports?{DAY}"
    )


def test_a_period_with_nothing_to_compare_with_is_said_so(quang: Browser, busy: OpenCenter) -> None:
    page = read(quang, f"/reports?{DAY}&compare=last-year")
    assert "So sánh với: Ngày 23/11/2025" in page
    assert "Kỳ đó không có gì để so." in page


def test_many_days_are_drawn_as_lines_and_read_so(site: Console, opened: OpenCenter) -> None:
    for _ in range(23):
        opened.take("ho-tich")
        opened.close_day()
        opened.clock.pass_time(24 * 3600)
        while not (opened.writer.rules.number_hours(ServiceId("ho-tich"), opened.writer.now().local_day)):
            opened.clock.pass_time(24 * 3600)
        opened.open_day()
    quang = site.signed_in("quang")
    page = read(quang, "/reports?from=2026-11-23&to=2026-12-24&by=time")
    assert "Nét liền, chấm tròn" in page
    assert "<polyline" in page


def test_only_one_day_given_is_that_day(quang: Browser, busy: OpenCenter) -> None:
    assert "Ngày 23/11/2026: trong 2 lượt" in read(quang, "/reports?from=2026-11-23")
    assert "Ngày 23/11/2026: trong 2 lượt" in read(quang, "/reports?to=2026-11-23")


def test_units_in_doubt_are_counted_shown_and_left_out_by_one_press(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    lan = site.asker("lan")
    opened.sit("1", lan)
    for seconds in (5, 600):
        opened.take("ho-tich")
        opened.call("1", lan)
        opened.start("1", lan)
        opened.clock.pass_time(seconds)
        opened.finish("1", lan)
    page = " ".join(read(quang, f"/reports?{DAY}").split())
    assert (
        'phục vụ quá ngắn: <b>1</b> <a href="/reports?from=2026-11-23&to=2026-11-23&without=too-short">'
        in page
    )
    assert cells_of(page, "thời gian phục vụ")[0] == "2"
    without = " ".join(read(quang, f"/reports?{DAY}&without=too-short").split())
    assert cells_of(without, "thời gian phục vụ")[:2] == ["1", "10:00"]
    assert "bỏ ra: phục vụ quá ngắn: trong 1 lượt" in without
    assert "Đang bỏ ra: 1 / 2." in without
    assert "phục vụ quá ngắn: <b>1</b> <a" in without


def test_another_period_stands_beside_with_the_difference(site: Console, busy: OpenCenter) -> None:
    busy.close_day()
    busy.clock.pass_time(7 * 24 * 3600 - 3060)
    busy.open_day()
    lan = site.asker("lan")
    busy.sit("1", lan)
    busy.take("ho-tich")
    busy.clock.pass_time(300)
    busy.call("1", lan)
    quang = site.signed_in("quang")
    page = read(quang, "/reports?from=2026-11-30&to=2026-11-30&compare=before")
    assert cells_of(page, "lượt") == ["1", "4", "−3"]
    assert cells_of(page, "thời gian chờ: một nửa không quá") == ["5:00", "10:00", "−5:00"]
    assert cells_of(page, "mục tiêu: tỷ lệ") == ["100,0 %", "50,0 %", "+50,0 điểm %"]
    assert cells_of(page, "Hộ tịch") == ["1", "2", "−1", "5:00", "10:00", "−5:00", "5:00", "30:00", "−25:00"]
    assert cells_of(page, "Chứng thực")[:3] == ["–", "1", "–"]
    table = rows_of(quang, "/reports.csv?from=2026-11-30&to=2026-11-30&compare=before&table=comparison")
    assert [row["chênh lệch"] for row in table if "lâu nhất" in row["con số"]] == ["-1500"]
    assert [row["chênh lệch"] for row in table if "tỷ lệ" in row["con số"]] == ["50.0"]
    assert "thời gian chờ: lâu nhất (giây)" in [row["con số"] for row in table]


def test_the_heat_map_prints_a_number_in_every_cell(quang: Browser, busy: OpenCenter) -> None:
    p90 = read(quang, f"/reports?{DAY}").partition('id="heat"')[2]
    assert ">30:00*</text>" in p90
    assert ">4</text>" in read(quang, f"/reports?{DAY}&heat=visits").partition('id="heat"')[2]


def test_the_distribution_has_half_open_bars_and_one_service_s_target(
    quang: Browser, busy: OpenCenter
) -> None:
    rows = rows_of(quang, f"/reports.csv?{DAY}&table=bars")
    assert [list(row.values())[:3] for row in rows[:3]] == [
        ["0–5", "0", "2"],
        ["5–10", "0", "0"],
        ["10–15", "1", "0"],
    ]
    assert list(rows[-1].values())[:3] == ["30–35", "1", "0"]
    assert "mục tiêu 20 phút" in read(quang, f"/reports?{DAY}&service=ho-tich")
    assert "mục tiêu 20 phút" not in read(quang, f"/reports?{DAY}")


# --- what has ended, what has changed -----------------------------------------------------------------


def test_a_service_that_has_ended_is_named_as_it_was(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    opened.accept(TEXT.replace('id = "huong-dan"', 'id = "da-het"').replace('"huong-dan"', '"da-het"'))
    page = read(quang, f"/reports?{DAY}&service=da-het")
    assert "nhóm thủ tục Hướng dẫn nộp trực tuyến: không có chặng nào." in page


def test_a_range_that_crosses_a_change_of_configuration_says_so(quang: Browser, opened: OpenCenter) -> None:
    assert "Cấu hình của trung tâm đã đổi" not in read(quang, f"/reports?{DAY}")
    opened.accept(TEXT.replace("target_wait_min = 20", "target_wait_min = 25"))
    page = " ".join(read(quang, f"/reports?{DAY}").split())
    assert "Cấu hình của trung tâm đã đổi ngày 23/11/2026: mục tiêu" in page
    assert "đã đổi" not in read(quang, "/reports?from=2026-11-20&to=2026-11-22")


def test_the_longest_procedure_is_shortened_with_its_whole_name_as_title(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    longest = max(site.hub.procedures(), key=lambda known: len(known.name_vi))
    service = next(known.id for known in opened.config.services if longest.code in known.procedures)
    wanted = c.ReserveTicket(
        command_id=new_command_id(), asked_at=opened.now(), service=ServiceId(service),
        procedure=ProcedureCode(longest.code),
    )  # fmt: skip
    taken = opened.done(wanted, KIOSK).result
    assert isinstance(taken, Reserved)
    opened.done(
        c.ConfirmTicket(command_id=new_command_id(), ticket=taken.ticket, fate=SlipFate.PRINTED), KIOSK
    )
    page = read(quang, f"/reports?{DAY}&by=procedure")
    assert cells_of(page, longest.name_vi)[0] == "1"
    shown = page.split(f'title="{longest.name_vi}"><a', 1)[1].partition(">")[2].partition("<")[0]
    assert len(shown) <= 90
    assert shown.endswith("…")
    assert rows_of(quang, f"/reports.csv?{DAY}&by=procedure")[0]["thủ tục"] == longest.name_vi


# --- what cannot be answered --------------------------------------------------------------------------

WRONG = [
    ("from=2026-11-23&to=2026-11-20", "sau ngày kết thúc", "after its end"),
    ("from=2026-11-24", "Ngày 24/11/2026 chưa tới", "has not come yet"),
    ("from=23/11/2026", "“23/11/2026” không phải là một ngày", "is no day"),
    ("from=2026-02-30", "“2026-02-30” không phải là một ngày", "is no day"),
    ("from=2026-W48-1", "không phải là một ngày", "is no day"),
    ("from=1999-12-31&to=2026-11-01", "Trước ngày 01/01/2000", "before 01/01/2000"),
    ("by=mood", "“by=mood”", "means nothing here"),
    ("hour=24", "“hour=24”", "means nothing here"),
    ("weekday=x", "“weekday=x”", "means nothing here"),
    ("hour=²", "“hour=²”", "means nothing here"),
    ("without=luck", "“without=luck”", "means nothing here"),
    ("compare=never", "“compare=never”", "means nothing here"),
    ("heat=hot", "“heat=hot”", "means nothing here"),
    ("service=khong-co", "Không có nhóm thủ tục nào là “khong-co”", "no service “khong-co”"),
    ("counter=77", "Không có quầy nào là “77”", "no counter “77”"),
    ("service=';DROP TABLE ticket", "Không có nhóm thủ tục nào là", "no service"),
]


@pytest.mark.parametrize(("query", "vi", "en"), WRONG)
@pytest.mark.parametrize("address", ["/reports", "/reports.csv", "/reports.xlsx"])
def test_what_makes_no_sense_is_answered_with_one_sentence_in_both_languages(
    quang: Browser, address: str, query: str, vi: str, en: str
) -> None:
    response = quang.get(f"{address}?{query}")
    page = html.unescape(response.text)
    assert response.status_code == 400
    assert vi in page.split('lang="vi">', 2)[2].partition("</p>")[0]
    assert en in page.split('<p lang="en">', 1)[1].partition("</p>")[0]


def test_a_table_that_is_not_there_is_told_so(quang: Browser) -> None:
    response = quang.get(f"/reports.csv?{DAY}&table=secrets")
    assert (response.status_code, "Không có bảng “secrets”." in response.text) == (400, True)


@pytest.mark.parametrize("login", ["lan", "hung", "thu", "admin"])
@pytest.mark.parametrize(
    "address",
    [
        "/reports", "/reports.csv", "/reports.xlsx", "/reports/definitions", "/reports/officers",
        "/reports/officers.csv", "/reports/officers.xlsx", "/reports/month", "/reports/month/2026-11",
    ],
)  # fmt: skip
def test_reports_are_for_managers_alone(site: Console, login: str, address: str) -> None:
    browser = site.signed_in(login)
    assert browser.get(address).status_code == 403
    assert "Báo cáo" not in browser.get("/").text


# --- exports ------------------------------------------------------------------------------------------


def test_the_csv_has_units_in_its_header_and_whole_seconds(quang: Browser, busy: OpenCenter) -> None:
    first, *_, total = rows_of(quang, f"/reports.csv?{DAY}")
    assert first["nhóm thủ tục"] == "Hộ tịch"
    assert first["chặng"] == "2"
    assert first["thời gian chờ: một nửa không quá (giây)"] == "600"
    assert first["thời gian chờ: trung bình (giây)"] == "1200"
    assert first["mục tiêu: tỷ lệ (%)"] == "50.0"
    assert first["thời gian phục vụ: 90 % không quá (giây)"] == "1170"
    assert first["hoàn thành"] == "2"
    assert first["cấp khi mất kết nối"] == "0"
    assert first["ít số liệu (dưới 20)"] == "ít"
    assert total["chặng"] == "4"
    assert total["lưu số: một nửa không quá (giây)"] == ""


def test_the_csv_is_named_after_its_question(quang: Browser, busy: OpenCenter) -> None:
    told = quang.get(f"/reports.csv?{DAY}").headers["Content-Disposition"]
    assert told == 'attachment; filename="motcua-23134-2026-11-23-2026-11-23-split.csv"'


def test_the_workbook_holds_real_numbers_durations_question_and_definitions(
    quang: Browser, busy: OpenCenter
) -> None:
    response = quang.get(f"/reports.xlsx?{DAY}")
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(response.data))
    waits = book["Chờ"]
    header = [cell.value for cell in waits[1]]
    row = dict(zip(header, waits[2], strict=True))
    assert row["nhóm thủ tục"].value == "Hộ tịch"
    assert (row["chặng"].value, row["chặng"].data_type) == (2, "n")
    half = row["thời gian chờ: một nửa không quá (h:mm:ss)"]
    assert half.number_format == "[h]:mm:ss"
    assert half.value in (time(0, 10), timedelta(minutes=10))
    assert (row["mục tiêu: tỷ lệ (%)"].value, row["mục tiêu: tỷ lệ (%)"].number_format) == (0.5, "0.00%")
    assert waits.freeze_panes == "B2"
    question = {line[0].value: line[1].value for line in book["Câu hỏi"].iter_rows()}
    assert question["Trả lời"].startswith("Ngày 23/11/2026: trong 2 lượt")
    assert len(question["Mã băm của sự kiện đó"]) == 64
    words = {line[0].value for line in book["Định nghĩa"].iter_rows()}
    every = (*UNITS.values(), *MEASURES.values(), *ENDINGS.values(), *FLAGS.values(), *TARGETS.values())
    assert {definition.vi for definition in every} <= words


def test_no_name_becomes_a_formula(site: Console, quang: Browser, opened: OpenCenter) -> None:
    eve = site.book.add("eve", "=1+1", ["can-bo"], "một mật khẩu khác").account
    browser = site.browser()
    browser.sign_in("eve", "một mật khẩu khác")
    browser.csrf = browser.get("/").text.split('data-csrf="', 1)[1].split('"', 1)[0]
    browser.ask("open-counter", counter="1")
    opened.take("ho-tich")
    browser.press("call-next")
    assert eve.name == "=1+1"
    assert rows_of(quang, f"/reports/officers.csv?{DAY}")[0]["cán bộ"] == "'=1+1"
    book = load_workbook(io.BytesIO(quang.get(f"/reports/officers.xlsx?{DAY}").data))
    cell = book["Theo cán bộ"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# --- officers, definitions, start ---------------------------------------------------------------------


def test_officers_stand_by_name_with_what_the_table_does_not_mean(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    lan, minh = site.asker("lan"), site.asker("minh")
    for counter, who, seconds in (("2", minh, 60), ("1", lan, 600)):
        opened.sit(counter, who)
        opened.take("chung-thuc")
        opened.call(counter, who)
        opened.start(counter, who)
        opened.clock.pass_time(seconds)
        opened.finish(counter, who)
    page = read(quang, f"/reports/officers?{DAY}")
    assert "Bảng này không cho biết ai làm việc tốt hơn." in page
    assert page.index('title="Nguyễn Thị Lan"') < page.index('title="Trần Văn Minh"')
    assert cells_of(page, "Nguyễn Thị Lan")[:3] == ["1", "1", "1"]
    assert "10:00" in cells_of(page, "Nguyễn Thị Lan")
    redirected = quang.get(f"/reports?{DAY}&by=officer&service=chung-thuc")
    assert redirected.status_code == 302
    assert redirected.headers["Location"] == f"/reports/officers?{DAY}&service=chung-thuc"


def test_no_officer_is_said_plainly(quang: Browser) -> None:
    assert "Không có lần tại quầy nào" in read(quang, "/reports/officers?from=2026-11-02&to=2026-11-08")


@pytest.mark.parametrize(("query", "vi", "en"), WRONG[:3])
def test_the_officers_page_refuses_the_same(quang: Browser, query: str, vi: str, en: str) -> None:
    response = quang.get(f"/reports/officers?{query}")
    assert response.status_code == 400
    assert vi in html.unescape(response.text)
    assert en in html.unescape(response.text)


def test_the_page_of_definitions_has_every_word(quang: Browser) -> None:
    page = read(quang, "/reports/definitions")
    for definition in (
        *UNITS.values(),
        *MEASURES.values(),
        *ENDINGS.values(),
        *FLAGS.values(),
        *TARGETS.values(),
    ):
        assert definition.means_vi in page
        assert definition.formula in page


def test_the_hub_starts_without_what_only_reports_need() -> None:
    told = (
        "import server.web.console_app, sys; print([m for m in ('numpy', 'xlsxwriter') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
