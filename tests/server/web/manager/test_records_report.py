"""`/reports/records`: what became of the records, split, compared, exported; the same words everywhere."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from contract import commands as c
from contract.answers import RecordStands
from contract.ids import ProcedureCode, ReasonId, RecordId, new_command_id
from contract.record_words import Channel, RecordState
from server.reports.record_definitions import COUNTS, NOT_MEANT, SHARES, TIMES
from server.store.records import StoredRecords
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

GUARDIAN, COPIES = ProcedureCode("1.004837"), ProcedureCode("2.000815")
DAY = "from=2026-11-23&to=2026-11-23"


def read(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, response.text
    return " ".join(html.unescape(response.text).split())


def cells_of(page: str, label: str, nth: int = 0) -> list[str]:
    """What stands in the nth row of that name."""
    row = page.split(f'<th scope="row" title="{label}">')[nth + 1].split("</tr>", 1)[0]
    return re.findall(r'<td class="n">(.*?)</td>', row)


def rows_of(browser: Browser, address: str) -> list[dict[str, str]]:
    text = browser.get(address).data.decode("utf-8").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def receive(center: OpenCenter, who: str, site: Console, **fields: object) -> RecordId:
    command = c.ReceiveRecord(command_id=new_command_id(), **{"procedure": GUARDIAN, **fields})  # type: ignore[arg-type] # by name
    result = center.done(command, site.asker(who)).result
    assert isinstance(result, RecordStands)
    return result.record


@pytest.fixture
def week(site: Console, opened: OpenCenter) -> OpenCenter:
    """52 received: 45 returned, 5 in process, 2 refused as duplicates; 40 of them by Lan."""
    first = receive(opened, "lan", site, procedure=COPIES, is_returned_at_once=True)
    for _ in range(39):
        receive(opened, "lan", site, procedure=COPIES, is_returned_at_once=True)
    for _ in range(5):
        late = receive(opened, "minh", site)
        for kind, state in (
            (c.FinishRecord, RecordState.RECEIVED),
            (c.ReturnRecord, RecordState.RESULT_READY),
        ):
            seen = c.SeenRecord(record=late, state=state)
            opened.done(kind(command_id=new_command_id(), seen=seen), site.asker("minh"))
    for _ in range(5):
        receive(opened, "minh", site, channel=Channel.POST)
    for _ in range(2):
        opened.done(
            c.RefuseReception(
                command_id=new_command_id(),
                procedure=COPIES,
                reason=ReasonId("trung-ho-so"),
                duplicate_of=first,
            ),
            site.asker("minh"),
        )
    return opened


def test_the_answer_says_both_shares_and_of_what(quang: Browser, week: OpenCenter) -> None:
    page = read(quang, f"/reports/records?{DAY}")

    answer = page.split('class="answer">')[1].split("</p>")[0]
    assert answer.startswith(
        "Hồ sơ nhận ngày 23/11/2026: 52 đã tiếp nhận, 45 đã trả kết quả, 5 đang giải quyết, 2 từ chối."
    )
    assert "Không quá hạn, trên số đã trả: 45/45 = 100,0 %" in answer
    assert "không quá hạn, trên số đã trả có hẹn: 5/5 = 100,0 %" in answer
    assert "không quá hạn, trên số đã tiếp nhận: 45/52 = 86,5 %" in answer


def test_rows_add_up_and_small_numbers_are_marked(quang: Browser, week: OpenCenter) -> None:
    page = read(quang, f"/reports/records?{DAY}&by=channel")

    assert cells_of(page, "Trực tiếp") == ["47", "45", "5", "0", "0", "40", "0", "0", "0", "0", "2", "0", "0"]
    assert cells_of(page, "Bưu chính") == ["5", "0", "0", "0", "0", "0", "0", "5", "0", "0", "0", "0", "0"]
    assert cells_of(page, "Tất cả") == ["52", "45", "5", "0", "0", "40", "0", "5", "0", "0", "2", "0", "0"]
    assert cells_of(page, "Bưu chính", 1) == ["0", "0", "–", "0", "0", "–", "0", "5", "0,0 %"]
    assert page.count('class="few"') >= 2


def test_a_reception_by_mistake_is_told_aside(quang: Browser, site: Console, week: OpenCenter) -> None:
    mistaken = receive(week, "lan", site)
    with week.database.reading() as connection:
        last = StoredRecords(connection).find(mistaken).last  # type: ignore[union-attr] # it is there
    seen = c.SeenRecord(record=mistaken, state=RecordState.RECEIVED)
    week.done(c.UndoRecord(command_id=new_command_id(), seen=seen, undone=last.seq), site.asker("lan"))  # type: ignore[union-attr] # the same

    page = read(quang, f"/reports/records?{DAY}")

    assert "Hồ sơ nhận ngày 23/11/2026: 52 đã tiếp nhận" in page
    assert "Không tính: 1 nhập nhầm, vô hiệu." in page
    assert "nhập nhầm, vô hiệu: <b>1</b>" in page
    assert "nhập nhầm, vô hiệu: 1</span>" in read(quang, "/reports/month/2026-11")


def test_refusals_are_told_by_reason(quang: Browser, week: OpenCenter) -> None:
    assert cells_of(read(quang, f"/reports/records?{DAY}"), "Hồ sơ trùng") == ["2"]
    assert rows_of(quang, f"/reports/records.csv?{DAY}&table=refusals")[0]["số hồ sơ"] == "2"


def test_officers_stand_by_name_under_what_it_does_not_mean(quang: Browser, week: OpenCenter) -> None:
    page = read(quang, f"/reports/records?{DAY}&by=officer")

    assert NOT_MEANT[0] in page
    assert page.index("Nguyễn Thị Lan</a>") < page.index("Trần Văn Minh</a>")
    assert cells_of(page, "Nguyễn Thị Lan")[:2] == ["40", "40"]
    assert NOT_MEANT[0] not in read(quang, f"/reports/records?{DAY}")


def test_one_row_is_looked_into_over_time(quang: Browser, week: OpenCenter) -> None:
    page = read(quang, f"/reports/records?{DAY}&channel=post&by=time")

    assert "hình thức nộp Bưu chính: 5 đã tiếp nhận" in page
    assert cells_of(page, "23/11/2026")[0] == "5"


def test_months_are_told_apart_and_back_dated_ones_are_marked(
    quang: Browser, site: Console, week: OpenCenter
) -> None:
    receive(week, "lan", site, received_at=datetime(2026, 10, 5, 2, tzinfo=UTC))

    page = read(quang, "/reports/records?from=2026-10-01&to=2026-11-23&by=month")

    assert cells_of(page, "10/2026")[0] == "1"
    assert cells_of(page, "11/2026")[0] == "52"
    assert "ghi bổ sung sau: <b>1</b>" in page
    assert "đang giải quyết, đã quá hạn: <b>1</b>" in page
    assert "1 hồ sơ đang giải quyết đã quá hạn" in page


def test_two_periods_stand_beside_each_other(quang: Browser, site: Console, week: OpenCenter) -> None:
    receive(week, "lan", site, received_at=datetime(2026, 11, 16, 2, tzinfo=UTC))

    page = read(quang, f"/reports/records?{DAY}&compare=before")

    assert "So sánh với: Ngày 16/11/2026" in page
    assert cells_of(page, "đã tiếp nhận") == ["52", "1", "+51"]
    label = "không quá hạn, trên số đã tiếp nhận: tỷ lệ"
    assert cells_of(page, label) == ["86,5 %", "0,0 %", "+86,5 điểm %"]


def test_page_csv_and_workbook_use_the_same_words(quang: Browser, week: OpenCenter) -> None:
    page = read(quang, f"/reports/records?{DAY}")
    row = rows_of(quang, f"/reports/records.csv?{DAY}")[-1]
    book = load_workbook(io.BytesIO(quang.get(f"/reports/records.xlsx?{DAY}&by=officer").data))
    texts = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value}

    for definition in (*COUNTS.values(), *SHARES.values(), TIMES["worked"], TIMES["elapsed"]):
        assert definition.vi in page
        assert definition.vi in texts
        assert any(definition.vi in name for name in row) or definition in COUNTS.values()
        assert definition.means_vi in texts
    assert row["không quá hạn, trên số đã tiếp nhận: không quá hạn"] == "45"
    assert row["không quá hạn, trên số đã tiếp nhận: trên số đã tiếp nhận"] == "52"
    assert row["không quá hạn, trên số đã tiếp nhận: tỷ lệ (%)"] == "86.5"
    assert NOT_MEANT[0] in texts


def test_a_procedure_is_named_in_full_and_never_a_formula(
    quang: Browser, site: Console, week: OpenCenter
) -> None:
    names = [row["thủ tục"] for row in rows_of(quang, f"/reports/records.csv?{DAY}")]
    longest = max(names, key=len)

    assert f'title="{longest}"' in html.unescape(quang.get(f"/reports/records?{DAY}").text)
    assert not any(name.startswith(("=", "+", "@")) for name in names)


def test_it_reads_in_english_too(quang: Browser, week: OpenCenter) -> None:
    quang.get("/language/en")
    page = read(quang, f"/reports/records?{DAY}&by=officer")

    assert "Records received 23/11/2026: 52 received, 45 returned" in page
    assert "Not late, of those returned: 45/45 = 100.0 %" in page
    assert NOT_MEANT[1] in page


def test_nothing_is_an_answer(quang: Browser) -> None:
    assert "Hồ sơ nhận ngày 01/06/2026: không có hồ sơ nào." in read(
        quang, "/reports/records?from=2026-06-01&to=2026-06-01&by=officer"
    )


@pytest.mark.parametrize(
    "query",
    ["from=x", "by=weather", "channel=fax", "from=2026-12-01&to=2026-12-02", "from=1999-01-01", "compare=x"],
)
def test_a_question_without_sense_is_told_in_both_languages(quang: Browser, query: str) -> None:
    response = quang.get(f"/reports/records?{query}")

    assert response.status_code == 400


@pytest.mark.parametrize("login", ["lan", "thu", "admin"])
@pytest.mark.parametrize("address", ["/reports/records", "/reports/records.csv", "/reports/records.xlsx"])
def test_it_is_for_managers_alone(site: Console, opened: OpenCenter, login: str, address: str) -> None:
    assert site.signed_in(login).get(address).status_code == 403


def test_unknown_values_are_shown_as_they_are_and_never_markup(quang: Browser, week: OpenCenter) -> None:
    text = quang.get(f"/reports/records?{DAY}&officer=%3Cscript%3Ealert(1)").text

    assert "<script>alert" not in text


def test_the_month_has_its_records_with_both_numbers(quang: Browser, week: OpenCenter) -> None:
    page = read(quang, "/reports/month/2026-11")

    assert "Hồ sơ nhận trong tháng" in page
    assert "<b>86,5 %</b> <span>45 / 52</span>" in page
    assert "Không quá hạn, trên số đã trả có hẹn: 5/5 = 100,0 %" in page
    assert "Hồ sơ nhận trong tháng" not in read(quang, "/reports/month/2026-09")


def test_many_days_are_columns_with_short_names(quang: Browser, site: Console, week: OpenCenter) -> None:
    for day in range(1, 19):
        receive(week, "lan", site, received_at=datetime(2026, 11, day, 2, tzinfo=UTC))

    page = read(quang, "/reports/records?from=2026-11-01&to=2026-11-23&by=time")

    assert ">01/11</text>" in page
    assert ">01/11/2026</text>" not in page
    assert "45/52</text>" in page


def test_the_most_frequent_procedure_stands_first(quang: Browser, week: OpenCenter) -> None:
    rows = rows_of(quang, f"/reports/records.csv?{DAY}")

    assert [row["đã tiếp nhận"] for row in rows] == ["42", "10", "52"]
