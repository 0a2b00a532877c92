"""The bench's center: a real broker with its generated configuration, and a real hub on a ledger of choice.

Knows files, devices and processes; measures nothing but how long the hub needs to get ready.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.officers import seat_officers
from contract.broker import BrokerClient, Credentials
from contract.clock import LOCAL
from contract.ids import CounterId, DeviceId
from contract.settings import BrokerAddress
from contract.words import DeviceKind
from server.broker.devices import HUB, Device, Registry
from server.broker.hashes import broker_hash, http_hash, new_password
from server.config.hub import read_hub_settings
from tools.demo.center import wait_until
from tools.demo.children import Children, environment
from tools.demo.place import CENTER, Place, Ports, demo_configuration, free_ports

TEXT = Path(__file__).with_name("center.toml")
READY_S = 120.0
_COUNTER = """
[[counters]]
id = "{0}"
name_vi = "Quầy {0}"
name_en = "Counter {0}"
services = ["ho-tich"]
"""


class BenchCenter:
    """Entered, its broker runs; the hub runs from `start_hub` to `stop_hub`. Left, only its logs stay."""

    def __init__(self, folder: Path, seats: int, watchers: int = 0) -> None:
        self._stack = ExitStack()
        shutil.rmtree(folder, ignore_errors=True)
        self.place = Place(folder)
        shutil.rmtree(self.place.data, ignore_errors=True)
        self.place.data.mkdir()
        self.ports: Ports = free_ports()
        self._password = new_password()
        self.kiosks = tuple(DeviceId(f"kiosk-{n}") for n in range(1, seats + 1))
        self.counters = tuple(CounterId(str(n)) for n in range(1, seats + 1))
        self.watchers = tuple(DeviceId(f"hall-{n}") for n in range(1, watchers + 1))

    def __enter__(self) -> Self:
        try:
            self._lay_out()
            self._stack.callback(shutil.rmtree, self.place.data, ignore_errors=True)
            self.children = Children(self.place.var / "log", environment(None))
            self._stack.callback(self.children.stop)
            self._start_broker()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    # --- who speaks ---

    @property
    def address(self) -> BrokerAddress:
        """Where the broker listens."""
        return BrokerAddress(port=self.ports.broker)

    def who(self, device: DeviceId) -> Credentials:
        """A device's; all of the bench's share one password."""
        return Credentials(CENTER, device, self._password)

    def panel(self, counter: CounterId) -> Credentials:
        """The credentials of a counter's panel."""
        return self.who(_panel(counter))

    @property
    def hub(self) -> Credentials:
        """The hub's own; free while no hub runs."""
        password = self.place.site(self.ports).hub_password_file.read_text(encoding="ascii").strip()
        return Credentials(CENTER, DeviceId(HUB), password)

    def client(self, who: Credentials) -> BrokerClient:
        """A connected client."""
        client = BrokerClient(self.address, who)
        client.start()
        wait_until(lambda: client.is_connected, f"{who.device} is connected")
        return client

    # --- the hub ---

    def ledger(self, name: str) -> Path:
        """The file of a ledger."""
        return self.place.data / "hub" / f"{name}.sqlite"

    def start_hub(self, ledger: str) -> float:
        """A hub on that ledger, the day open and an officer at every counter; seconds until it is ready."""
        self._write_settings(self.ledger(ledger))
        seat_officers(read_hub_settings(self.place.hub_settings), self.counters)
        started_s = time.monotonic()
        command = [sys.executable, "-m", "server", "hub", "--settings", str(self.place.hub_settings)]
        self.children.start("hub", command).wait_ready(READY_S)
        return time.monotonic() - started_s

    def stop_hub(self) -> None:
        """An orderly end."""
        hub = self.children.find("hub")
        hub.stop()
        if hub.channel is not None:
            hub.channel.close()

    # --- parts ---

    def _lay_out(self) -> None:
        hub = self.place.data / "hub"
        hub.mkdir(mode=0o750, exist_ok=True)
        (self.place.data / "run").mkdir(exist_ok=True)
        (self.place.data / "run").chmod(0o777)
        if _mosquitto() is not None:
            os.chown(hub, -1, grp.getgrnam("mosquitto").gr_gid)
        counters = "".join(_COUNTER.format(counter) for counter in self.counters)
        today = datetime.now(UTC).astimezone(LOCAL).date()
        text = demo_configuration(TEXT.read_text(encoding="utf-8"), today) + counters
        self.place.config.write_text(text, encoding="utf-8")
        self.place.site(self.ports).change(self._with_all_devices)

    def _with_all_devices(self, _old: Registry) -> Registry:
        """One password and one hash for all: 200 slow hashes would take longer than the bench."""
        at_broker, at_http = broker_hash(self._password), http_hash(self._password)

        def device(name: DeviceId, kind: DeviceKind, counter: CounterId | None = None) -> Device:
            return Device(device=name, kind=kind, counter=counter, broker_hash=at_broker, http_hash=at_http)

        kiosks = (device(name, DeviceKind.KIOSK) for name in self.kiosks)
        panels = (device(_panel(counter), DeviceKind.PANEL, counter) for counter in self.counters)
        watchers = (device(name, DeviceKind.HALL_DISPLAY) for name in self.watchers)
        return Registry(devices=(*kiosks, *panels, *watchers))

    def _write_settings(self, ledger: Path) -> None:
        data = self.place.data
        group = 'broker_group = "mosquitto"\n' if _mosquitto() else ""
        self.place.hub_settings.write_text(
            f'config_path = "{self.place.config}"\ndata_dir = "{data / "hub"}"\n'
            f'database_url = "sqlite:///{ledger}"\n'
            f"public_port = {self.ports.public}\nconsole_port = 0\nbroker_port = {self.ports.broker}\n"
            f'broker_pid_file = "{data / "run" / "mosquitto.pid"}"\n{group}log_level = "warning"\n'
            "device_messages_per_s = 100000\n",  # every asker is in a closed loop, faster than any device
            encoding="utf-8",
        )

    def _start_broker(self) -> None:
        conf = self.place.site(self.ports).conf_file
        broker = self.children.start("broker", ["mosquitto", "-c", str(conf)], _mosquitto())
        wait_until(
            lambda: _listens(self.ports.broker) or broker.process.poll() is not None, "the broker listens"
        )


def _panel(counter: CounterId) -> DeviceId:
    return DeviceId(f"panel-{counter}")


def _mosquitto() -> pwd.struct_passwd | None:
    """As root the broker drops to its own user."""
    return pwd.getpwnam("mosquitto") if os.geteuid() == 0 else None


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
