"""What the installer would do for each role: read from its dry run, which changes nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "install.sh"
ROLES = (
    ("hub",),
    ("kiosk",),
    ("display", "hall"),
    ("display", "counter-3"),
    ("panel",),
    ("printer",),
    ("scan-station",),
)


def install(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SCRIPT), "--dry-run", *arguments], capture_output=True, text=True, timeout=30, check=False
    )


def commands(*role: str) -> list[str]:
    done = install(*role)
    assert done.returncode == 0, done.stderr
    return [line.removeprefix("would run: ") for line in done.stdout.splitlines() if "would run: " in line]


@pytest.mark.parametrize("role", ROLES)
def test_every_file_that_is_put_in_place_exists(role: tuple[str, ...]) -> None:
    sources = [word for line in commands(*role) for word in re.findall(r"(?<![/\w])systemd/\S+", line)]

    assert sources
    assert [path for path in sources if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_roles_own_unit_starts_with_the_machine(role: tuple[str, ...]) -> None:
    (enabled,) = [line for line in commands(*role) if line.startswith("systemctl enable")]

    assert f"motcua-{role[0]}" in enabled
    if len(role) > 1:
        assert f"@{role[1]}.service" in enabled


@pytest.mark.parametrize("role", ROLES)
def test_versions_are_held_by_the_lock_and_parts_are_named_in_the_project(role: tuple[str, ...]) -> None:
    (pip,) = [line for line in commands(*role) if " pip install " in line]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert "-c requirements.lock" in pip
    for extra in pip.split("[")[1].rstrip("]").split(","):
        assert f"\n{extra} = [" in project


def test_a_hub_brings_its_broker_its_command_and_silences_debians_broker() -> None:
    done = commands("hub")

    assert "systemctl disable --now mosquitto.service" in done
    assert any(line.startswith("ln -sfn") and line.endswith("/usr/local/bin/motcua") for line in done)
    assert "systemctl enable motcua-hub.service motcua-broker.service" in done


def test_users_exist_before_their_folders_and_units() -> None:
    done = "\n".join(commands("hub"))

    assert done.index("systemd-sysusers") < done.index("systemd-tmpfiles --create motcua-hub.conf")
    assert done.index("systemd-tmpfiles") < done.index("systemctl enable")


def test_nothing_is_started_before_it_has_settings() -> None:
    assert not [
        line for role in ROLES for line in commands(*role) if re.search(r"systemctl (re)?start", line)
    ]


@pytest.mark.parametrize(
    "wrong", [(), ("desk",), ("display",), ("display", "door"), ("display", "counter-"), ("hub", "extra")]
)
def test_a_wrong_role_is_refused_with_the_usage(wrong: tuple[str, ...]) -> None:
    done = install(*wrong)

    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert "would run" not in done.stdout


def test_without_root_nothing_is_begun() -> None:
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "bash", str(SCRIPT), "hub"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 1
    assert "run it as root" in done.stderr
