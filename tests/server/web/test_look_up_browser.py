"""The look-up page on a real Chromium: on a phone and a desk, without script, with the longest code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from contract.ids import RecordCode
from contract.record_words import RecordState
from tests.server.web.public_center import PublicCenter, running_center
from tests.server.web.test_public_browser import ACROSS_JS, ARGUMENTS, CHROMIUM
from tests.support.records import in_state, known, receive

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
LONGEST = RecordCode("G22.99.10.000.H36-2026-KHONG-THEO-MAU-NAO-0000000000000000000001")
SMALL_TARGETS_JS = """() => [...document.querySelectorAll('input, button, footer a')]
    .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicCenter]:
    with running_center(tmp_path_factory.mktemp("center")) as running:
        yield running


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_reference_and_key_are_typed_and_the_degree_is_read_without_script(
    center: PublicCenter, browser: Browser, size: dict[str, int]
) -> None:
    record = in_state(center.hub, RecordState.RESULT_READY)
    page = browser.new_context(java_script_enabled=False, viewport=size).new_page()  # type: ignore[arg-type]  # two numbers
    page.goto(f"{center.url}/procedures")
    page.get_by_role("link", name="Tra cứu hồ sơ").click()
    page.get_by_label("Mã hồ sơ, hoặc số tiếp nhận").fill(known(center.hub, record).reference)
    page.get_by_label("Mã tra cứu").fill(center.public.look_up_keys.of(record).lower())
    page.get_by_role("button", name="Tra cứu").click()

    expect(page.get_by_role("heading", name="Đã có kết quả")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_have_text("Đã có kết quả")
    page.context.close()


def test_a_phone_never_scrolls_sideways_and_fingers_find_everything(
    center: PublicCenter, browser: Browser
) -> None:
    record = receive(center.hub, code=LONGEST).record
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # two numbers
    page.goto(f"{center.url}/look-up")
    page.fill("#code", LONGEST)
    page.click(".look-up button")
    expect(page.locator("#key")).to_be_focused()
    page.keyboard.type(center.public.look_up_keys.of(record))
    page.click(".look-up button")

    expect(page.locator(".code")).to_have_text(LONGEST)
    assert page.evaluate(ACROSS_JS)
    assert page.evaluate(SMALL_TARGETS_JS) == []
    page.close()
