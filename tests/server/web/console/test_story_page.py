"""`/reports/ticket/…`: a ticket's own story, who may read it, how it is found, and marking its times."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import commands as c
from contract.ids import TicketId, new_command_id, new_ticket_id
from server.service.asker import Asker
from tests.support.console import Browser, Console, console
from tests.support.handed import hand_in, told
from tests.support.hub import SmallHub, small_hub
from tests.support.told_visits import KEPT, center_of, long_visit, merged_visit

TWO_DAYS_S = 48 * 3600
PART = r'<rect class="part" x="([\d.]+)%" y="1" width="([\d.]+)%" height="38" fill="url\(#(\w+)\)"'
"""One part of the bar: where it begins, how wide it is, its pattern."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SmallHub]:
    """At 08:00 of an open Monday."""
    with small_hub(tmp_path) as hub:
        hub.open_day()
        yield hub


@pytest.fixture
def site(hub: SmallHub) -> Iterator[Console]:
    """The console's app over it."""
    with console(center_of(hub)) as site:
        yield site


@pytest.fixture
def quang(site: Console) -> Browser:
    """The manager's browser."""
    return site.signed_in("quang")


@pytest.fixture
def ticket(hub: SmallHub, site: Console) -> TicketId:
    """Lan at counter 1, then Minh at counter 3."""
    return long_visit(hub, site.asker("lan"), site.asker("minh"))


def shown(text: str) -> str:
    """What stands on the page, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def page(browser: Browser, ticket: str) -> str:
    response = browser.get(f"/reports/ticket/{ticket}")
    assert response.status_code == 200
    return shown(response.text)


def mark(browser: Browser, ticket: str, reason: str, command: str | None = None) -> int:
    fields = {"reason": reason, "command_id": command or new_command_id()}
    return browser.post(f"/reports/ticket/{ticket}/times", **fields).status_code


def served(hub: SmallHub, officer: Asker) -> TicketId:
    hub.sit("1", officer)
    ticket = hub.take()
    hub.serve(ticket, "1", officer)
    hub.at_counter(c.Finish, ticket, "1", officer)
    return ticket


# --- what it says -------------------------------------------------------------------------------------


def test_a_manager_reads_everything_with_names_and_reasons(quang: Browser, ticket: TicketId) -> None:
    text = page(quang, ticket)

    for part in (
        "Số A001, ngày 23/11/2026",
        "Hoàn thành, cả lượt 27:45",
        "Hộ tịch → ",
        "08:05:00 Nguyễn Thị Lan Mời tới Quầy 1. Vì sao lúc này: ưu tiên (",
        "đến trước trong nhóm; còn 1 người chờ.",
        "Lưu số tại Quầy 1. Lý do: ",
        f"giữ thứ tự cũ, lý do: “{KEPT}”",
        "Trần Văn Minh Hoàn thành tại Quầy 3.",
        "Máy lấy số ở cửa Phiếu đã in.",
        "có lần vắng mặt",
    ):
        assert part in text


def test_what_was_undone_is_struck_through_and_said_in_words(quang: Browser, ticket: TicketId) -> None:
    text = quang.get(f"/reports/ticket/{ticket}").text
    struck = re.findall(r"<del>(.*?)</del> <b[^>]*>(.*?)</b>", text)

    assert struck == [("Không tới Quầy 1: vắng mặt.", "đã hoàn tác")]


def test_the_sum_is_an_equation_to_the_second_and_to_the_microsecond(
    quang: Browser, ticket: TicketId
) -> None:
    text = page(quang, ticket)

    assert (
        "thời gian chờ 7:30 + đi tới quầy 1:15 + thời gian phục vụ 13:00 + lưu số 2:00 + vắng mặt 4:00 "
        "= cả lượt 27:45"
    ) in text
    assert "450,000000 + 75,000000 + 780,250000 + 120,500000 + 240,000000 = 1665,750000" in text


def test_the_bar_has_every_period_in_its_own_pattern(quang: Browser, ticket: TicketId) -> None:
    text = quang.get(f"/reports/ticket/{ticket}").text
    parts = re.findall(PART, text)

    assert " ".join(kind for _, _, kind in parts) == (
        "waiting walking absent waiting walking service hold service waiting walking service"
    )
    assert set(re.findall(r'<pattern id="(\w+)"', text)) == {
        "waiting",
        "walking",
        "absent",
        "service",
        "hold",
    }
    assert float(parts[-1][0]) + float(parts[-1][1]) == pytest.approx(100, abs=0.5)


def test_an_offline_story_says_bounds_kiosk_claim_and_estimates(
    quang: Browser, site: Console, hub: SmallHub
) -> None:
    text = page(quang, merged_visit(hub, site.asker("minh")))

    for part in (
        "Nhận phiếu giấy tại Quầy 2",
        "Hoàn tác việc nhận phiếu giấy tại Quầy 2",
        "không rõ lấy số lúc nào, trong khoảng 08:03:00 – 08:14:00; tính từ 08:03:00",
        "Máy lấy số ở cửa Máy lấy số nộp phiếu đã nhận tại quầy",
        "~12:30 (ước tính)",
        "⚠ thời gian ước tính",
        "cấp khi mất kết nối",
        "ghi lùi giờ",
    ):
        assert part in text


def test_a_clock_step_meanwhile_is_told_in_its_own_row(quang: Browser, hub: SmallHub) -> None:
    ticket = hub.take()
    hub.clock.step_wall(-90)
    hub.tick()
    text = page(quang, ticket)

    assert "hệ thống Đồng hồ hệ thống bị chỉnh -90,0 giây" in text


def test_the_story_is_told_in_english_too(quang: Browser, ticket: TicketId) -> None:
    quang.get("/language/en")
    text = page(quang, ticket)

    for part in (
        "Number A001, 23/11/2026",
        "Served, whole visit 27:45",
        "Why then: priority (",
        "undone",
        "waiting 7:30 + walking 1:15 + service 13:00 + hold 2:00 + absent 4:00 = whole visit 27:45",
        "In seconds, uncut: 450.000000 + ",
    ):
        assert part in text


def test_what_people_typed_is_never_markup(quang: Browser, site: Console, hub: SmallHub) -> None:
    lan = site.asker("lan")
    hub.sit("1", lan)
    ticket = hub.take()
    hub.at_counter(c.CallTicket, ticket, "1", lan, reason="<script>alert(1)</script>")

    text = quang.get(f"/reports/ticket/{ticket}").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_number_without_any_time_has_a_page(quang: Browser, hub: SmallHub) -> None:
    text = page(quang, hub.reserve().ticket)

    assert "Không có khoảng thời gian nào được tính." in text
    assert "Số không có phiếu." in text


def test_a_slip_that_found_no_line_has_a_page_without_a_form(
    quang: Browser, site: Console, hub: SmallHub
) -> None:
    late = told(hub, "A999")
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    hand_in(hub, late)
    response = site.signed_in("quang").get(
        "/reports/tickets?day=2026-11-23&number=A999", follow_redirects=True
    )

    assert "Phiếu không xếp được vào hàng." in shown(response.text)
    assert "ngày của phiếu đã qua" in response.text
    assert 'name="reason"' not in response.text


# --- who may ------------------------------------------------------------------------------------------


def test_an_officer_reads_what_they_served_and_sees_no_other_name(site: Console, ticket: TicketId) -> None:
    for login, own, other in (("lan", "Nguyễn Thị Lan", "Minh"), ("minh", "Trần Văn Minh", "Lan")):
        text = page(site.signed_in(login), ticket).replace(own, "", 1)  # the header's
        assert own in text
        assert "cán bộ khác" in text
        assert other not in text.replace("Tân Lập", "")


def test_an_officer_who_did_not_serve_it_may_not(site: Console, ticket: TicketId) -> None:
    browser = site.signed_in("hung")

    assert browser.get(f"/reports/ticket/{ticket}").status_code == 403
    assert mark(browser, ticket, "device") == 403


@pytest.mark.parametrize("login", ["thu", "admin"])
def test_guides_and_administrators_may_not(site: Console, ticket: TicketId, login: str) -> None:
    browser = site.signed_in(login)

    assert browser.get(f"/reports/ticket/{ticket}").status_code == 403
    assert browser.get("/reports/tickets").status_code == 403
    assert mark(browser, ticket, "device") == 403


def test_whoever_is_not_signed_in_is_asked_to(site: Console, ticket: TicketId) -> None:
    assert "/sign-in" in site.browser().get(f"/reports/ticket/{ticket}").location


# --- finding ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["A001", "a1", "a 001", "A-1"])
def test_day_and_number_lead_to_the_story(quang: Browser, ticket: TicketId, written: str) -> None:
    found = quang.get("/reports/tickets", query_string={"day": "2026-11-23", "number": written})

    assert (found.status_code, found.location) == (303, f"/reports/ticket/{ticket}")


def test_a_number_of_some_days_ago_is_found(quang: Browser, site: Console, hub: SmallHub) -> None:
    ticket = served(hub, site.asker("lan"))
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    quang = site.signed_in("quang")

    assert quang.get("/reports/tickets?day=2026-11-23&number=A001").location == f"/reports/ticket/{ticket}"
    missing = quang.get("/reports/tickets?number=A001")
    assert missing.status_code == 404
    assert "Ngày 25/11/2026 không có số A001." in missing.text


@pytest.mark.parametrize("written", ["A777", "xin chào", "';DROP TABLE ticket"])
def test_a_number_that_is_not_there_is_said_plainly(quang: Browser, ticket: TicketId, written: str) -> None:
    found = quang.get("/reports/tickets", query_string={"day": "2026-11-23", "number": written})

    assert found.status_code == 404
    assert "Ngày 23/11/2026 không có số" in found.text


def test_without_a_number_the_page_asks(quang: Browser) -> None:
    assert "Chuyện gì đã xảy ra với một số?" in quang.get("/reports/tickets").text


def test_a_day_that_is_no_day_is_said(quang: Browser) -> None:
    response = quang.get("/reports/tickets?day=2026-02-30&number=A001")

    assert response.status_code == 400
    assert "Ngày không đọc được." in response.text


def test_an_unknown_id_is_said(quang: Browser) -> None:
    response = quang.get(f"/reports/ticket/{new_ticket_id()}")

    assert response.status_code == 404
    assert "Không có phiếu nào có mã này." in response.text


def test_the_wait_log_leads_to_the_stories(quang: Browser, ticket: TicketId) -> None:
    address = "/reports/tickets?day=2026-11-23&number=A001"

    assert address.replace("&", "&amp;") in quang.get("/waits").text
    assert quang.get(address).location == f"/reports/ticket/{ticket}"


# --- marking ------------------------------------------------------------------------------------------


def test_an_officer_marks_their_own_and_takes_it_back(site: Console, hub: SmallHub) -> None:
    ticket = served(hub, site.asker("lan"))
    lan = site.signed_in("lan")
    assert "Xác nhận: thời gian không đúng" in page(lan, ticket)

    assert mark(lan, ticket, "pressed-late") == 303
    text = page(lan, ticket)
    assert "Đã báo không đúng: bấm trễ so với thực tế" in text
    assert "Nguyễn Thị Lan Báo thời gian không đúng: bấm trễ so với thực tế." in text
    assert "⚠ ghi giờ không đúng" in text

    assert mark(lan, ticket, "right") == 303
    text = page(lan, ticket)
    assert "Rút lại lời báo: thời gian đúng thực tế." in text
    assert "⚠ ghi giờ không đúng" not in text
    assert "Xác nhận: thời gian không đúng" in text


def test_a_manager_marks_a_ticket_of_a_closed_day(site: Console, hub: SmallHub) -> None:
    ticket = served(hub, site.asker("lan"))
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    quang = site.signed_in("quang")

    assert mark(quang, ticket, "forgotten") == 303
    assert "25/11/2026 08:00:00 Đỗ Quang Báo thời gian không đúng: quên bấm." in page(quang, ticket)


def test_a_form_sent_twice_is_one_mark(site: Console, hub: SmallHub) -> None:
    ticket, lan = served(hub, site.asker("lan")), site.signed_in("lan")
    form = re.search(r'name="command_id" value="([^"]+)"', lan.get(f"/reports/ticket/{ticket}").text)
    assert form is not None

    before = hub.seq
    assert [mark(lan, ticket, "device", form[1]) for _ in range(2)] == [303, 303]
    assert hub.seq == before + 1


def test_without_a_reason_nothing_is_noted(site: Console, hub: SmallHub) -> None:
    ticket, lan = served(hub, site.asker("lan")), site.signed_in("lan")
    before = hub.seq
    response = lan.post(f"/reports/ticket/{ticket}/times", command_id=new_command_id())

    assert response.status_code == 400
    assert "Chưa chọn lý do: chưa ghi gì cả." in response.text
    assert mark(lan, ticket, "because") == 400
    assert mark(lan, ticket, "device", "không phải mã") == 400
    assert hub.seq == before


def test_a_form_without_the_token_is_refused(site: Console, hub: SmallHub) -> None:
    ticket, lan = served(hub, site.asker("lan")), site.signed_in("lan")
    lan.csrf = "somebody's"

    assert mark(lan, ticket, "device") == 403


def test_the_console_links_to_the_ticket_in_hand_and_then_to_the_last_one(
    site: Console, hub: SmallHub
) -> None:
    lan = site.signed_in("lan")

    def link() -> tuple[str, str] | None:
        times = lan.state()["counter"]["times"]
        return (times["number"], times["address"]) if times else None

    hub.sit("1", site.asker("lan"))
    assert link() is None
    ticket = hub.take()
    hub.serve(ticket, "1", site.asker("lan"))
    expected = ("A001", f"/reports/ticket/{ticket}#times")
    assert link() == expected
    hub.at_counter(c.Finish, ticket, "1", site.asker("lan"))
    assert link() == expected
    hub.sit("3", site.asker("minh"))
    assert site.signed_in("minh").state()["counter"]["times"] is None


def test_the_hub_starts_without_what_reports_compute_with() -> None:
    code = "import sys, server.web.console_app, server.hub; print('numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
