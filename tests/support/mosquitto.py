"""A real Mosquitto on loopback with the generated configuration, to be stopped, killed and started again."""

from __future__ import annotations

import grp
import signal
import socket
import subprocess
from contextlib import ExitStack
from enum import Enum, auto
from types import TracebackType
from typing import Self

from contract.broker import BrokerClient, Credentials
from contract.devices import DeviceState
from contract.ids import CenterId, CounterId, DeviceId
from contract.message import Message
from contract.settings import BrokerAddress
from contract.words import DeviceKind
from server.broker.devices import AT_A_COUNTER, HUB
from server.broker.hashes import broker_hash, new_password
from server.broker.mosquitto_conf import Listener
from server.broker.site import BrokerSite
from tests.support.certificates import self_signed
from tests.support.waiting import wait_until
from tools.free_port import free_port
from tools.unprivileged import folder_of, start_as, unprivileged

CENTER = CenterId("23134")
OBSERVER = DeviceId("observer")
"""A user of tests alone who may read and write everything, beside the hub."""


class Wire(Enum):
    """What goes over the wire."""

    PLAIN = auto()
    TLS = auto()


class RunningBroker:
    """One broker for one test; every client made by `client` is stopped with it."""

    def __init__(self, center: CenterId = CENTER, wire: Wire = Wire.PLAIN) -> None:
        self.center = center
        self._wire = wire
        self._stack = ExitStack()
        self._user = unprivileged("mosquitto")
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: list[BrokerClient] = []
        self._observer_password = new_password()

    def __enter__(self) -> Self:
        folder = self._stack.enter_context(folder_of(self._user, "motcua-broker-"))
        group = None if self._user is None else grp.getgrgid(self._user.gid).gr_name
        self.port = free_port()
        self.tls = self_signed(folder, "broker") if self._wire is Wire.TLS else None
        self.site = BrokerSite(
            self.center,
            folder / "broker",
            (Listener(port=self.port, tls=self.tls),),
            group=group,
            pid_file=folder / "pid",
        )
        self.log_file = folder / "log"
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            client.stop()
        self.stop()
        self._stack.close()

    # --- who may speak ---

    @property
    def address(self) -> BrokerAddress:
        """Where it listens."""
        trusted = None if self.tls is None else str(self.tls.certificate)
        return BrokerAddress(host="127.0.0.1", port=self.port, ca_file=trusted)

    @property
    def hub(self) -> Credentials:
        """The hub's own credentials: one connection at a time."""
        password = self.site.hub_password_file.read_text(encoding="ascii").strip()
        return Credentials(self.center, HUB, password)

    @property
    def observer(self) -> Credentials:
        """Credentials that may do everything: one connection at a time."""
        return Credentials(self.center, OBSERVER, self._observer_password)

    def add(
        self, device: str, kind: DeviceKind = DeviceKind.KIOSK, counter: str | None = None
    ) -> Credentials:
        """A new device with its password; the running broker lets it in at once."""
        password = new_password()
        at = CounterId(counter or "1") if kind in AT_A_COUNTER else None
        self.site.change(lambda registry: registry.with_device(device, kind, at, password))
        self.reload()
        return Credentials(self.center, DeviceId(device), password)

    def remove(self, device: str) -> None:
        """Away with a device, as `motcua device remove` does it."""
        self.site.change(lambda registry: registry.without_device(device))
        self.reload()

    def client(self, who: Credentials, *, will: Message | None = None) -> BrokerClient:
        """A started client, connected."""
        client = BrokerClient(self.address, who, will=will)
        self._clients.append(client)
        client.start()
        wait_until(lambda: client.is_connected, what=f"{who.device} connected\n{self.log()}")
        return client

    def settle(self, client: BrokerClient) -> None:
        """Return when the broker has made every subscription this client has asked for so far."""
        topic = DeviceState.TOPIC.fill({"center": self.center, "device": client.who.device})
        assert client.publish_bytes(topic, b"", retain=False).wait(10)

    # --- life ---

    def start(self) -> None:
        """Start, again on the same port, and wait until it listens."""
        self._write_files()  # a hub may have written its own meanwhile: without the observer, or for a gate
        with self.log_file.open("ab") as log:
            command = ["/usr/sbin/mosquitto", "-c", str(self.site.conf_file)]
            process = start_as(self._user, command, log, self.site.folder)
        self._process = process
        wait_until(lambda: process.poll() is not None or _listens(self.port), what=self.log())
        assert process.poll() is None, f"the broker did not start: {self.log()}"

    def stop(self) -> None:
        """An orderly end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """The power is cut."""
        self._end(signal.SIGKILL)

    def hang(self) -> None:
        """It answers nobody any more, its connections stand."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def restart(self) -> None:
        """Killed and back on the same port."""
        self.kill()
        self.start()

    def reload(self) -> None:
        """Let a running broker read passwords and access list again, and wait until it has."""
        self._write_files()
        if self._process is None:
            return
        before = self.log().count(_RELOADED)
        self._process.send_signal(signal.SIGHUP)
        wait_until(lambda: self.log().count(_RELOADED) > before, what="the broker reloads")

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self._process is not None
        return self._process.pid

    def log(self) -> str:
        """What the broker has written so far."""
        return self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(10)
            self._process = None

    def _write_files(self) -> None:
        """The generated files, and the observer beside them."""
        self.site.prepare()
        with self.site.password_file.open("a", encoding="ascii") as passwords:
            passwords.write(f"{OBSERVER}:{broker_hash(self._observer_password)}\n")
        with self.site.access_file.open("a", encoding="ascii") as access:
            access.write(f"\nuser {OBSERVER}\ntopic readwrite #\n")


_RELOADED = "Reloading config."


def _listens(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
