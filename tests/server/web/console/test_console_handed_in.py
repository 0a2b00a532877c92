"""After an outage: the notice with its count, the list, and closing many at once as served by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contract import commands as c
from contract.ids import new_command_id
from contract.offline import TakenAt
from tests.support.console import Browser, Console
from tests.support.kiosk_alone import KioskAlone, PaperSlip
from tests.support.open_center import MANAGER, MONDAY_8_AM, OpenCenter


def minutes(count: float) -> Any:
    """After eight."""
    return MONDAY_8_AM + timedelta(minutes=count)


@pytest.fixture
def kiosk(center: OpenCenter) -> KioskAlone:
    """The hub has been away from eight to nine."""
    center.clock.pass_time(3600)
    return KioskAlone(center)


@pytest.fixture
def three(kiosk: KioskAlone) -> list[PaperSlip]:
    """Handed in."""
    slips = [kiosk.give(at=minutes(5)), kiosk.give("chung-thuc", at=minutes(12)), kiosk.give(at=minutes(30))]
    kiosk.hand_in(*slips)
    return slips


def listed(browser: Browser) -> Any:
    """What the list shows."""
    response = browser.get("/console/handed-in")
    assert response.status_code == 200
    return response.get_json()


def notice(browser: Browser) -> list[str]:
    """What the alert says."""
    return [alert["text"] for alert in browser.state()["alerts"] if alert["kind"] == "handed-in"]


def test_the_notice_counts_what_came_in_and_what_is_open(lan: Browser, three: list[PaperSlip]) -> None:
    assert notice(lan) == ["3 phiếu cấp khi mất kết nối đã nhập vào hàng, 3 còn chờ"]


def test_without_an_outage_there_is_no_notice(lan: Browser, center: OpenCenter) -> None:
    center.take("ho-tich")
    assert notice(lan) == []


def test_the_list_is_newest_first_and_says_what_is_known(lan: Browser, three: list[PaperSlip]) -> None:
    rows = listed(lan)["rows"]
    assert [row["number"] for row in rows] == ["A998", "C999", "A999"]
    first = rows[0]
    assert first["service"] == "Hộ tịch"
    assert first["taken"]["at"] == "2026-11-23T01:30:00Z"
    assert first["kiosk"].startswith("Máy lấy số")
    assert (first["state_name"], first["is_offline"], first["is_claimed"]) == ("đang chờ", True, False)


def test_a_time_that_is_not_sure_is_a_span(lan: Browser, kiosk: KioskAlone) -> None:
    taken = TakenAt(at=minutes(4), is_sure=False, not_before=minutes(4), not_after=minutes(15))
    kiosk.hand_in(kiosk.give(taken=taken))
    (row,) = listed(lan)["rows"]
    assert row["taken"] == {
        "at": "2026-11-23T01:04:00Z",
        "not_before": "2026-11-23T01:04:00Z",
        "not_after": "2026-11-23T01:15:00Z",
    }
    card = lan.find("A999").get_json()
    assert card["notes"] == ["Phiếu cấp khi mất kết nối", "Không rõ giờ lấy số: từ 08:04 đến 08:15"]


def test_those_in_line_since_before_are_in_the_list_too(
    lan: Browser, center: OpenCenter, three: list[PaperSlip]
) -> None:
    center.take("ho-tich")
    rows = {row["number"]: row for row in listed(lan)["rows"]}
    assert rows["A001"]["is_offline"] is False
    assert rows["A001"]["seen"] is not None


def test_many_are_closed_at_once_as_served_by_hand(lan: Browser, three: list[PaperSlip]) -> None:
    seen = [row["seen"] for row in listed(lan)["rows"][1:]]
    said = lan.ask("serve-by-hand", tickets=seen).get_json()
    assert said["sentence"] == "Đã đóng 2 phiếu là đã phục vụ, ghi bằng tay: C999, A999."
    rows = {row["number"]: row for row in listed(lan)["rows"]}
    assert rows["A999"]["state_name"] == "đã phục vụ, ghi bằng tay"
    assert rows["A999"]["seen"] is None
    assert notice(lan) == ["3 phiếu cấp khi mất kết nối đã nhập vào hàng, 1 còn chờ"]

    lan.ask("serve-by-hand", tickets=[rows["A998"]["seen"]])
    assert notice(lan) == []


def test_one_that_has_moved_on_refuses_the_whole_list(
    site: Console, lan: Browser, three: list[PaperSlip]
) -> None:
    seen = [row["seen"] for row in listed(lan)["rows"]]
    minh = site.signed_in("minh")
    minh.ask("open-counter", counter="1")
    minh.press("call-next")
    refused = lan.ask("serve-by-hand", tickets=seen)
    assert refused.status_code == 409
    assert "Số A999 vừa thay đổi trạng thái" in refused.get_json()["sentence"]
    assert [row["state_name"] for row in listed(lan)["rows"]] == ["đang chờ", "đang chờ", "đang gọi"]


def test_a_guide_sees_the_list_and_closes_nothing(site: Console, three: list[PaperSlip]) -> None:
    guide = site.signed_in("thu")
    assert listed(guide)["may_close"] is False
    assert guide.ask("serve-by-hand", tickets=[listed(guide)["rows"][0]["seen"]]).status_code == 403
    assert listed(site.signed_in("lan"))["may_close"] is True


def test_a_claimed_slip_is_marked_until_its_kiosk_has_handed_it_in(lan: Browser, kiosk: KioskAlone) -> None:
    slip = kiosk.give()
    lan.ask("open-counter", counter="1")
    lan.ask("claim-slip", counter="1", number=slip.number, token=slip.token)
    assert notice(lan) == ["1 phiếu giấy đã nhận tại quầy, máy lấy số chưa nộp"]
    (row,) = listed(lan)["rows"]
    assert (row["is_claimed"], row["seen"]) == (True, None)
    assert row["kiosk"].startswith("Máy lấy số")

    kiosk.hand_in(slip)
    (row,) = listed(lan)["rows"]
    assert row["is_claimed"] is False
    assert notice(lan) == []


def test_what_found_no_line_is_listed_with_what_to_do(site: Console, center: OpenCenter) -> None:
    kiosk = KioskAlone(center)
    late = kiosk.give()
    center.done(c.CloseDay(command_id=new_command_id()), MANAGER)
    center.clock.pass_time(24 * 3600)
    center.open_day()
    kiosk.hand_in(late)
    lan = site.signed_in("lan")
    assert notice(lan) == ["1 phiếu không xếp được vào hàng"]
    (row,) = listed(lan)["not_placed"]
    assert (row["number"], row["day"]) == ("A999", "2026-11-23")
    assert row["why"] == "Phiếu của ngày 23/11, ngày đó đã đóng"
    assert row["what_to_do"] == "Nếu công dân còn ở đây: cấp số mới"
