"""The story and an officer's own figures in a real browser: by keys from the console, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.console import Console
from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_an_officer_reports_wrong_times_by_keyboard_alone(served: OfficersPage, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()
    for key, state in (("Space", "called"), ("Enter", "serving")):
        served.keys(key)
        served.number("A001", state)
    served.keys("Enter")
    link = served.page.locator(".wrong-times a")
    expect(link).to_have_text("Báo thời gian không đúng (A001)")
    served.page.locator(".actions-small button:enabled").first.focus()
    for _ in range(served.page.locator(".actions-small button").count()):
        served.keys("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    served.keys("Enter")
    expect(served.page.locator("h1")).to_have_text("Số A001, ngày 23/11/2026")
    served.page.get_by_label("bấm trễ so với thực tế").focus()
    served.keys("Space", "Enter")

    expect(served.page.locator("#times")).to_contain_text("Đã báo không đúng: bấm trễ so với thực tế")
    served.page.get_by_role("button", name="Rút lại: thời gian đúng").press("Enter")
    expect(served.page.locator("#times legend")).to_have_text("Nếu không, vì sao:")
    assert served.mistakes == []


def test_the_link_moves_nothing(served: OfficersPage, center: OpenCenter) -> None:
    center.take("ho-tich")
    served.sign_in("lan")
    served.open_counter()

    def place() -> object:
        return served.page.locator("#said").bounding_box()

    before = place()
    served.keys("Space")
    served.number("A001", "called")
    assert served.page.locator(".wrong-times a").count() == 1
    assert place() == before


def test_neither_page_runs_out_of_a_phone(served: OfficersPage, site: Console, center: OpenCenter) -> None:
    lan = site.asker("lan")
    center.take("ho-tich")
    center.sit("1", lan)
    number = center.call("1", lan)
    center.start("1", lan)
    served.sign_in("lan")
    served.page.set_viewport_size(PHONE)
    for address in (f"/reports/ticket/{number.ticket}", "/reports/tickets", "/me"):
        served.page.goto(served.address + address)
        expect(served.page.locator("h1")).to_be_visible()
        assert served.page.evaluate(SIDEWAYS) == 0, address
    assert served.mistakes == []
