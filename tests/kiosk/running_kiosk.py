"""A kiosk process of a test's own, with a real broker, a printer emulator and a hub of a few lines."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from contract.answers import Answer, Noted, Result
from contract.broker import BrokerClient
from contract.codec import Received
from contract.commands import COMMANDS, Command, ReserveTicket
from contract.counter_slip import WantedSlip
from contract.devices import DeviceState
from contract.ids import DeviceId, Epoch
from contract.states import CounterSlipsState, HubState
from contract.words import ClockTrust, Outcome
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PrinterEmulator
from tests.kiosk.citizen import a_center, a_reservation
from tests.kiosk.finger import Finger
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until
from tools.free_port import free_port

REPOSITORY = Path(__file__).parents[2]


class HubOfAFewLines:
    """Publishes an open center and answers every command: a number to `ReserveTicket`, else "noted"."""

    def __init__(self, client: BrokerClient) -> None:
        self.commands: list[Command] = []
        self.kiosk: DeviceState | None = None
        self.answers = True
        self._client = client
        self._stopped = threading.Event()
        for kind in COMMANDS:
            client.subscribe(kind, self._asked)
        client.subscribe(DeviceState, self._seen)
        center = a_center()
        assert center.catalogue is not None
        assert center.line is not None
        client.publish(center.catalogue)
        client.publish(center.line)
        self._beat_count = 0
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()

    def wants(self, *slips: WantedSlip) -> None:
        """Records' slips that somebody waits for."""
        self._beat_count += 1
        self._client.publish(
            CounterSlipsState(
                epoch=Epoch("e1"), revision=self._beat_count, device=DeviceId("kiosk-1"), wanted=slips
            )
        )

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def told(self, kind: type[Command]) -> list[Command]:
        return [command for command in self.commands if isinstance(command, kind)]

    def _seen(self, state: DeviceState, _received: Received) -> None:
        self.kiosk = state

    def _asked(self, command: Command, received: Received) -> None:
        self.commands.append(command)
        if not self.answers:
            return
        result: Result = a_reservation() if isinstance(command, ReserveTicket) else Noted()
        answer = Answer(command_id=command.command_id, outcome=Outcome.DONE, result=result)
        self._client.publish(answer, device=received.slots["device"])

    def _beat(self) -> None:
        while not self._stopped.is_set():
            self._beat_count += 1
            beat = HubState(
                epoch=Epoch("e1"),
                revision=self._beat_count,
                at=datetime.now(UTC),
                trust=ClockTrust.NTP,
                day=date(2026, 11, 23),
                version="0",
            )
            self._client.publish(beat)
            self._stopped.wait(0.5)


class RunningKiosk:
    """`python -m kiosk` on an invisible screen."""

    def __init__(
        self, folder: Path, broker: RunningBroker, more: str = "", unit: Mapping[str, str] | None = None
    ) -> None:
        """`more`: further lines of the settings file; `unit`: what its service manager tells it."""
        self._more = more
        self._unit = unit or {}
        self.folder = folder
        self.controls = EmulatorControls()
        self.printer = PrinterEmulator(folder / "slips", self.controls, lambda: datetime.now(UTC))
        self._broker = broker
        self._port = free_port(socket.SOCK_DGRAM)
        self.picture = folder / "kiosk.png"
        self.finger = Finger(self._port, folder / "kiosk.json")

    def __enter__(self) -> Self:
        self.printer.start()
        self.hub = HubOfAFewLines(self._broker.client(self._broker.observer))
        who = self._broker.add("kiosk-1")
        (self.folder / "password").write_text(who.password, encoding="utf-8")
        (self.folder / "kiosk.toml").write_text(self._settings(), encoding="utf-8")
        environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", **self._unit}
        environment.pop("DISPLAY", None)
        self.log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--settings", str(self.folder / "kiosk.toml")],
            cwd=REPOSITORY,
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self.hub.stop()
        self.printer.stop()
        self.log.close()

    def said(self) -> bytes:
        """Its log so far."""
        return (self.folder / "log").read_bytes()

    def end(self) -> int:
        """SIGTERM; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def sees(self, name: str) -> None:
        """Wait until that can be pressed."""
        self.until(lambda: name in self.finger.names(), name)

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for something; the kiosk's own words where it does not come."""
        try:
            wait_until(condition, 30, what)
        except AssertionError as error:
            log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
            raise AssertionError(f"{error}\n{sorted(self.finger.names())}\n{log[-3000:]}") from error

    def _settings(self) -> str:
        host, port = self.printer.address
        return f"""
center = "{self._broker.center}"
device = "kiosk-1"
password_file = "{self.folder}/password"
data_dir = "{self.folder}/data"
log_level = "DEBUG"
{self._more}
[broker]
port = {self._broker.port}
[printer]
kind = "network"
host = "{host}"
port = {port}
[window]
width_px = 1024
height_px = 600
fullscreen = false
tuio_port = {self._port}
picture_file = "{self.picture}"
"""
