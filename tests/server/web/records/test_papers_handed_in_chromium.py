"""The papers table of the reception form in a real Chromium: offers names, and grows as it is filled."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.server.web.records.test_records_pages import COPIES, GUARDIAN
from tests.support.officers_page import OfficersPage

OFFERED = "#offered-papers option"


@pytest.fixture
def desk(desk: OfficersPage) -> OfficersPage:
    """The reception form of the citizen at the counter."""
    desk.keys("b")
    expect(desk.page.locator('[name="procedure"]')).to_be_visible()
    desk.page.wait_for_load_state()
    return desk


def test_names_follow_the_procedure_and_a_chosen_one_brings_its_kind(desk: OfficersPage) -> None:
    page = desk.page
    page.locator('[name="procedure"]').select_option(COPIES)
    expect(page.locator(OFFERED)).to_have_count(1)
    page.locator('[name="procedure"]').select_option(GUARDIAN)
    expect(page.locator(OFFERED)).to_have_count(6)
    chosen = page.locator(OFFERED).nth(1).get_attribute("value") or ""
    page.locator('[name="kind-0"]').select_option("shown")

    page.locator('[name="paper-0"]').fill(chosen)

    assert page.locator('[name="paper-0"]').evaluate("field => field.list.options.length") == 6
    expect(page.locator('[name="kind-0"]')).to_have_value("original")
    page.locator('[name="paper-1"]').focus()
    expect(page.locator(OFFERED)).to_have_count(5)
    expect(page.locator(f'{OFFERED}[value="{chosen}"]')).to_have_count(0)
    assert desk.mistakes == []


def test_rows_grow_by_typing_alone_up_to_forty(desk: OfficersPage) -> None:
    page = desk.page
    page.locator('[name="procedure"]').select_option(GUARDIAN)
    for row in range(40):
        page.locator(f'[name="paper-{row}"]').fill(f"Giấy {row + 1}")
        page.locator(f'[name="quantity-{row}"]').fill("2")
    expect(page.locator(".paper")).to_have_count(40)
    expect(page.get_by_label("Số lượng 40")).to_have_value("2")

    desk.keys("F8")

    expect(page.locator("h1")).to_contain_text("1/2026")
    expect(page.locator(".facts li")).to_have_count(40)
    expect(page.locator(".facts li").last).to_have_text("Giấy 40: 2 bản chính")
    assert desk.mistakes == []
