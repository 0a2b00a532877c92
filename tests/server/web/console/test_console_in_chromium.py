"""The officer's page in a real browser, through a real listener, by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter

pytestmark = pytest.mark.browser

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3/5, Tân Thành, Bình Thuận|14082021"
A_CARD = "Đây là mã căn cước: bấm B rồi quét lại."
NEITHER = "Đây không phải số thứ tự, giờ lấy số hay mã trên phiếu. Mã hồ sơ: tìm ở trang Hồ sơ."


def test_a_visit_by_keyboard_alone(served: OfficersPage, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.keys("Space")
    served.number("A001", "called")
    served.keys("Enter")
    served.number("A001", "serving")
    served.keys("Enter")
    expect(served.page.locator("#said")).to_have_text("Số A001: hoàn thành.")
    expect(served.page.locator(".big.idle")).to_be_visible()
    assert served.mistakes == []


def test_hold_recall_no_show_and_undo_by_keyboard(served: OfficersPage, center: OpenCenter) -> None:
    for _ in range(3):
        center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.keys("Space")
    served.number("A001", "called")
    served.keys("r")
    expect(served.page.locator(".big .state")).to_contain_text("đã gọi lại 1 lần")
    served.keys("h")
    expect(served.page.locator("dialog[open]")).to_contain_text("Chờ sao chụp")
    served.keys("2")
    expect(served.page.locator("#parked")).to_contain_text("A001")
    served.keys("Space")
    served.number("A002", "called")
    served.keys("n")
    expect(served.page.locator("#parked")).to_contain_text("A002")
    served.keys("u")
    served.number("A002", "called")
    assert served.mistakes == []


def test_keys_are_letters_while_typing(served: OfficersPage, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.page.locator("#number").focus()
    served.page.keyboard.type("n u h")
    expect(served.page.locator("#number")).to_have_value("n u h")
    expect(served.page.locator(".big.idle")).to_be_visible()
    served.page.locator("#number").fill("a1")
    served.keys("Enter")
    expect(served.page.locator("dialog[open] h2")).to_have_text("A001: đang chờ")
    served.keys("Escape", "Space")
    served.number("A001", "called")


def test_a_mouse_press_leaves_no_button_behind_for_enter(served: OfficersPage, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.page.locator('[data-verb="call-next"]').click()
    served.number("A001", "called")
    served.keys("Enter")
    served.number("A001", "serving")


def test_the_line_grows_without_reloading(served: OfficersPage, center: OpenCenter) -> None:
    served.sign_in("lan")
    served.open_counter()
    expect(served.page.locator('[data-verb="call-next"]')).to_be_disabled()
    expect(served.page.locator("#link")).to_have_text("trực tuyến")
    center.take("chung-thuc")
    expect(served.page.locator("#line")).to_contain_text("C001")
    expect(served.page.locator('[data-verb="call-next"]')).to_be_enabled()


def test_nothing_is_out_of_the_window_on_an_old_screen(served: OfficersPage, center: OpenCenter) -> None:
    for _ in range(40):
        center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.keys("Space")
    served.number("A001", "called")
    measured = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert served.page.evaluate(measured) == [1366, 768]
    for button in served.page.locator(".actions-wide button, .actions-small button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768


def test_the_columns_do_not_jump(served: OfficersPage, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()

    def places() -> list[object]:
        return [
            served.page.locator(selector).bounding_box()
            for selector in (
                ".column.now",
                ".column.line",
                ".column.papers",
                ".actions-wide",
                ".actions-small",
            )
        ]

    idle = places()
    served.keys("Space")
    served.number("A001", "called")
    assert places() == idle
    served.keys("Enter")
    served.number("A001", "serving")
    assert places() == idle


def test_the_page_wears_noto_sans_and_stays_in_the_building(served: OfficersPage) -> None:
    served.sign_in("quang")
    served.page.goto(f"{served.address}/waits")
    expect(served.page.locator("h1")).to_have_text("Người dân chờ bao lâu?")
    assert served.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Noto Sans\"'))")
    assert served.mistakes == []


def _opened(served: OfficersPage, heading: str) -> None:
    expect(served.page.locator("dialog[open] h2")).to_have_text(heading)


def test_a_slip_read_while_no_field_has_the_focus_is_found(served: OfficersPage, center: OpenCenter) -> None:
    first, second = center.take("ho-tich"), center.take("chung-thuc")
    served.sign_in("lan")
    served.open_counter()
    served.page.keyboard.type(f"http://hunt.example/r/{first.token}\n")
    _opened(served, "A001: đang chờ")
    served.page.keyboard.type(f"{second.token}\n")
    _opened(served, "C001: đang chờ")
    served.keys("Escape")
    expect(served.page.locator(".big.idle")).to_be_visible()
    assert served.mistakes == []


def test_a_code_made_of_action_keys_does_nothing_at_the_counter(
    served: OfficersPage, center: OpenCenter
) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.keys("Space")
    served.number("A001", "called")
    served.read("nhRtuN1234567-_hn")
    expect(served.page.locator("#said")).to_have_text("Không tìm thấy phiếu này.")
    served.number("A001", "called")
    served.keys("h")
    expect(served.page.locator("dialog[open]")).to_contain_text("Chờ sao chụp")
    served.read("1234567890123456")
    expect(served.page.locator("dialog[open]")).to_have_count(0)
    expect(served.page.locator("#parked")).to_be_empty()
    served.number("A001", "called")


def test_a_burst_that_stalls_waits_in_the_find_box(served: OfficersPage, center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    served.page.keyboard.type(taken.token[:7])
    expect(served.page.locator("#number")).to_have_value(taken.token[:7])
    expect(served.page.locator("#number")).to_be_focused()
    served.page.keyboard.type(taken.token[7:] + "\n")
    _opened(served, "A001: đang chờ")


def test_a_code_read_into_the_find_box_is_found(served: OfficersPage, center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    served.sign_in("lan")
    served.page.locator("#number").focus()
    served.page.keyboard.type(f"https://motcua.example/t/{taken.token}\n")
    _opened(served, "A001: đang chờ")


def test_a_forgotten_number_is_chosen_from_those_of_that_time(
    served: OfficersPage, center: OpenCenter
) -> None:
    for _ in range(12):
        center.take("ho-tich")
    served.sign_in("lan")
    served.page.locator("#number").fill("8h05")
    served.keys("Enter")
    _opened(served, "Lấy số quanh 08:05 (trước, sau 10 phút)")
    expect(served.page.locator("dialog[open] .options button")).to_have_count(12)
    served.keys("2")
    _opened(served, "A002: đang chờ")


def test_a_citizen_card_read_on_the_counter_page_never_leaves_it(served: OfficersPage) -> None:
    served.sign_in("lan")
    served.open_counter()
    asked: list[str] = []
    served.page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    said, field = served.page.locator("#said"), served.page.locator("#number")
    served.read(CARD)
    expect(said).to_have_text(A_CARD)
    for written in ("ông Ba", CARD, "52/2026-K7QM2X", "068185001234", "Mận"):
        field.fill(written)
        field.press("Enter")
        expect(said).to_have_text(A_CARD if "068185" in written else NEITHER)
        expect(field).to_have_value("")
    field.fill(CARD)
    expect(said).to_have_text(A_CARD)
    expect(field).to_have_value("")

    field.fill("a7")
    with served.page.expect_request("**/console/ticket") as last:
        field.press("Enter")
    assert last.value.post_data == '{"wanted":"a7"}'
    assert len([one for one in asked if "/console/ticket" in one]) == 1
    assert not [
        one
        for one in asked
        if any(word in one for word in ("068185001234", "Ba", "K7QM2X", "M%E1%BA%ADn", "Mận"))
    ]
