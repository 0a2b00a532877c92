"""The settings files of the storm's kiosks, displays and panel: every line leads through a gate."""

from __future__ import annotations

from contract.ids import DeviceId
from tools.demo.place import CENTER
from tools.storm.cast import (
    COUNTER_DISPLAY,
    HALL,
    KIOSKS,
    PANEL,
    PANEL_COUNTER,
    broker_link,
    http_link,
    printer_link,
)
from tools.storm.place import StormPlace


def write_devices(where: StormPlace) -> None:
    """Of all devices."""
    _write_kiosks(where)
    _write_displays(where)
    hub_url = f'hub_url = "http://127.0.0.1:{where.doors.public}"\n'
    pins = f'counter = "{PANEL_COUNTER}"\nvirtual_pins = "{where.panel_pins()}"\n'
    _write_device(where, PANEL, hub_url + pins, "")


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


def _write_displays(where: StormPlace) -> None:
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
