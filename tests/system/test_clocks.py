"""A real hub whose clock is steered by a file while it runs: steps, doubt, a reboot, a wrong zone.

The machine's own clock is never touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contract.clock import Steering, local_time
from contract.events import ClockStepped, DayOpened, HubStarted
from contract.words import ClockTrust
from server.store import ledger, tables
from server.store.database import only_reading
from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.staff_door import LAN, StaffDoor, add_person
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]

HOUR_S, DAY_S = 3600.0, 86400.0
ELSEWHERE = ("env", "TZ=America/New_York")
"""The zone of whoever set the machine up."""


class SteeredHub:
    """The process, its file of steering, and what it says."""

    def __init__(self, broker: RunningBroker, folder: Path) -> None:
        self.place = HubPlace(broker, folder)
        self.place.fixed_ports()
        self._morning_s = self.place.clock.steering.wall_s
        self.process = HubProcess(self.place, ELSEWHERE)

    def steer(self, wall_s: float = 0.0, **how: Any) -> None:
        """From now on the hub's clock differs so from the one it began with."""
        part = self.place.clock_file.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(Steering(wall_s=self._morning_s + wall_s, **how)))
        part.rename(self.place.clock_file)

    def says(self) -> dict[str, Any]:
        """Its heartbeat."""
        said: dict[str, Any] = json.loads(self.officer.browser.get("/api/v1/state/hub"))
        return said

    def comes_to(self, trust: ClockTrust) -> None:
        """Its clock is believed so far."""
        wait_until(lambda: self.says()["trust"] == trust, 20, f"the clock is {trust}")

    def open(self) -> None:
        """Running, an officer at counter 1."""
        self.process.start()
        self._lan = add_person(self.place, *LAN)
        self.sign_in()
        wait_until(lambda: self.says()["day"], 20, "the day opens by itself")
        self.officer.done("open-counter", counter="1")

    def sign_in(self) -> None:
        """A session ends when the clock moves by more than half a day: then once more."""
        self.officer = StaffDoor(self.place.console_port, self._lan)

    def events(self, kind: type[Any]) -> list[Any]:
        """Of the ledger, in order."""
        with only_reading(f"sqlite:///{self.place.ledger}") as connection:
            told = (recorded.event for recorded in ledger.events_after(connection, 0))
            return [event for event in told if isinstance(event, kind)]

    def steps(self) -> list[float]:
        """Hours the clock was stepped by."""
        return [round(event.step_s / HOUR_S, 2) for event in self.events(ClockStepped)]

    def act(self, verb: str, ticket: str, state: str) -> None:
        """At counter 1."""
        self.officer.done(verb, counter="1", seen={"ticket": ticket, "state": state})


@pytest.fixture
def hub(broker: RunningBroker, tmp_path: Path) -> Iterator[SteeredHub]:
    """Its day is open."""
    steered = SteeredHub(broker, tmp_path)
    try:
        steered.open()
        yield steered
    finally:
        steered.process.close()
    assert steered.place.find_out().is_sound


def test_the_machines_zone_does_not_matter(hub: SteeredHub) -> None:
    now = hub.place.now()
    shown = hub.place.motcua("clock", "show").said

    assert f"{local_time(now):%Y-%m-%d}" in shown
    assert f"{local_time(now):%H:}" in shown
    assert [event.day for event in hub.events(DayOpened)] == [local_time(now).date()]


def test_steps_while_it_runs_are_told_and_close_no_day(hub: SteeredHub) -> None:
    taken = hub.officer.done("give-number", service="ho-tich")
    hub.steer(wall_s=-HOUR_S)
    hub.comes_to(ClockTrust.UNTRUSTED)
    refused = hub.place.motcua("day", "close")
    assert (refused.status, "clock-untrusted" in refused.said) == (1, True)
    hub.officer.done("give-number", service="ho-tich")

    hub.steer()
    hub.comes_to(ClockTrust.NTP)
    hub.steer(wall_s=DAY_S)
    wait_until(lambda: len(hub.steps()) == 3, 20, "the third step")
    hub.sign_in()
    assert hub.officer.done("call-next", counter="1")["ticket"] == taken["ticket"]
    hub.act("start-service", taken["ticket"], "called")
    hub.act("finish", taken["ticket"], "serving")

    assert hub.steps() == [-1.0, 1.0, 24.0]
    assert hub.says()["day"] == str(hub.events(DayOpened)[0].day)
    assert _estimates(hub, taken["ticket"]) == [False, False, False]


def test_a_reboot_without_rtc_marks_what_it_cannot_know_and_opens_nothing(hub: SteeredHub) -> None:
    taken = hub.officer.done("give-number", service="ho-tich")
    assert hub.officer.done("call-next", counter="1")["ticket"] == taken["ticket"]
    hub.process.end()
    hub.steer(boot_id="another-boot", boot_s=DAY_S, wall_s=-3650 * DAY_S, is_trusted=False)
    hub.process.start()
    hub.sign_in()

    hub.act("start-service", taken["ticket"], "called")
    assert hub.says()["trust"] == ClockTrust.UNTRUSTED
    assert "clock-untrusted" in hub.place.motcua("day", "close").said
    hub.officer.done("give-number", service="chung-thuc")

    hub.steer(boot_id="another-boot", boot_s=DAY_S)
    hub.comes_to(ClockTrust.NTP)
    hub.sign_in()
    hub.act("finish", taken["ticket"], "serving")

    assert [event.boot_id == "another-boot" for event in hub.events(HubStarted)] == [False, True]
    assert _estimates(hub, taken["ticket"]) == [False, True, False]
    assert len(hub.events(DayOpened)) == 1


def _estimates(hub: SteeredHub, ticket: str) -> list[bool]:
    """Waiting, walking, service: which are marked."""
    query = tables.period.select().where(tables.period.c.ticket == ticket)
    with only_reading(f"sqlite:///{hub.place.ledger}") as connection:
        rows = connection.execute(query.order_by(tables.period.c.position)).all()
    assert all(row.duration_us >= 0 for row in rows)
    return [bool(row.is_estimated) for row in rows]
