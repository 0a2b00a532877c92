"""The storm's center on disk: passwords, the broker's files and every process's settings.

Knows files and ports; starts nothing. The center is the demo's, with a second kiosk and a gate in every line.
"""

from __future__ import annotations

import grp
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from contract.clock import Steering
from contract.ids import CounterId, DeviceId
from contract.message import encode_part
from contract.words import DeviceKind
from server.broker.devices import Registry
from server.broker.hashes import broker_hash, new_password
from server.broker.mosquitto_conf import Listener
from server.broker.private_file import write_private
from server.broker.site import BrokerSite
from tools.demo.place import CENTER, SAMPLE, Place, demo_configuration
from tools.storm.cast import (
    COUNTER_DISPLAY,
    HALL,
    HUB,
    KIOSKS,
    OBSERVER,
    PANEL,
    PANEL_COUNTER,
    broker_link,
    http_link,
    printer_link,
)

UNCONFIRMED_AFTER_S = 40
"""Shorter than in a real center, so that a storm of minutes sees it; longer than its citizens hesitate."""

_KINDS: dict[DeviceId, tuple[DeviceKind, CounterId | None]] = {
    **dict.fromkeys(KIOSKS, (DeviceKind.KIOSK, None)),
    HALL: (DeviceKind.HALL_DISPLAY, None),
    COUNTER_DISPLAY: (DeviceKind.COUNTER_DISPLAY, PANEL_COUNTER),
    PANEL: (DeviceKind.PANEL, PANEL_COUNTER),
}

_SECOND_KIOSK = """
[[devices]]
id = "kiosk-2"
kind = "kiosk"
name_vi = "Máy lấy số trong sảnh"
name_en = "Kiosk in the hall"
zone = "hall"
screen = { width_mm = 217, height_mm = 136, width_px = 1280, height_px = 800, distance_m = 0.6 }
"""


@dataclass(frozen=True, slots=True)
class Doors:
    """Ports of one run."""

    broker: int
    """Where Mosquitto really listens."""
    public: int
    console: int
    tuio: Mapping[str, int]
    """Per kiosk."""
    gates: Mapping[str, int]
    """Per link of `cast`: where the process at its near end is sent."""


@dataclass(frozen=True, slots=True)
class StormPlace:
    """Where everything of one run lies."""

    place: Place
    doors: Doors

    @property
    def site(self) -> BrokerSite:
        """The broker's files as the hub keeps them."""
        return BrokerSite(
            CENTER,
            self.home(HUB) / "broker",
            (Listener(port=self.doors.broker),),
            group=broker_group(),
            pid_file=self.place.data / "run" / "mosquitto.pid",
        )

    @property
    def broker_conf(self) -> Path:
        """What Mosquitto is started with: the hub's, and the observer beside its users."""
        return self.place.data / "run" / "storm.conf"

    def home(self, process: str) -> Path:
        """The data folder of a process."""
        return self.place.data / process

    def settings(self, process: str) -> Path:
        """Its settings file."""
        return self.place.data / f"{process}.toml"

    def clock(self, process: str) -> Path:
        """The file that steers its clocks."""
        return self.place.data / f"{process}.clock"

    def names(self, kiosk: str) -> Path:
        """Where a kiosk writes down what can be touched."""
        return self.place.pictures() / f"{kiosk}.json"

    @property
    def backups(self) -> Path:
        """Where backups go: no disk of a process."""
        return self.place.data / "backups"

    def panel_pins(self) -> Path:
        """The panel's mock pins."""
        return self.place.data / "run" / PANEL

    def password(self, device: str) -> str:
        """Of a device or of the observer."""
        return (self.place.data / f"{device}.password").read_text(encoding="utf-8").strip()

    def steer(self, process: str, steering: Steering) -> None:
        """Set its clocks, whole or not at all."""
        fresh = self.clock(process).with_suffix(".new")
        fresh.write_bytes(encode_part(steering))
        fresh.replace(self.clock(process))


def lay_out(where: StormPlace, today: date) -> None:
    """Write every file; the data folders of the processes are there already."""
    run = where.place.data / "run"
    run.mkdir(exist_ok=True)
    run.chmod(0o777)
    where.backups.mkdir(exist_ok=True)
    where.place.config.write_text(_configuration(today), encoding="utf-8")
    _write_hub(where)
    _add_users(where)
    _write_kiosks(where)
    _write_rest(where)


def broker_group() -> str | None:
    """As root Mosquitto drops to its own user, who must read what we write for it."""
    return grp.getgrnam("mosquitto").gr_name if os.geteuid() == 0 else None


def _configuration(today: date) -> str:
    text = demo_configuration(SAMPLE.read_text(encoding="utf-8"), today)
    usual = "print_unconfirmed_after_s = 120"
    return text.replace(usual, f"print_unconfirmed_after_s = {UNCONFIRMED_AFTER_S}") + _SECOND_KIOSK


def _write_hub(where: StormPlace) -> None:
    group = broker_group()
    hub = where.home(HUB)
    if group is not None:
        shutil.chown(hub, group=group)
        hub.chmod(0o750)
    doors = where.doors
    lines = [
        f'config_path = "{where.place.config}"',
        f'data_dir = "{hub}"',
        f"public_port = {doors.public}",
        f"console_port = {doors.console}",
        f"broker_port = {doors.gates[broker_link(HUB)]}",
        f'clock_file = "{where.clock(HUB)}"',
        *([f'broker_group = "{group}"'] if group else []),
    ]
    where.settings(HUB).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _add_users(where: StormPlace) -> None:
    """Devices as `motcua device add` does it; the observer in copies of the broker's files."""
    site, data = where.site, where.place.data
    for device, (kind, counter) in _KINDS.items():
        password = new_password()
        write_private(data / f"{device}.password", f"{password}\n".encode())
        site.change(
            partial(Registry.with_device, device=device, kind=kind, counter=counter, password=password)
        )
    password = new_password()
    write_private(data / f"{OBSERVER}.password", f"{password}\n".encode())
    run = data / "run"
    passwords = site.password_file.read_text(encoding="ascii") + f"{OBSERVER}:{broker_hash(password)}\n"
    access = site.access_file.read_text(encoding="utf-8") + f"\nuser {OBSERVER}\ntopic readwrite #\n"
    conf = site.conf_file.read_text(encoding="utf-8")
    conf = conf.replace(str(site.password_file), str(run / "storm.passwords"))
    conf = conf.replace(str(site.access_file), str(run / "storm.access"))
    for path, text in (("storm.passwords", passwords), ("storm.access", access), ("storm.conf", conf)):
        write_private(run / path, text.encode(), group=broker_group())


def _write_kiosks(where: StormPlace) -> None:
    for kiosk in KIOSKS:
        doors = where.doors
        _write_device(
            where,
            kiosk,
            f"""hub_url = "http://127.0.0.1:{doors.gates[http_link(kiosk)]}"
scratch_dir = "{where.home(kiosk)}"
power_off = ["true"]
""",
            f"""
[window]
width_px = 1280
height_px = 800
fullscreen = false
tuio_port = {doors.tuio[kiosk]}
picture_file = "{where.names(kiosk).with_suffix(".png")}"

[panel]
width_px = 1280
height_px = 800
width_mm = 217
height_mm = 136
distance_m = 0.6

[printer]
kind = "network"
profile = "epson-tm-t82"
host = "127.0.0.1"
port = {doors.gates[printer_link(kiosk)]}
""",
        )


def _write_rest(where: StormPlace) -> None:
    hub_url = f'hub_url = "http://127.0.0.1:{where.doors.public}"\n'
    for display in (HALL, COUNTER_DISPLAY):
        _write_device(
            where,
            display,
            hub_url,
            f"""
[window]
width_px = 1024
height_px = 600
fullscreen = false
picture_file = "{where.names(display).with_suffix(".png")}"

[speaker]
kind = "folder"
folder = "{where.home(display) / "speaker"}"

[voice]
words_per_minute = 300
times = 1
gap_s = 0.0
""",
        )
    _write_device(
        where, PANEL, f'{hub_url}counter = "{PANEL_COUNTER}"\nvirtual_pins = "{where.panel_pins()}"\n', ""
    )


def _write_device(where: StormPlace, device: DeviceId, top: str, parts: str) -> None:
    text = f"""center = "{CENTER}"
device = "{device}"
password_file = "{where.place.data / f"{device}.password"}"
data_dir = "{where.home(device)}"
clock_file = "{where.clock(device)}"
{top}
[broker]
port = {where.doors.gates[broker_link(device)]}
{parts}"""
    where.settings(device).write_text(text, encoding="utf-8")
