"""What docs/install.md and docs/hardware.md tell people to type is what the programs and units understand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import msgspec
import pytest

from contract.settings import DeviceSettings
from hardware.panel.gesture import Button
from hardware.panel.settings import Wiring
from server.command_line import _parser
from server.config.hub import HubSettings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
HARDWARE = (ROOT / "docs" / "hardware.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    set(re.findall(r"^(?:sudo -u motcua-hub )?motcua (\w.*?)(?:\s{2,}#.*)?$", PAGE, re.MULTILINE))
    | set(re.findall(r"`(?:sudo -u motcua-hub )?motcua (\w[^`]*)`", PAGE))
)
HEADER_PIN = {5: 29, 6: 31, 13: 33, 19: 35, 20: 38, 21: 40, 26: 37}
"""Of the 40-pin header, by BCM number."""


def test_the_page_shows_every_group_of_commands() -> None:
    assert {command.split()[0] for command in COMMANDS} == {
        "account", "clock", "config", "day", "device", "ledger",
    }  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_the_page_is_understood(command: str) -> None:
    assert callable(_parser().parse_args(shlex.split(command)).action)


def test_the_settings_on_the_page_are_read() -> None:
    hub, device = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    assert msgspec.toml.decode(hub, type=HubSettings).data_dir == "/var/lib/motcua"
    assert msgspec.toml.decode(device, type=DeviceSettings).device == "kiosk-1"


@pytest.mark.parametrize("role", ["kiosk", "display", "panel", "printer", "scan-station"])
def test_the_page_names_the_folder_and_the_file_that_the_unit_uses(role: str) -> None:
    (path,) = (ROOT / "systemd").glob(f"motcua-{role}*.service")
    unit = path.read_text(encoding="utf-8").replace("%i", "hall").replace("$$0", "hall")

    folder = re.findall(r"^StateDirectory=(.*)$", unit, re.MULTILINE)[0]
    settings = re.findall(r"--settings \"?([^\s\"]+\.toml)", unit)[0]

    assert f"| `{settings}`" in PAGE
    assert f"| `/var/lib/{folder}` |" in PAGE


def test_the_wiring_table_is_the_panels_own() -> None:
    rows = re.findall(r"^\| ([\w -]+?) \| [^|]*\| (\d+) \| (\d+) \| \d+ \|$", HARDWARE, re.MULTILINE)
    told = {name.replace("-", "_").split(" ")[0]: int(bcm) for name, bcm, _ in rows}

    wiring = Wiring()
    assert told == {
        **{button.value: wiring.pin_of(button) for button in Button},
        "green": wiring.green,
        "red": wiring.red,
    }
    assert {int(bcm): int(pin) for _, bcm, pin in rows} == HEADER_PIN
