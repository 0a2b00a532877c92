"""The hub's disk fills up, refuses or fails: nothing is half done, staff know, and it goes on by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.service.alerts import AlertKind
from tests.server.backup.failing_disk import AbortingDisk, fill, refusing_writes, small_disk, verdict
from tests.server.hub.hub_place import CANNOT_START, HubPlace, HubProcess
from tests.server.hub.staff_door import LAN, StaffDoor, add_person
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until
from tools.demo.children import ROOT, environment

pytestmark = pytest.mark.system


@pytest.fixture
def place(broker: RunningBroker, tmp_path: Path) -> HubPlace:
    """Settings and configuration; nothing runs yet."""
    return HubPlace(broker, tmp_path)


@pytest.fixture
def hub(place: HubPlace) -> Iterator[HubProcess]:
    """A hub on this machine's disk."""
    place.fixed_ports()
    running = HubProcess(place)
    try:
        running.start()
        yield running
    finally:
        running.close()


def open_up(place: HubPlace) -> StaffDoor:
    """A day is open, an officer sits at counter 1."""
    place.open_day()
    officer = StaffDoor(place.console_port, add_person(place, *LAN))
    officer.done("open-counter", counter="1")
    return officer


def give(officer: StaffDoor) -> dict[str, Any]:
    return officer.ask("give-number", service="ho-tich")


def troubles(officer: StaffDoor) -> list[str]:
    """What the officer's page says of the hub's own disk."""
    state = json.loads(officer.browser.get("/console/state"))
    return [line["text"] for line in state["alerts"] if line["kind"] == AlertKind.DISK]


def refused(officer: StaffDoor) -> dict[str, Any]:
    """Numbers until one cannot be written; that answer."""
    answers: list[dict[str, Any]] = []

    def is_refused() -> bool:
        answers.append(give(officer))
        return bool(answers[-1]["outcome"] == "error")

    wait_until(is_refused, 20, "a number is refused")
    return answers[-1]


def test_a_full_disk_is_told_to_staff_and_gone_when_there_is_room(place: HubPlace) -> None:
    with small_disk(place) as (hub, disk):
        officer = open_up(place)
        first = officer.done("give-number", service="ho-tich")
        ballast = fill(disk)

        said = refused(officer)
        assert said["code"] == "not-written"
        wait_until(lambda: troubles(officer), 10, "the officer's page says so")
        assert troubles(officer)[0].startswith("Máy chủ không ghi được sổ: đĩa đầy hoặc hỏng.")
        before = officer.line("ho-tich")["waiting"]
        ballast.unlink()

        wait_until(lambda: give(officer)["outcome"] == "done", 20, "it goes on by itself")
        wait_until(lambda: not troubles(officer), 75, "the page says no more")
        assert officer.line("ho-tich")["waiting"] == before + 1
        assert officer.done("call-next", counter="1")["ticket"] == first["ticket"]
        assert hub.child.process.poll() is None
        assert verdict(hub) == "sound"


def test_a_disk_that_refuses_writes_for_a_while_loses_nothing(hub: HubProcess) -> None:
    officer = open_up(hub.place)
    officer.done("give-number", service="ho-tich")

    with refusing_writes(hub):
        assert refused(officer)["code"] == "not-written"
        assert officer.ask("call-next", counter="1")["code"] == "not-written"
        wait_until(lambda: troubles(officer), 10, "the officer's page says so")
        assert officer.line("ho-tich")["waiting"] == 1

    wait_until(lambda: give(officer)["outcome"] == "done", 20, "it goes on by itself")
    assert officer.done("call-next", counter="1")["number"] == "A001"
    assert hub.place.find_out().is_sound


def test_a_hub_that_starts_on_a_disk_without_room_says_so_and_may_be_tried_again(hub: HubProcess) -> None:
    hub.end()
    settings = str(hub.place.settings_file)

    ended = subprocess.run(
        ["prlimit", "--fsize=0", sys.executable, "-m", "server", "hub", "--settings", settings],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env=environment(None),
    )

    assert ended.returncode == CANNOT_START, ended
    assert "the hub cannot start:\nKhông dùng được cơ sở dữ liệu của nhật ký.\nthe " in ended.stderr
    assert "Traceback" not in ended.stderr
    hub.start()


ROOT_ONLY = [AbortingDisk] if os.geteuid() == 0 else []
"""Only root may mount a file as a card."""


@pytest.mark.parametrize("kind", ROOT_ONLY)
def test_a_card_that_fails_is_told_and_what_was_written_is_there_on_the_next_start(
    place: HubPlace, kind: type[AbortingDisk]
) -> None:
    card = kind(place)
    with card.with_hub(place) as hub:
        officer = open_up(place)
        officer.done("give-number", service="ho-tich")
        card.abort(hub)

        assert refused(officer)["code"] == "not-written"
        wait_until(lambda: troubles(officer), 10, "the officer's page says so")
        assert hub.child.process.poll() is None

    with card.with_hub(place) as hub:
        officer = StaffDoor(place.console_port, add_person(place, "binh", "Bình", "can-bo"))
        assert officer.line("ho-tich")["waiting"] == 1
        assert verdict(hub) == "sound"
