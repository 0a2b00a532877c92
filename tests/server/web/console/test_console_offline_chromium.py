"""Slips and hand-ins on the officer's page in a real browser, by keys alone; and a page without its hub."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from contract.events import EpochBegun
from contract.ids import DeviceId, Epoch
from contract.words import TicketState
from server.listener import HttpListener
from server.web.console_app import LIVE
from tests.support.console import Console
from tests.support.kiosk_alone import KioskAlone, PaperSlip
from tests.support.officers_page import OfficersPage
from tests.support.open_center import MONDAY_8_AM, OpenCenter

pytestmark = pytest.mark.browser


@pytest.fixture
def kiosk(center: OpenCenter) -> KioskAlone:
    """The hub has been away from eight to half past nine."""
    center.clock.pass_time(5400)
    return KioskAlone(center)


def give(kiosk: KioskAlone, count: int) -> list[PaperSlip]:
    """One a minute from ten past eight on, of civil status."""
    return [kiosk.give(at=MONDAY_8_AM + timedelta(minutes=10 + at)) for at in range(count)]


def opened(served: OfficersPage, heading: str) -> None:
    """The dialog with that heading."""
    expect(served.page.locator("dialog[open] h2")).to_have_text(heading)


def states(center: OpenCenter) -> dict[str, TicketState]:
    """Number → state."""
    with center.writer.reading() as hall:
        return {ticket.number: ticket.state for ticket in hall.tickets.values()}


# --- one slip at the counter --------------------------------------------------------------------------


def test_a_slip_is_typed_and_served_by_keys_alone(served: OfficersPage, kiosk: KioskAlone) -> None:
    kiosk.give()
    served.sign_in("lan")
    served.open_counter()
    served.keys("s")
    expect(served.page.locator("#number")).to_be_focused()
    served.page.keyboard.type(" a 999 ")
    served.keys("Enter")
    opened(served, "Phiếu giấy A999")
    expect(served.page.locator("dialog .look")).to_have_text("Xem ngày in trên phiếu: phải là 23/11/2026.")
    served.keys("Enter")
    served.number("A999", "serving")
    served.keys("Enter")
    expect(served.page.locator("#said")).to_have_text("Số A999: hoàn thành.")
    assert served.mistakes == []


@pytest.mark.parametrize("prefix", ["", "https://motcua.tan-lap.example/t/"])
def test_a_slip_is_read_by_a_reader_wherever_the_focus_is(
    served: OfficersPage, kiosk: KioskAlone, prefix: str
) -> None:
    slip = kiosk.give()
    served.sign_in("lan")
    served.open_counter()
    served.read(prefix + slip.token)
    opened(served, "Phiếu giấy A999")
    served.keys("1")
    served.number("A999", "serving")


def test_the_field_is_one_key_away_in_every_state(
    served: OfficersPage, center: OpenCenter, kiosk: KioskAlone
) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    field = served.page.locator("#number")
    for move in (None, "open", "Space", "Enter", "Enter"):
        if move == "open":
            served.open_counter()
        elif move is not None:
            served.keys(move)
        served.keys("s")
        expect(field).to_be_focused()
        served.keys("Escape")
        expect(field).not_to_be_focused()


# --- after an outage ----------------------------------------------------------------------------------


def close_button(served: OfficersPage) -> Locator:
    """Says how many are ticked."""
    return served.page.locator("#handed-in .close-all")


def test_many_are_ticked_and_closed_by_keys_alone(
    served: OfficersPage, center: OpenCenter, kiosk: KioskAlone
) -> None:
    kiosk.hand_in(*give(kiosk, 12))
    served.sign_in("lan")
    expect(served.page.locator("#alerts")).to_contain_text("12 phiếu cấp khi mất kết nối đã nhập vào hàng")
    served.keys("l")
    opened(served, "Phiếu cấp khi mất kết nối: 12, còn chờ 12")
    expect(served.page.locator("#handed-in tbody tr").first).to_contain_text("A988")
    served.keys("Space", "ArrowDown", "ArrowDown", "Space")
    expect(close_button(served)).to_contain_text("Đóng 2 phiếu đã phục vụ")
    served.keys("Enter")
    opened(served, "Đóng 2 phiếu là đã phục vụ, ghi bằng tay?")
    served.keys("1")
    opened(served, "Phiếu cấp khi mất kết nối: 12, còn chờ 12")
    expect(close_button(served)).to_contain_text("Đóng 2 phiếu")
    served.keys("Enter")
    opened(served, "Đóng 2 phiếu là đã phục vụ, ghi bằng tay?")
    served.keys("2")
    expect(served.page.locator("#said")).to_have_text(
        "Đã đóng 2 phiếu là đã phục vụ, ghi bằng tay: A988, A990."
    )
    expect(served.page.locator("#alerts")).to_contain_text("10 còn chờ")
    ended = [number for number, state in states(center).items() if state is TicketState.SERVED]
    assert sorted(ended) == ["A988", "A990"]
    assert served.mistakes == []


def test_all_before_an_hour_are_ticked_at_once(
    served: OfficersPage, center: OpenCenter, kiosk: KioskAlone
) -> None:
    kiosk.hand_in(*give(kiosk, 60))
    served.sign_in("lan")
    served.keys("l")
    expect(served.page.locator("#before")).to_be_visible()
    served.page.locator("#before").focus()
    served.page.keyboard.type("8h40")
    served.keys("Enter")
    expect(close_button(served)).to_contain_text("Đóng 30 phiếu đã phục vụ")
    close_button(served).focus()
    served.keys("Enter")
    opened(served, "Đóng 30 phiếu là đã phục vụ, ghi bằng tay?")
    served.keys("2")
    expect(served.page.locator("#said")).to_contain_text("Đã đóng 30 phiếu")
    assert sum(1 for state in states(center).values() if state is TicketState.SERVED) == 30


def test_more_than_a_hundred_are_closed_with_one_confirmation(
    served: OfficersPage, center: OpenCenter, kiosk: KioskAlone
) -> None:
    kiosk.hand_in(*give(kiosk, 70), *[kiosk.give("chung-thuc", at=MONDAY_8_AM) for _ in range(50)])
    served.sign_in("lan")
    served.keys("l")
    expect(served.page.locator("#before")).to_be_visible()
    served.page.locator("#before").focus()
    served.page.keyboard.type("23:59")
    served.keys("Enter")
    close_button(served).focus()
    served.keys("Enter")
    opened(served, "Đóng 120 phiếu là đã phục vụ, ghi bằng tay?")
    served.keys("2")
    expect(served.page.locator("#alerts")).to_contain_text("Không có cảnh báo.")
    assert set(states(center).values()) == {TicketState.SERVED}


def test_numbers_from_before_the_outage_can_be_closed_too(
    served: OfficersPage, center: OpenCenter, kiosk: KioskAlone
) -> None:
    center.take("ho-tich")
    kiosk.hand_in(*give(kiosk, 1))
    served.sign_in("lan")
    served.keys("l")
    expect(served.page.locator("#handed-in tbody tr")).to_have_count(1)
    served.page.locator('[data-focus="all"]').focus()
    served.keys("Space")
    expect(served.page.locator("#handed-in tbody tr")).to_have_count(2)


def test_the_list_goes_on_with_the_hall_and_keeps_what_is_ticked(
    served: OfficersPage, center: OpenCenter, kiosk: KioskAlone
) -> None:
    kiosk.hand_in(*give(kiosk, 2))
    served.sign_in("lan")
    served.keys("l")
    opened(served, "Phiếu cấp khi mất kết nối: 2, còn chờ 2")
    served.keys("Space")
    expect(close_button(served)).to_contain_text("Đóng 1 phiếu")
    kiosk.hand_in(kiosk.give("chung-thuc", at=MONDAY_8_AM))
    opened(served, "Phiếu cấp khi mất kết nối: 3, còn chờ 3")
    expect(close_button(served)).to_contain_text("Đóng 1 phiếu")
    expect(served.page.locator("#handed-in .rows input").first).to_be_focused()


def test_sixty_with_long_names_stay_inside_an_old_window(served: OfficersPage, kiosk: KioskAlone) -> None:
    kiosk.hand_in(*give(kiosk, 60))
    served.sign_in("lan")
    served.keys("l")
    opened(served, "Phiếu cấp khi mất kết nối: 60, còn chờ 60")
    box = close_button(served).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768
    assert box["x"] + box["width"] <= 1366


# --- after a restore ----------------------------------------------------------------------------------


def test_a_manager_goes_on_without_a_journal_by_keys_alone(served: OfficersPage, center: OpenCenter) -> None:
    begun = {"before": Epoch("an-older-one"), "awaits": (DeviceId("kiosk-1"),)}
    center.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
    served.sign_in("quang")
    expect(served.page.locator("#alerts.grave")).to_contain_text("Dữ liệu vừa được khôi phục")
    served.page.locator('[data-focus="issue-without-journals"]').focus()
    served.keys("Enter")
    opened(served, "Phát số mà không chờ nhật ký của Máy lấy số ở cửa?")
    served.page.keyboard.type("Máy đã hỏng")
    served.keys("Enter")
    opened(served, "Chắc chắn phát số ngay?")
    served.keys("1")
    expect(served.page.locator("dialog[open]")).to_have_count(0)
    expect(served.page.locator("#alerts.grave")).to_be_visible()
    served.page.locator('[data-focus="issue-without-journals"]').focus()
    served.keys("Enter")
    opened(served, "Phát số mà không chờ nhật ký của Máy lấy số ở cửa?")
    served.page.keyboard.type("Máy đã hỏng")
    served.keys("Enter")
    opened(served, "Chắc chắn phát số ngay?")
    served.keys("2")
    expect(served.page.locator("#alerts")).to_contain_text("Không có cảnh báo.")
    with center.writer.reading() as hall:
        assert hall.awaiting == frozenset()


# --- without the hub ----------------------------------------------------------------------------------


def test_without_the_hub_the_page_says_since_when_and_does_nothing(
    served: OfficersPage, center: OpenCenter, site: Console, http: HttpListener
) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    expect(served.page.locator("#link")).to_have_text("trực tuyến")
    site.app.extensions[LIVE].close()
    http.stop()
    expect(served.page.locator("#alerts.grave")).to_contain_text("Mất kết nối từ 08:00:0")
    expect(served.page.locator("#link.lost")).to_contain_text("Mất kết nối. Tin cuối lúc 08:00:0")
    expect(served.page.locator("#clock")).to_have_text("–")
    served.keys("Space")
    expect(served.page.locator("#said")).to_have_text(
        "Đang mất kết nối: chưa làm gì cả. Có lại kết nối thì bấm lại."
    )
    assert states(center) == {"A001": TicketState.WAITING}
