"""The settings file of every device of the demo's center: which twin it drives, and where its pictures go.

Knows files; which devices there are and their passwords are `place`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

from contract.ids import DeviceId
from tools.demo.place import (
    CENTER,
    COUNTER,
    COUNTER_DISPLAY,
    HALL,
    KIOSK,
    PANEL,
    SCAN_STATION,
    Place,
    Ports,
)


@dataclass(frozen=True, slots=True)
class Screen:
    """Whether people see the windows, and how large they may be."""

    is_real: bool

    @property
    def window(self) -> str:
        """Settings all windows share."""
        return f"fullscreen = false\ncursor = {str(self.is_real).lower()}\n"


def write_devices(place: Place, ports: Ports, printer_port: int, screen: Screen) -> None:
    """All of them, anew at each start: ports change."""
    _write_kiosk(place, ports, printer_port, screen)
    _write_displays(place, ports, screen)
    _write_panel(place, ports)
    _write_scan_station(place, ports)


def _write_kiosk(place: Place, ports: Ports, printer_port: int, screen: Screen) -> None:
    _write_device(
        place,
        ports,
        KIOSK,
        f'scratch_dir = "{place.data}"\npower_off = ["true"]\n',
        f"""
[window]
width_px = 1280
height_px = 800
tuio_port = {ports.tuio_kiosk}
picture_file = "{place.pictures() / "kiosk.png"}"
{screen.window}
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
port = {printer_port}

[scanner]
kind = "virtual"
tray = "{place.kiosk_tray}"

[reader]
path = "{place.data / "run" / "reader"}"
""",
    )


def _write_displays(place: Place, ports: Ports, screen: Screen) -> None:
    width, height = (1280, 720) if screen.is_real else (1920, 1080)
    hall = f"""
[window]
width_px = {width}
height_px = {height}
picture_file = "{place.pictures() / "hall.png"}"
{screen.window}
[speaker]
kind = "folder"
folder = "{place.data / "speaker"}"
"""
    counter = f"""
[window]
width_px = 1024
height_px = 600
picture_file = "{place.pictures() / "counter.png"}"
{screen.window}
"""
    _write_device(place, ports, HALL, "", hall)
    _write_device(place, ports, COUNTER_DISPLAY, "", counter)


def _write_panel(place: Place, ports: Ports) -> None:
    top = f'counter = "{COUNTER}"\nvirtual_pins = "{place.data / "run" / "panel"}"\n'
    _write_device(place, ports, PANEL, top, "")


def _write_scan_station(place: Place, ports: Ports) -> None:
    top = f'waiting_dir = "{place.data / SCAN_STATION / "waiting"}"\n'
    scanner = f'\n[scanner]\nkind = "virtual"\ntray = "{place.counter_tray}"\n'
    _write_device(place, ports, SCAN_STATION, top, scanner)


def _write_device(place: Place, ports: Ports, device: DeviceId, top: str, parts: str) -> None:
    home = place.data / device
    home.mkdir(exist_ok=True)
    text = f"""center = "{CENTER}"
device = "{device}"
password_file = "{place.data / f"{device}.password"}"
data_dir = "{home}"
hub_url = "http://127.0.0.1:{ports.public}"
{place.clock_setting}{top}
[broker]
port = {ports.broker}
{parts}"""
    (place.data / f"{device}.toml").write_text(text, encoding="utf-8")
