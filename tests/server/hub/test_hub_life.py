"""The hub as a process: ready, alive, ended in time; killed and back; its disk full and free again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract.ids import new_command_id
from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.staff_door import LAN, StaffDoor, add_person
from tests.support.waiting import wait_until
from tools.demo.children import ROOT, environment

pytestmark = pytest.mark.system

ORDERLY_END_S = 2.0


def open_up(place: HubPlace) -> StaffDoor:
    """A day is open, an officer sits at counter 1."""
    place.open_day()
    officer = StaffDoor(place.console_port, add_person(place, *LAN))
    officer.done("open-counter", counter="1")
    return officer


def test_it_says_ready_and_alive_and_ends_in_two_seconds(place: HubPlace) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(place.folder / "notify"))
        manager.settimeout(30)
        hub = subprocess.Popen(
            [sys.executable, "-m", "server", "hub", "--settings", str(place.settings_file)],
            cwd=ROOT,
            env=environment(None)
            | {"NOTIFY_SOCKET": str(place.folder / "notify"), "WATCHDOG_USEC": "1000000"},
        )
        try:
            assert b"READY=1" in manager.recv(1000)
            assert manager.recv(1000) == b"WATCHDOG=1"
            assert manager.recv(1000) == b"WATCHDOG=1"
            asked_s = time.monotonic()
            hub.send_signal(signal.SIGTERM)
            assert hub.wait(20) == 0
            took_s = time.monotonic() - asked_s
        finally:
            hub.kill()
            hub.wait()
        words = [manager.recv(1000)]
        while b"STOPPING=1" not in words[-1]:
            words.append(manager.recv(1000))

    assert took_s < ORDERLY_END_S
    assert not (place.data_dir / "hub.sock").exists()


def test_killed_and_started_again_it_goes_on_where_it_stood(place: HubPlace) -> None:
    place.fixed_ports()
    hub = HubProcess(place)
    try:
        hub.start()
        officer = open_up(place)
        first = officer.done("give-number", service="ho-tich")
        second = officer.done("give-number", service="ho-tich")
        called = officer.done("call-next", counter="1")
        assert called["ticket"] == first["ticket"]
        command = new_command_id()
        given = officer.ask("give-number", service="chung-thuc", command_id=command)
        before = officer.counter("1")

        assert hub.end(signal.SIGKILL) == -signal.SIGKILL
        hub.start()

        assert place.find_out().is_sound
        after = officer.counter("1")
        assert {**after, "revision": 0} == {**before, "revision": 0}
        assert officer.ask("give-number", service="chung-thuc", command_id=command) == given
        assert officer.done("undo", counter="1")["tickets"][0]["state"] == "waiting"
        assert officer.done("call-next", counter="1")["ticket"] == first["ticket"]
        third = officer.done("give-number", service="ho-tich")
        assert [taken["number"] for taken in (first, second, third)] == ["A001", "A002", "A003"]
    finally:
        hub.close()
    assert place.find_out().is_sound


@pytest.fixture
def small_disk(place: HubPlace) -> Iterator[tuple[HubProcess, Path]]:
    """A hub whose ledger is on a disk of a few megabytes of its own, and that disk as we see it."""
    disk = place.folder / "disk"
    disk.mkdir()
    place.more_settings = f'database_url = "sqlite:///{disk}/ledger.sqlite"\n'
    place.fixed_ports()
    mounted = f'mount -t tmpfs -o size=4m tmpfs {disk} && exec "$@"'
    as_root = () if os.geteuid() == 0 else ("--map-root-user",)
    hub = HubProcess(place, ("unshare", *as_root, "--mount", "sh", "-c", mounted, "sh"))
    try:
        hub.start()
        yield hub, Path(f"/proc/{hub.child.process.pid}/root") / disk.relative_to("/")
    finally:
        hub.close()


def fill(disk: Path) -> Path:
    """Not one byte more."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return ballast


def test_with_a_full_disk_nothing_is_half_done_and_it_goes_on_when_there_is_room(
    small_disk: tuple[HubProcess, Path],
) -> None:
    hub, disk = small_disk
    officer = open_up(hub.place)
    first = officer.done("give-number", service="ho-tich")
    ballast = fill(disk)

    answers: list[dict[str, Any]] = []

    def is_full() -> bool:
        answers.append(give(officer))
        return bool(answers[-1]["outcome"] == "error")

    wait_until(is_full, 20, "the disk is full")
    given = [answer["result"]["number"] for answer in answers if answer["outcome"] == "done"]

    assert answers[-1]["code"] == "not-written"
    assert answers[-1]["message_vi"]
    assert give(officer)["outcome"] == "error"
    assert officer.line("ho-tich")["waiting"] == 1 + len(given)
    assert hub.child.process.poll() is None
    ballast.unlink()
    last = officer.done("give-number", service="ho-tich")
    numbers = [first["number"], *given, last["number"]]
    assert numbers == [f"A{place:03}" for place in range(1, len(numbers) + 1)]


def give(officer: StaffDoor) -> dict[str, Any]:
    return officer.ask("give-number", service="ho-tich")


def test_without_a_broker_the_console_works(place: HubPlace) -> None:
    place.fixed_ports()
    place.broker.stop()
    hub = HubProcess(place)
    try:
        hub.start()
        officer = open_up(place)
        officer.done("give-number", service="ho-tich")
        assert officer.done("call-next", counter="1")["number"] == "A001"
        place.broker.start()
        wait_until(lambda: "connected to the broker" in hub.log(), 20, "the hub finds its broker")
    finally:
        hub.close()
