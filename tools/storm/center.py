"""The storm's center: real processes, a gate in every line, two printers, a witness on the broker.

Starts and ends things and hands out their handles; breaks nothing.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from contract.clock import LOCAL
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PrinterEmulator
from tools.demo.center import NothingHappenedError, wait_until
from tools.demo.children import Child, Children, environment
from tools.demo.place import Place
from tools.demo.screen import AnyScreen
from tools.demo.touch import Finger
from tools.free_port import free_port
from tools.storm.cast import (
    BROKER,
    BROKER_LINKS,
    COUNTER_DISPLAY,
    DEVICES,
    HALL,
    HTTP_LINKS,
    HUB,
    KIOSKS,
    OBSERVER,
    PANEL,
    PANEL_COUNTER,
    PRINTER_LINKS,
    broker_link,
)
from tools.storm.disks import Disks, unmount_below
from tools.storm.layout import lay_out
from tools.storm.links import Links
from tools.storm.observer import Observer
from tools.storm.place import Doors, StormPlace
from tools.storm.processes import Guard, Unit

READY_S = 90.0


class StormCenter:
    """A whole center; entered, it runs and its day is open."""

    def __init__(self, var: Path) -> None:
        self._stack = ExitStack()
        self._place = Place(var)
        unmount_below(self._place.data)
        shutil.rmtree(var, ignore_errors=True)
        var.mkdir(parents=True)
        shutil.rmtree(self._place.data, ignore_errors=True)
        self._place.data.mkdir(parents=True)

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    # --- hands ---

    def start(self, process: str) -> None:
        """Start it; the hub's line to a new broker opens when the witness listens again."""
        with self.guard.alone(process):
            self.units[process].start()
        if process == BROKER:
            self._await_witness()

    def end(self, process: str, how: signal.Signals) -> None:
        """End it by that signal."""
        with self.guard.alone(process):
            self.units[process].end(how)
        if process == BROKER:
            self.links[broker_link(HUB)].hold(BROKER)

    def motcua(self, *arguments: str) -> str:
        """Run the `motcua` command on this center; its output.

        Raises:
            NothingHappenedError: it failed.
        """
        command = [sys.executable, "-m", "server.command_line", "--settings", str(self.where.settings(HUB))]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise NothingHappenedError(f"motcua {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def confirm_clock(self) -> None:
        """A person looks at a right clock and vouches for the hub's."""
        self.motcua("clock", "confirm", f"{_now():%Y-%m-%dT%H:%M:%S}")

    @property
    def ledger_url(self) -> str:
        """Of the hub's database."""
        return f"sqlite:///{self.where.home(HUB) / 'ledger.sqlite'}"

    # --- opening ---

    def _open(self) -> None:
        data = self._place.data
        self.disks = self._stack.enter_context(Disks(tuple(data / name for name in (HUB, *DEVICES))))
        screen = self._stack.enter_context(AnyScreen(only_virtual=True))
        self.controls: dict[str, EmulatorControls] = {kiosk: EmulatorControls() for kiosk in KIOSKS}
        self.printers = {
            kiosk: self._stack.enter_context(PrinterEmulator(self._place.var / "slips" / kiosk, own, _now))
            for kiosk, own in self.controls.items()
        }
        self._build_lines()
        lay_out(self.where, _now().date())
        children = Children(self._place.var / "log", environment(screen.display))
        self._stack.callback(children.stop)
        self.units = {name: Unit(name, self._beginning(children, name)) for name in (BROKER, HUB, *DEVICES)}
        self.guard = Guard(self.units, children)
        self._stack.callback(self.guard.stop)
        self.observer = Observer(self.where.doors.broker, self.where.password(OBSERVER))
        self._stack.callback(self.observer.stop)
        self._start_all()

    def _build_lines(self) -> None:
        broker, public, console = (free_port() for _ in range(3))
        far = dict.fromkeys(BROKER_LINKS, broker) | dict.fromkeys(HTTP_LINKS, public)
        printers = [printer.address[1] for printer in self.printers.values()]
        far |= dict(zip(PRINTER_LINKS, printers, strict=True))
        self.links = self._stack.enter_context(Links(far))
        tuio: dict[str, int] = {kiosk: free_port(socket.SOCK_DGRAM) for kiosk in KIOSKS}
        self.where = StormPlace(self._place, Doors(broker, public, console, tuio, self.links.ports))
        self.fingers = {kiosk: Finger(port, self.where.names(kiosk)) for kiosk, port in tuio.items()}

    def _start_all(self) -> None:
        self.links[broker_link(HUB)].hold(BROKER)
        self.units[BROKER].start()
        self.observer.start()
        wait_until(self.observer.is_listening, "the witness listens", READY_S)
        self.links[broker_link(HUB)].release(BROKER)
        self.units[HUB].start()
        self._await_ready(HUB)
        self.confirm_clock()
        for device in DEVICES:
            self.units[device].start()
        self._await_ready(*DEVICES)
        self.guard.start()

    def _await_ready(self, *names: str) -> None:
        for unit in (self.units[name] for name in names):
            wait_until(partial(_is_ready, unit), f"{unit.name} is ready", READY_S)

    def _await_witness(self) -> None:
        def release() -> None:
            wait_until(self.observer.is_listening, "the witness listens again", READY_S)
            self.links[broker_link(HUB)].release(BROKER)

        threading.Thread(target=release, name="witness", daemon=True).start()

    def _beginning(self, children: Children, name: str) -> Callable[[], Child]:
        settings = str(self.where.settings(name))
        modules: dict[str, tuple[str, ...]] = {
            HUB: ("server", "hub"),
            HALL: ("display", "hall"),
            COUNTER_DISPLAY: ("display", "counter", PANEL_COUNTER),
            PANEL: ("hardware",),
            **dict.fromkeys(KIOSKS, ("kiosk",)),
        }
        if name == BROKER:
            user = pwd.getpwnam("mosquitto") if os.geteuid() == 0 else None
            return lambda: children.start(BROKER, ["mosquitto", "-c", str(self.where.broker_conf)], user)
        command = [sys.executable, "-m", *modules[name], "--settings", settings]
        return lambda: children.start(name, command)


def _is_ready(unit: Unit) -> bool:
    ended = unit.ended_by_itself()
    if ended is not None:
        raise NothingHappenedError(f"{unit.name} did not start:\n{ended.tail}")
    return unit.is_ready


def _now() -> datetime:
    return datetime.now(UTC).astimezone(LOCAL)
