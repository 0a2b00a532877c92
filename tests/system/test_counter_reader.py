"""A card held to the serial reader at counter 1 fills that officer's form, and no other.

A real terminal line, the station's process, a whole hub with its broker, two Chromium windows.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contract import commands as c
from contract.devices import DeviceState
from contract.ids import CounterId
from hardware.virtual_serial_reader import VirtualSerialReader
from server.service.asker import Asker, Role
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import LiveHub
from tests.support.console import PASSWORD
from tests.support.mosquitto import RunningBroker
from tests.support.officers_page import OfficersPage, chromium_browser, officers_page
from tests.support.service_manager import ServiceManager
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"
WRONG_YEAR = "068085001237||K’Brếp Đăng|05061984|Nam|Thôn 1, Lộc Nga|01072021"
MARKS = ("068185001234", "Mận", "Brếp", "251234567")


@pytest.fixture
def place(broker: RunningBroker, tmp_path: Path) -> HubPlace:
    place = HubPlace(broker, tmp_path)
    added = place.motcua(
        "device", "add", "scanner-1", "--kind", "scanner", "--password-file", str(tmp_path / "password")
    )
    assert added.status == 0, added
    broker.reload()
    return place


@pytest.fixture
def live(place: HubPlace) -> Iterator[LiveHub]:
    with LiveHub(place) as hub:
        wait_until(lambda: hub.day_is_open, what="the day is open")
        yield hub


def sit(live: LiveHub, login: str, counter: str) -> None:
    """A new officer opens a counter."""
    account = live.hub.core.accounts().add(login, f"Cán bộ {login}", ["can-bo"], PASSWORD).account
    asker = Asker(officer=account.id, roles=frozenset({Role.OFFICER}))
    live.do(c.OpenCounter, asker, counter=CounterId(counter))


def settings_file(live: LiveHub, folder: Path, reader: Path) -> Path:
    """A station with a reader and no scanner."""
    path = folder / "scan-station.toml"
    path.write_text(
        f'center = "23134"\ndevice = "scanner-1"\npassword_file = "{folder / "password"}"\n'
        f'data_dir = "{folder / "station"}"\nhub_url = "http://127.0.0.1:{live.hub.pages.public_port}"\n'
        f"[broker]\nport = {live.place.broker.port}\n"
        f'[reader]\npath = "{reader}"\ncounter = "1"\n',
        encoding="utf-8",
    )
    return path


def open_form(window: OfficersPage, login: str) -> None:
    window.sign_in(login)
    with window.page.expect_response("**/records/reader") as first_look:
        window.page.goto(f"{window.address}/records/new")
    assert first_look.value.status == 204


def test_a_card_at_the_counters_reader_fills_its_officers_form_and_nobody_elses(
    live: LiveHub, broker: RunningBroker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[DeviceState] = []
    broker.client(broker.observer).subscribe(DeviceState, lambda state, _: heard.append(state))
    sit(live, "lan", "1")
    sit(live, "minh", "2")
    reader = VirtualSerialReader(tmp_path / "usb-reader")
    reader.plug_in()
    command = [sys.executable, "-m", "hardware", "scan-station", "--settings"]
    command.append(str(settings_file(live, tmp_path, reader.name)))
    with (
        ServiceManager(tmp_path, command, 20.0, {}) as station,
        chromium_browser() as chromium,
        officers_page(chromium, live.hub.pages.console_port) as hers,
        officers_page(chromium, live.hub.pages.console_port) as his,
    ):
        open_form(hers, "lan")
        open_form(his, "minh")
        station.wait_for("READY=1")
        wait_until(lambda: _faults(heard) == [], 20, "the reader is there")

        reader.hold(CARD)
        expect(hers.page.locator('[name="name"]')).to_have_value("Trần Thị Mận", timeout=15_000)
        expect(hers.page.locator('[name="identity"]')).to_have_value("068185001234")

        reader.unplug()
        wait_until(lambda: _faults(heard) == ["reader-gone"], 20, "it is told")
        reader.plug_in()
        wait_until(lambda: _faults(heard) == [], 20, "it is found again")
        reader.hold(WRONG_YEAR)
        expect(hers.page.locator('[name="name"]')).to_have_value("K’Brếp Đăng", timeout=15_000)
        expect(hers.page.locator(".card-said.warned")).to_contain_text("không khớp năm sinh")

        for name in ("name", "identity"):
            expect(his.page.locator(f'[name="{name}"]')).to_have_value("")
        assert (hers.mistakes, his.mistakes) == ([], [])
        status, _ = station.terminate()
    reader.unplug()

    assert status == 0
    _is_nowhere(live, caplog.text + station.log.read_text("utf-8") + str(heard))


def _faults(heard: list[DeviceState]) -> list[str] | None:
    """Of the station's latest heartbeat."""
    here = [state for state in heard if state.device == "scanner-1" and state.is_online]
    return [fault.code for fault in here[-1].faults] if here else None


def _is_nowhere(live: LiveHub, said: str) -> None:
    """Neither said, nor on the hub's disk."""
    files = [path for path in live.place.data_dir.rglob("*") if path.is_file()]
    assert files
    for mark in MARKS:
        assert mark not in said
        assert not [path for path in files if mark.encode() in path.read_bytes()]
