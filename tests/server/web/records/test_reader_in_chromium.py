"""What a serial reader reads, in an officer's Chromium window; put into the hub as its listener does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from contract.ids import DeviceId
from server.listener import HttpListener
from server.service.counter_codes import CounterCodes
from server.store.counter_seats import codes_of_counters
from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_card_in_chromium import CARD, NAME, is_filled
from tests.support.console import Console
from tests.support.officers_page import OfficersPage, officers_page
from tests.support.open_center import OpenCenter
from tests.support.record_papers import with_scanners
from tests.support.waiting import wait_until

READER = DeviceId("scanner-1")
OFFICIAL = "000.00.01.H36-250706-0001"


@dataclass
class Served:
    """The console at its port, again and again."""

    site: Console
    port: int = 0

    def start(self) -> None:
        """Serve; where it was before."""
        self.listener = HttpListener(self.site.app, "127.0.0.1", self.port, 4, "console")
        self.port = self.listener.port
        self.listener.start()

    def stop(self) -> None:
        """Streams and all connections end."""
        self.site.app.extensions[LIVE].close()
        self.listener.stop()

    def start_anew(self, codes: CounterCodes) -> None:
        """As a new process would, with what that knows of readers."""
        self.site.hub = replace(self.site.hub, codes=codes)
        self.site.app = console_app(self.site.hub)
        self.start()


@pytest.fixture
def served(site: Console) -> Iterator[Served]:
    served = Served(site)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def desk(site: Console, center: OpenCenter, chromium: Chromium, served: Served) -> Iterator[OfficersPage]:
    """Lan at counter 1, the reception form before her."""
    center.sit("1", site.asker("lan"))
    with officers_page(chromium, served.port) as opened:
        opened.sign_in("lan")
        open_form(site, opened, "lan")
        yield opened
        assert opened.mistakes == []


def open_form(site: Console, opened: OfficersPage, login: str) -> None:
    opened.page.goto(f"{opened.address}/records/new")
    is_latest(site, opened, login)


def is_latest(site: Console, opened: OfficersPage, login: str) -> None:
    form, officer = opened.page.locator('[name="command_id"]').input_value(), site.accounts[login].id
    forms = site.hub.codes._forms
    wait_until(lambda: officer in forms and forms[officer].id == form, 20, "the form's stream")


def read(site: Console, code: str) -> None:
    site.hub.codes.put(READER, None, code, 0.0)


def test_a_card_fills_the_form_and_another_code_is_typed_where_the_cursor_stands(
    site: Console, desk: OfficersPage
) -> None:
    page = desk.page
    page.locator('[name="subject"]').fill("Bé Minh")
    read(site, CARD)
    is_filled(page)
    expect(page.locator(".card-said")).to_have_text("Đã điền từ mã QR. Vẫn phải xem thẻ.")
    expect(page.locator('[name="phone"]')).to_be_focused()
    expect(page.locator('[name="subject"]')).to_have_value("Bé Minh")

    read(site, "1" * 60)
    expect(page.locator('[name="phone"]')).to_have_value("1" * 32)
    page.locator('[name="code"]').focus()
    read(site, OFFICIAL)
    expect(page.locator('[name="code"]')).to_have_value(OFFICIAL)

    page.locator('button[value="receive"]').focus()
    read(site, OFFICIAL)
    expect(page.locator(".card-said.warned")).to_contain_text("không phải mã QR trên thẻ căn cước")
    expect(page.locator("#card-scan")).to_be_focused()
    is_filled(page)

    read(site, CARD.encode("ascii", "ignore").decode())
    expect(page.locator(".card-said.warned")).to_contain_text("tắt bộ gõ tiếng Việt")
    expect(page.locator(NAME)).to_have_value("")
    assert page.url.endswith("/records/new")


def test_an_old_card_does_not_fall_into_the_next_form(site: Console, desk: OfficersPage) -> None:
    page = desk.page
    page.route("**/records/reader", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        read(site, CARD)
    page.unroute("**/records/reader")
    desk.mistakes.clear()

    open_form(site, desk, "lan")

    expect(page.locator(NAME)).to_have_value("")
    assert not site.hub.codes._held
    expect(page.locator(".card-said.warned")).to_contain_text("trước khi mở mẫu này, nên không được giữ")
    read(site, CARD)
    is_filled(page)
    expect(page.locator(".card-said:not(.warned)")).to_have_text("Đã điền từ mã QR. Vẫn phải xem thẻ.")


def test_after_a_restart_of_the_hub_a_card_is_for_the_window_that_was_turned_to_last(
    site: Console, center: OpenCenter, chromium: Chromium, served: Served, desk: OfficersPage
) -> None:
    with officers_page(chromium, served.port) as latest:
        latest.sign_in("lan")
        open_form(site, latest, "lan")

        desk.page.context.set_offline(True)
        served.stop()
        served.start_anew(codes_of_counters(center.writer, with_scanners))
        is_latest(site, latest, "lan")
        desk.page.context.set_offline(False)
        streams = site.app.extensions[LIVE]
        wait_until(lambda: streams.open == 2, 20, "both have connected again")

        read(site, CARD)
        is_filled(latest.page)
        expect(desk.page.locator(NAME)).to_have_value("")
    desk.mistakes.clear()
