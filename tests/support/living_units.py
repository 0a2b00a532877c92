"""Every process of a center as its unit starts it: command, settings, and a sign that it really serves.

Knows settings files and doors; knows nothing of readiness and watchdogs.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from contract.words import DeviceKind
from hardware.virtual_panel import drive
from tests.server.hub.hub_place import HubPlace
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until
from tools.free_port import free_port

GLASS = {"SDL_VIDEODRIVER": "offscreen"}


@dataclass(frozen=True, slots=True)
class LivingUnit:
    """One of them."""

    command: list[str]
    serves: Callable[[int], bool]
    """Asked once it has said READY, with its process id."""
    environment: dict[str, str] = field(default_factory=dict)
    working_thread: int = 0
    """The place, among its threads, of the one that does its work."""


class DumbPrinter:
    """Takes connections and bytes and never says a word: the worst a printer can do to its process."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def close(self) -> None:
        """Gone."""
        self._listener.close()


@dataclass(frozen=True, slots=True)
class Site:
    """Where they run."""

    broker: RunningBroker
    folder: Path
    printer: DumbPrinter

    def unit(self, name: str) -> LivingUnit:
        """`hub`, `kiosk`, `hall`, `counter`, `panel` or `printer`."""
        unit: LivingUnit = getattr(self, f"_{name}")()
        return unit

    def _hub(self) -> LivingUnit:
        place = HubPlace(self.broker, self.folder)
        place.fixed_ports()
        command = ["-m", "server", "hub", "--settings", str(place.settings_file)]
        return LivingUnit(_python(command), lambda _: _answers(place.console_port), working_thread=1)

    def _kiosk(self) -> LivingUnit:
        file = self._settings("kiosk-1", DeviceKind.KIOSK, self._window() + self._cable())
        return self._on_glass(["-m", "kiosk", "--settings", str(file)])

    def _hall(self) -> LivingUnit:
        file = self._settings("hall-1", DeviceKind.HALL_DISPLAY, self._window())
        return self._on_glass(["-m", "display", "hall", "--settings", str(file)])

    def _counter(self) -> LivingUnit:
        file = self._settings("display-1", DeviceKind.COUNTER_DISPLAY, self._window())
        return self._on_glass(["-m", "display", "counter", "1", "--settings", str(file)])

    def _panel(self) -> LivingUnit:
        pins = self.folder / "pins.sock"
        top = f'counter = "1"\nvirtual_pins = "{pins}"\n'
        file = self._settings("panel-1", DeviceKind.PANEL, top=top)
        command = ["-m", "hardware", "--settings", str(file)]
        return LivingUnit(_python(command), lambda _: "green" in drive(pins, "lamps")[0], working_thread=2)

    def _printer(self) -> LivingUnit:
        port = free_port()
        file = self._settings("printer-1", DeviceKind.PRINTER, self._cable() + f"[listener]\nport = {port}\n")
        command = ["-m", "printer", "--settings", str(file), "serve"]
        return LivingUnit(_python(command), lambda _: _lets_in(port))

    def _settings(self, device: str, kind: DeviceKind, parts: str = "", top: str = "") -> Path:
        at = "1" if kind in (DeviceKind.COUNTER_DISPLAY, DeviceKind.PANEL) else None
        who = self.broker.add(device, kind, at)
        (self.folder / "password").write_text(who.password, encoding="utf-8")
        file = self.folder / "settings.toml"
        file.write_text(
            f'center = "{who.center}"\ndevice = "{device}"\npassword_file = "{self.folder}/password"\n'
            f'data_dir = "{self.folder}/data"\n{top}[broker]\nport = {self.broker.port}\n{parts}',
            encoding="utf-8",
        )
        (self.folder / "data").mkdir()
        return file

    def _window(self) -> str:
        return (
            "[window]\nwidth_px = 960\nheight_px = 540\nfullscreen = false\n"
            f'picture_file = "{self.folder}/picture.png"\n'
        )

    def _cable(self) -> str:
        return f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {self.printer.port}\n'

    def _on_glass(self, command: list[str]) -> LivingUnit:
        return LivingUnit(_python(command), lambda pid: _shows(pid, self.folder / "picture.png"), GLASS)


def _python(command: list[str]) -> list[str]:
    return [sys.executable, *command]


def _answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as page:
        return bool(page.status == 200)


def _lets_in(port: int) -> bool:
    socket.create_connection(("127.0.0.1", port), 5).close()
    return True


def _shows(pid: int, picture: Path) -> bool:
    os.kill(pid, signal.SIGUSR1)
    wait_until(picture.exists, what="the picture")
    with Image.open(picture) as glass:
        return len(glass.convert("RGB").getcolors(1_000_000) or ()) > 10
