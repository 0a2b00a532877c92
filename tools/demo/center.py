"""The demo's center: broker, hub, kiosk, displays and panel as real processes; twins of their hardware.

Starts and ends things and hands out their handles; the story and the bench page use them.
"""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from contract.clock import Clock, SystemClock, local_time
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PrinterEmulator
from hardware.virtual_panel import drive
from server.broker.site import BrokerSite
from tools.demo.children import Child, Children, environment
from tools.demo.device_files import Screen, write_devices
from tools.demo.morning import steer_to_morning
from tools.demo.past import Past, live_past
from tools.demo.place import COUNTER, SCAN_STATION, Place, Ports, free_ports, lay_out
from tools.demo.screen import AnyScreen
from tools.demo.touch import Finger

READY_S = 40.0
MOTCUA_S = 300.0
"""Weeks are simulated in a few seconds, on a Raspberry Pi in many."""
LOOK_S = 0.05


class NothingHappenedError(Exception):
    """Something that should have happened did not, in time."""


def wait_until(is_so: Callable[[], bool], what: str, timeout_s: float = 10.0) -> None:
    """Wait for a condition.

    Raises:
        NothingHappenedError: it did not come true in time.
    """
    deadline = time.monotonic() + timeout_s
    while not is_so():
        if time.monotonic() > deadline:
            raise NothingHappenedError(f"in {timeout_s:g} s it did not happen: {what}")
        time.sleep(LOOK_S)


class Hour(Enum):
    """What the clocks of a center show."""

    TRUE = "the hour it is"
    MORNING = "a morning: the whole day lies ahead"


class Begins(Enum):
    """What a center's ledger holds on its first day."""

    EMPTY = "empty"
    AFTER_SIMULATED_WEEKS = "after simulated weeks"


class DemoCenter:
    """A whole center; entered, it runs."""

    def __init__(
        self,
        var: Path,
        *,
        only_virtual_screen: bool = False,
        begins: Begins = Begins.EMPTY,
        hour: Hour = Hour.TRUE,
    ) -> None:
        self.place = Place(var)
        self.clock: Clock = SystemClock()
        if hour is Hour.MORNING:
            self.place.clock_file = self.place.data / "clock.json"
            self.clock = steer_to_morning(self.place.clock_file)
        self.past: Past | None = None
        self._begins = begins
        self._screen = AnyScreen(only_virtual=only_virtual_screen)
        self._stack = ExitStack()
        self.controls = EmulatorControls()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    # --- starting ---

    def _start(self) -> None:
        self.ports: Ports = free_ports()
        screen = self._stack.enter_context(self._screen)
        slips = self.place.var / "slips"
        self.printer = self._stack.enter_context(PrinterEmulator(slips, self.controls, self.local_now))
        today = self.local_now().date()
        lay_out(self.place, self.ports, today)
        write_devices(self.place, self.ports, self.printer.address[1], Screen(screen.is_real))
        self._open_reader()
        self.children = Children(self.place.var / "log", environment(screen.display))
        self._stack.callback(self.children.stop)
        self.start_broker()
        if self._begins is Begins.AFTER_SIMULATED_WEEKS:
            self.past = live_past(self.place, self.motcua, today)
        self.start_hub()

    def start_broker(self) -> None:
        """Mosquitto, unprivileged, on loopback, with generated passwords and access list."""
        broker = self.children.start("broker", ["mosquitto", "-c", str(self._site.conf_file)], _broker_user())
        wait_until(lambda: _listens(self.ports.broker) or broker.process.poll() is not None, "broker listens")
        if broker.process.poll() is not None:
            raise NothingHappenedError(f"the broker did not start:\n{broker.tail()}")

    def start_hub(self) -> None:
        """The hub; ready when it answers on all doors."""
        self._python("hub", "server", "hub", "--settings", str(self.place.hub_settings)).wait_ready(READY_S)

    def start_devices(self, *others: Child) -> None:
        """Kiosk, displays and panel, all at once; until they and others just started are ready."""
        settings = self.place.data
        started = [
            self._python("hall-1", "display", "hall", "--settings", str(settings / "hall-1.toml")),
            self._python(
                "counter-display-1", "display", "counter", COUNTER,
                "--settings", str(settings / "counter-display-1.toml"),
            ),
            self._python("kiosk-1", "kiosk", "--settings", str(settings / "kiosk-1.toml")),
            self._python("panel-1", "hardware", "--settings", str(settings / "panel-1.toml")),
        ]  # fmt: skip
        for child in (*others, *started):
            child.wait_ready(READY_S)
        self.finger = Finger(self.ports.tuio_kiosk, self.place.pictures() / "kiosk.json")

    def start_scan_station(self) -> Child:
        """The scanner at the counter; `start_devices` waits for it."""
        settings = self.place.data / f"{SCAN_STATION}.toml"
        return self._python(SCAN_STATION, "hardware", "scan-station", "--settings", str(settings))

    # --- its time ---

    def local_now(self) -> datetime:
        """By its clocks, in Vietnam."""
        return local_time(self.clock.read().utc)

    def confirm_clock(self) -> None:
        """A person looks at a right clock and vouches for the hub's."""
        self.motcua("clock", "confirm", f"{self.local_now():%Y-%m-%dT%H:%M:%S}")

    # --- hands ---

    def press(self, button: str) -> None:
        """Press and release a button of the panel."""
        self.panel(f"tap {button} 120")

    def panel(self, line: str) -> str:
        """Say a line to the virtual panel."""
        return drive(self.place.data / "run" / "panel", line)[0]

    def hold_code(self, text: str) -> None:
        """Hold a code before the kiosk's reader."""
        os.write(self._reader, f"{text}\r\n".encode())

    def picture(self, device: str, name: str) -> Path:
        """Take a window's picture and keep it under that name."""
        files = {"kiosk-1": "kiosk.png", "hall-1": "hall.png", "counter-display-1": "counter.png"}
        taken = self.place.pictures() / files[device]
        self.redraw(device, taken)
        kept = self.place.pictures() / f"{name}.png"
        kept.write_bytes(taken.read_bytes())
        return kept

    def redraw(self, device: str, file: Path) -> None:
        """Let a window save its picture now."""
        before = file.stat().st_mtime_ns if file.exists() else 0
        self.children.find(device).signal(signal.SIGUSR1)
        wait_until(
            lambda: file.exists() and file.stat().st_mtime_ns != before, f"{device} saved its picture", 15
        )

    def motcua(self, *arguments: str) -> str:
        """Run the `motcua` command on this center; its output.

        Raises:
            NothingHappenedError: it failed.
        """
        motcua = [sys.executable, "-m", "server.command_line", "--settings", str(self.place.hub_settings)]
        command = [*motcua, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOTCUA_S, check=False)
        if done.returncode != 0:
            raise NothingHappenedError(f"motcua {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def spoken(self) -> tuple[str, ...]:
        """What the announcer has spoken, from its journal: call ids in order."""
        journal = self.place.data / "hall-1" / "announcements.jsonl"
        lines = journal.read_bytes().splitlines() if journal.exists() else []
        entries = [msgspec.json.decode(line) for line in lines]
        return tuple(entry["call_id"] for entry in entries if entry["step"] == "ended")

    # --- parts ---

    @property
    def _site(self) -> BrokerSite:
        return self.place.site(self.ports)

    def _python(self, name: str, *module: str) -> Child:
        return self.children.start(name, [sys.executable, "-m", *module])

    def _open_reader(self) -> None:
        """A pseudo terminal: what is written here the kiosk reads as from a serial code reader."""
        link = self.place.data / "run" / "reader"
        ours, theirs = os.openpty()
        link.unlink(missing_ok=True)
        link.symlink_to(os.ttyname(theirs))
        self._reader = ours
        self._stack.callback(os.close, ours)
        self._stack.callback(os.close, theirs)


def _broker_user() -> pwd.struct_passwd | None:
    return pwd.getpwnam("mosquitto") if os.geteuid() == 0 else None


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
