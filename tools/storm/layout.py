"""Lays the storm's center out on disk: the demo's configuration and a second kiosk, users and settings.

Knows files; starts nothing. The observer stands beside the hub's users in copies of the broker's files.
"""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial

from contract.ids import CounterId, DeviceId
from contract.words import DeviceKind
from server.broker.devices import Registry
from server.broker.hashes import broker_hash, new_password
from server.broker.private_file import write_private
from tools.demo.place import SAMPLE, demo_configuration
from tools.storm.cast import COUNTER_DISPLAY, HALL, HUB, KIOSKS, OBSERVER, PANEL, PANEL_COUNTER, broker_link
from tools.storm.device_files import write_devices
from tools.storm.place import StormPlace, broker_group

UNCONFIRMED_AFTER_S = 40
"""Shorter than in a real center, so that a storm of minutes sees it; longer than its citizens hesitate."""

_KINDS: dict[DeviceId, tuple[DeviceKind, CounterId | None]] = {
    **dict.fromkeys(KIOSKS, (DeviceKind.KIOSK, None)),
    HALL: (DeviceKind.HALL_DISPLAY, None),
    COUNTER_DISPLAY: (DeviceKind.COUNTER_DISPLAY, PANEL_COUNTER),
    PANEL: (DeviceKind.PANEL, PANEL_COUNTER),
}

_BESIDE = """
[[devices]]
id = "kiosk-2"
kind = "kiosk"
name_vi = "Máy lấy số trong sảnh"
name_en = "Kiosk in the hall"
zone = "hall"
screen = { width_mm = 217, height_mm = 136, width_px = 1280, height_px = 800, distance_m = 0.6 }

[offline]
numbers = 40
"""
"""A kiosk that loses its disk is lent other numbers: in a long storm ten times a day."""


def lay_out(where: StormPlace, today: date) -> None:
    """Write every file; the data folders of the processes are there already."""
    run = where.place.data / "run"
    run.mkdir(exist_ok=True)
    run.chmod(0o777)
    where.backups.mkdir(exist_ok=True)
    where.place.config.write_text(_configuration(today), encoding="utf-8")
    _write_hub(where)
    _add_users(where)
    write_devices(where)


def _configuration(today: date) -> str:
    text = demo_configuration(SAMPLE.read_text(encoding="utf-8"), today)
    usual = "print_unconfirmed_after_s = 120"
    return text.replace(usual, f"print_unconfirmed_after_s = {UNCONFIRMED_AFTER_S}") + _BESIDE


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
