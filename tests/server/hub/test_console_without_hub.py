"""The officer's page over a real hub process that is killed and comes back, and one that falls silent."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.staff_door import LAN, StaffDoor, add_person
from tests.support.officers_page import OfficersPage, chromium_browser, officers_page
from tools.demo.people import Person
from tools.storm.gate import TcpGate

pytestmark = [pytest.mark.browser, pytest.mark.system]

SECONDS_MS = 6_000
"""*Within seconds*, once the hub is ready again; this machine is busy."""
SILENT_MS = 25_000
"""Longer than a page trusts silence."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for all."""
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def hub(place: HubPlace) -> Iterator[HubProcess]:
    """On ports that stay the same; the day is open."""
    place.fixed_ports()
    running = HubProcess(place)
    try:
        running.start()
        place.open_day()
        yield running
    finally:
        running.close()


@pytest.fixture
def lan(hub: HubProcess) -> Person:
    """An officer."""
    return add_person(hub.place, *LAN)


@pytest.fixture
def door(hub: HubProcess, lan: Person) -> StaffDoor:
    """What the hub itself says."""
    return StaffDoor(hub.place.console_port, lan)


@pytest.fixture
def gate(hub: HubProcess) -> Iterator[TcpGate]:
    """The cable between the page and the hub."""
    with TcpGate(hub.place.console_port) as gate:
        gate.open()
        yield gate


@pytest.fixture
def page(chromium: Browser, gate: TcpGate, lan: Person, door: StaffDoor) -> Iterator[OfficersPage]:
    """Lan at counter 1, one person waiting."""
    door.done("give-number", service="ho-tich")
    with officers_page(chromium, gate.port) as opened:
        opened.sign_in(lan.login, lan.password)
        opened.open_counter()
        expect(opened.page.locator("#link.live")).to_be_visible()
        yield opened


def test_killed_and_back_the_page_says_since_when_and_converges_by_itself(
    page: OfficersPage, hub: HubProcess, lan: Person
) -> None:
    page.keys("Space")
    page.number("A001", "called")
    hub.end(signal.SIGKILL)
    expect(page.page.locator("#alerts.grave")).to_contain_text("Mất kết nối từ", timeout=SECONDS_MS)
    page.keys("Enter")
    expect(page.page.locator("#said")).to_contain_text("Đang mất kết nối: chưa làm gì cả.")

    hub.start()
    other = StaffDoor(hub.place.console_port, lan)
    assert other.counter("1")["ticket_state"] == "called", "the press while it was away was not kept"
    other.done("give-number", service="chung-thuc")

    expect(page.page.locator("#link.live")).to_be_visible(timeout=SECONDS_MS)
    expect(page.page.locator("#line")).to_contain_text("C001", timeout=SECONDS_MS)
    expect(page.page.locator("#alerts.grave")).to_have_count(0)
    page.keys("Enter")
    page.number("A001", "serving")


def test_a_press_while_the_hub_stands_still_is_not_done_when_it_goes_on(
    page: OfficersPage, hub: HubProcess, door: StaffDoor
) -> None:
    hub.child.signal(signal.SIGSTOP)
    try:
        page.keys("Space")
        expect(page.page.locator("#said")).to_contain_text("Hệ thống chưa trả lời.", timeout=SECONDS_MS)
    finally:
        hub.child.signal(signal.SIGCONT)
    expect(page.page.locator("#link.live")).to_be_visible(timeout=SECONDS_MS)
    door.done("give-number", service="chung-thuc")
    assert door.counter("1")["status"] == "ready"
    assert door.line("ho-tich")["waiting"] == 1


def test_a_pulled_cable_is_said_and_healed(page: OfficersPage, gate: TcpGate, door: StaffDoor) -> None:
    gate.swallow()
    expect(page.page.locator("#alerts.grave")).to_contain_text("Mất kết nối từ", timeout=SILENT_MS)
    door.done("give-number", service="chung-thuc")
    expect(page.page.locator("#line")).not_to_contain_text("C001")

    gate.mend()

    expect(page.page.locator("#line")).to_contain_text("C001", timeout=SECONDS_MS)
    expect(page.page.locator("#link.live")).to_be_visible(timeout=SECONDS_MS)
