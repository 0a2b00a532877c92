"""A wrong telephone is put right by keys alone, in a real Chromium; a second click takes back nothing."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.server.web.records.test_wrong_fields import values
from tests.support.console import Console
from tests.support.officers_page import OfficersPage

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def desk(desk: OfficersPage) -> OfficersPage:
    """The officer's page, a record just received from the citizen at her counter."""
    desk.keys("b")
    page = desk.page
    page.locator('[name="procedure"]').select_option("1.004837")
    page.locator('[name="name"]').fill("Nguyễn Thị Hồng Ngọc")
    page.locator('[name="phone"]').fill("0912345678")
    page.locator('[name="paper-0"]').fill("Tờ khai đăng ký giám hộ")
    desk.keys("F8")
    expect(page.locator("h1")).to_contain_text("1/2026: Đã tiếp nhận")
    return desk


def picture(desk: OfficersPage, name: str) -> None:
    """For whoever wants to look: MOTCUA_PICTURES names a folder."""
    folder = os.environ.get("MOTCUA_PICTURES")
    if folder:
        desk.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_papers_name_kind_and_number_stand_in_one_line(desk: OfficersPage) -> None:
    desk.keys("F6")
    fields = [desk.page.locator(f'[name="{part}-0"]') for part in ("paper", "kind", "quantity")]
    expect(fields[0]).to_be_visible()

    boxes = [field.bounding_box() for field in fields]

    middles = [box["y"] + box["height"] / 2 for box in boxes if box is not None]
    assert len(middles) == 3
    assert max(middles) - min(middles) < 5


def test_by_keys_alone(desk: OfficersPage) -> None:
    page = desk.page
    picture(desk, "record")
    desk.keys("F6")
    expect(page.locator("h1")).to_have_text("Đính chính hồ sơ 1/2026")
    picture(desk, "correct")
    page.locator('[name="phone"]').fill("0987654321")
    page.locator('[name="phone"]').press("Enter")
    page.locator('[name="fee_vnd"]').fill("50.000")
    desk.keys("F8")

    expect(page.locator("h1")).to_contain_text("1/2026: Đã tiếp nhận")
    expect(page.locator("table").first).to_contain_text("điện thoại, lệ phí; đã thu 50.000 đ")
    picture(desk, "corrected")
    assert desk.mistakes == []


def test_a_fee_paid_on_collection_is_typed_and_the_result_given_by_its_key(desk: OfficersPage) -> None:
    page = desk.page
    page.get_by_role("button", name="Có kết quả").click()
    expect(page.locator("h1")).to_contain_text("Đã có kết quả")
    page.locator('.next-steps [name="fee_vnd"]').fill("20.000")
    expect(page.locator('[data-key="F9"]')).to_have_text("Trả kết quả F9")
    picture(desk, "collected")
    desk.keys("F9")

    expect(page.locator("h1")).to_contain_text("1/2026: Đã trả kết quả")
    expect(page.locator(".facts")).to_contain_text("20.000 đ")
    expect(page.locator("table").first).to_contain_text("đã thu 20.000 đ")


def test_escape_leads_back_and_changes_nothing(desk: OfficersPage) -> None:
    page = desk.page
    desk.keys("F6")
    page.locator('[name="phone"]').fill("0987654321")
    desk.keys("Escape")

    expect(page.locator("h1")).to_contain_text("1/2026: Đã tiếp nhận")
    expect(page.locator(".facts")).to_contain_text("0912345678")


def test_a_colleagues_correction_stands_beside_what_was_typed(desk: OfficersPage, site: Console) -> None:
    page = desk.page
    desk.keys("F6")
    expect(page.locator("h1")).to_contain_text("Đính chính")
    address = page.url.split("//")[1].partition("/")[2]
    colleague = site.signed_in("minh")
    colleague.post(f"/{address}", **{**values(colleague.get(f"/{address}").text), "phone": "0900000000"})
    page.locator('[name="phone"]').fill("0987654321")
    desk.keys("F8")

    expect(page.get_by_role("alert")).to_contain_text("vừa có việc khác được ghi")
    expect(page.locator("label", has_text="Điện thoại")).to_contain_text("đang ghi: 0900000000")
    expect(page.locator('[name="phone"]')).to_have_value("0987654321")
    picture(desk, "colleague")


def test_the_second_click_of_two_takes_no_reception_back(desk: OfficersPage) -> None:
    page, button = desk.page, desk.page.locator(".undo button")
    page.get_by_role("button", name="Chuyển giải quyết").click()
    expect(page.locator("h1")).to_contain_text("Đang giải quyết")
    expect(button).to_be_enabled()
    page.clock.install(time=MORNING)
    page.clock.pause_at(MORNING + timedelta(hours=1))
    button.click()

    expect(button).to_have_text("Bấm nhầm? Hoàn tác bước vừa làm: Tiếp nhận")
    expect(button).to_be_disabled()
    page.clock.run_for(1000)
    expect(button).to_be_enabled()
    button.click()
    expect(page.locator("h1")).to_contain_text("Vô hiệu")
