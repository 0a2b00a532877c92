"""The units as the real systemd-analyze judges them, and what every process of ours owes its unit."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from hardware.scan_station.settings import WAITING_DIR
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

PYTHON = "/opt/motcua/venv/bin/python"
MOST_EXPOSED = 2.0
EXPECTED = {
    "motcua-hub.service",
    "motcua-broker.service",
    "motcua-kiosk.service",
    "motcua-display@.service",
    "motcua-panel.service",
    "motcua-printer.service",
    "motcua-scan-station.service",
}


class Unit(Protocol):
    """As conftest.py makes it."""

    name: str
    text: str

    def values(self, key: str) -> list[str]: ...

    def value(self, key: str) -> str: ...


def installed(unit: Unit, folder: Path) -> Path:
    """The unit as it stands on a machine whose Python is this one; a template with an instance."""
    path = folder / unit.name.replace("@.", "@counter-3.")
    path.write_text(unit.text.replace(PYTHON, sys.executable), encoding="utf-8")
    return path


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"LANG": "C.UTF-8", "PATH": os.environ["PATH"], "TERM": "dumb"},
    )


def test_every_process_of_the_design_has_its_unit(units: dict[str, Unit]) -> None:
    assert set(units) == EXPECTED


def test_the_units_folder_is_no_python_package(folder: Path) -> None:
    assert not (folder / "__init__.py").exists(), "it would shadow the real systemd package"


def test_systemd_finds_nothing_wrong(unit: Unit, tmp_path: Path) -> None:
    judged = analyze("verify", "--man=no", str(installed(unit, tmp_path)))

    assert (judged.returncode, judged.stdout + judged.stderr) == (0, "")


def test_systemd_would_find_a_misspelt_key(units: dict[str, Unit], tmp_path: Path) -> None:
    path = installed(units["motcua-hub.service"], tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("WatchdogSec", "WatchDogSec"), encoding="utf-8")

    assert "WatchDogSec" in analyze("verify", "--man=no", str(path)).stderr


def test_the_exposure_is_low(unit: Unit, tmp_path: Path) -> None:
    judged = analyze("security", "--offline=true", str(installed(unit, tmp_path)))

    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", judged.stdout)
    assert found, judged.stdout + judged.stderr
    assert float(found.group(1)) <= MOST_EXPOSED


@pytest.mark.parametrize(
    "key", ["MemoryDenyWriteExecute", "ProtectClock", "PrivateDevices", "PrivateIPC", "PrivateUsers"]
)
def test_what_a_unit_relaxes_it_says_why(unit: Unit, key: str) -> None:
    if unit.value(key) == "yes":
        return
    before = unit.text.split(f"\n{key}=no\n")[0].splitlines()

    comment: list[str] = []
    while before[-1].startswith("#"):
        comment.insert(0, before.pop())

    assert comment, f"{unit.name}: {key}=no without a word"
    assert comment[0].startswith("# Relaxed: ")


def test_what_every_unit_says(unit: Unit) -> None:
    assert unit.value("Type") == "notify"
    assert unit.value("NotifyAccess") == "main"
    assert unit.value("Restart") == "always"
    assert int(unit.value("RestartSec")) >= 2
    assert unit.value("StartLimitIntervalSec") == "0"
    assert unit.value("CapabilityBoundingSet") == ""
    assert unit.value("ProtectSystem") == "strict"
    assert unit.value("WantedBy") == "multi-user.target"
    assert unit.value("User") not in ("", "root")


def test_the_watchdog_looks_after_every_process_that_knows_one(unit: Unit) -> None:
    if unit.name == "motcua-broker.service":
        assert unit.values("WatchdogSec") == [], "Mosquitto gives no signs of life and would be killed"
        assert "no watchdog" in unit.text
    else:
        assert 10 <= int(unit.value("WatchdogSec")) <= 60


def test_every_program_that_is_started_exists(unit: Unit) -> None:
    modules = re.findall(rf"{PYTHON} -m (\S+)", unit.value("ExecStart"))

    if unit.name == "motcua-broker.service":
        assert Path(unit.value("ExecStart").split()[0]).exists()
    else:
        (module,) = modules
        assert importlib.util.find_spec(f"{module}.__main__"), f"there is no python -m {module}"


@pytest.mark.parametrize(
    ("instance", "arguments"),
    [
        ("hall", ["-m", "display", "hall", "--settings", "/etc/motcua/display-hall.toml"]),
        ("counter-3", ["-m", "display", "counter", "3", "--settings", "/etc/motcua/display-counter-3.toml"]),
        (
            "counter-ho-tich",
            ["-m", "display", "counter", "ho-tich", "--settings", "/etc/motcua/display-counter-ho-tich.toml"],
        ),
    ],
)
def test_a_displays_instance_becomes_its_arguments(
    units: dict[str, Unit], instance: str, arguments: list[str], tmp_path: Path
) -> None:
    teller = tmp_path / "teller"
    teller.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    teller.chmod(0o755)
    line = units["motcua-display@.service"].value("ExecStart")
    line = line.replace("%i", instance).replace(PYTHON, str(teller)).replace("$$", "$")

    told = subprocess.run(shlex.split(line), capture_output=True, text=True, timeout=10, check=True)

    assert told.stdout.splitlines() == arguments


def test_the_hub_may_ask_whether_its_clock_is_synchronised(units: dict[str, Unit]) -> None:
    hub = units["motcua-hub.service"]

    assert hub.value("ProtectClock") == "no", "it refuses adjtimex(), and the hub would trust no NTP"
    assert "adjtimex clock_adjtime" in hub.values("SystemCallFilter")


def test_the_hub_may_hand_the_broker_its_files_and_nobody_else_may_chown(
    units: dict[str, Unit], folder: Path
) -> None:
    hub = units["motcua-hub.service"]

    assert "m motcua-hub mosquitto" in (folder / "sysusers.d" / "motcua-hub.conf").read_text(encoding="utf-8")
    assert units["motcua-broker.service"].value("User") == "mosquitto"
    assert hub.value("PrivateUsers") == "no", "a user namespace does not know the broker's group"
    assert [name for name, unit in units.items() if "@chown" in unit.text] == [hub.name]


@pytest.mark.parametrize("name", sorted(EXPECTED - {"motcua-broker.service", "motcua-panel.service"}))
def test_wrong_settings_are_not_tried_again_for_ever(units: dict[str, Unit], name: str) -> None:
    assert "2" in units[name].value("RestartPreventExitStatus").split()


def test_a_panel_or_display_with_wrong_settings_stays_down_and_one_without_pins_is_tried_again(
    units: dict[str, Unit],
) -> None:
    for name in ("motcua-panel.service", "motcua-display@.service"):
        ends = units[name].value("RestartPreventExitStatus").split()
        assert "78" in ends
        assert "69" not in ends


def test_screens_never_run_invisibly(units: dict[str, Unit]) -> None:
    for name in ("motcua-kiosk.service", "motcua-display@.service"):
        assert "SDL_VIDEODRIVER=kmsdrm KIVY_WINDOW=sdl2" in units[name].values("Environment")


def test_pages_that_wait_at_a_scan_station_lie_in_memory_and_outlive_a_crash(units: dict[str, Unit]) -> None:
    station = units["motcua-scan-station.service"]

    assert f"/run/{station.value('RuntimeDirectory')}" == WAITING_DIR
    assert station.value("RuntimeDirectoryMode") == "0700"
    assert station.value("RuntimeDirectoryPreserve") == "restart"


@pytest.mark.parametrize("role", ["hub", "kiosk", "display", "panel", "printer", "scan-station"])
def test_a_units_user_and_groups_are_made_by_its_roles_snippet(
    units: dict[str, Unit], folder: Path, role: str
) -> None:
    snippet = (folder / "sysusers.d" / f"motcua-{role}.conf").read_text(encoding="utf-8")
    unit = units.get(f"motcua-{role}.service") or units["motcua-display@.service"]

    made = re.findall(r"^[ug] (\S+)", snippet, re.MULTILINE)
    groups = " ".join(unit.values("SupplementaryGroups")).split()
    assert {unit.value("User"), *groups} <= set(made)


def test_systemd_reads_the_snippets_of_users_and_folders(folder: Path) -> None:
    users = sorted(str(path) for path in (folder / "sysusers.d").glob("*.conf"))
    made = subprocess.run(
        ["systemd-sysusers", "--dry-run", *users], capture_output=True, text=True, timeout=30, check=True
    )
    assert "warning" not in made.stderr.lower()

    for line in (folder / "tmpfiles.d" / "motcua-hub.conf").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|d /var/lib/motcua 0751 motcua-hub motcua-hub -", line)


def test_a_real_broker_tells_its_unit_when_it_is_ready(broker: RunningBroker, tmp_path: Path) -> None:
    """Debian's Mosquitto speaks sd_notify; without it `Type=notify` would never come up."""
    broker.stop()
    folder = broker.site.folder.parent
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        address = folder / "notify"
        manager.bind(str(address))
        address.chmod(0o777)
        manager.settimeout(10)
        os.environ["NOTIFY_SOCKET"] = str(address)
        try:
            broker.start()
        finally:
            del os.environ["NOTIFY_SOCKET"]
        assert b"READY=1" in manager.recv(1000)
    wait_until(lambda: "Opening ipv4 listen socket" in broker.log(), what=broker.log())
