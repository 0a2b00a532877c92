"""The broker's folder on disk: registry, hub's password, and the files Mosquitto reads.

Knows which file is for whose eyes; runs nothing and signals nobody.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.ids import CenterId
from server.broker.access_list import access_list
from server.broker.devices import HUB, Registry, read_registry, write_registry
from server.broker.hashes import broker_hash, new_password
from server.broker.mosquitto_conf import Listener, mosquitto_conf
from server.broker.private_file import make_folder, write_private


@dataclass(frozen=True, slots=True)
class BrokerSite:
    """One center's broker: where its files are and where it listens."""

    center: CenterId
    folder: Path
    """`broker/` in the hub's data folder."""
    listeners: tuple[Listener, ...] = (Listener(),)
    group: str | None = None
    """Group of the broker's user, who must read three of the files; None: it runs as ourselves."""
    pid_file: Path | None = None
    """Where the broker leaves its process id, in a folder its user may write."""

    @property
    def registry_file(self) -> Path:
        """The devices; for the hub alone."""
        return self.folder / "devices.json"

    @property
    def hub_password_file(self) -> Path:
        """The hub's own broker password; for the hub alone."""
        return self.folder / "hub.password"

    @property
    def conf_file(self) -> Path:
        """What `mosquitto -c` is given."""
        return self.folder / "mosquitto.conf"

    @property
    def password_file(self) -> Path:
        """Names and hashes, as Mosquitto reads them."""
        return self.folder / "passwords"

    @property
    def access_file(self) -> Path:
        """Who may read and write what, as Mosquitto reads it."""
        return self.folder / "access"

    def prepare(self) -> None:
        """Write all files anew from the registry; makes the folder and the hub's password the first time."""
        self.change(lambda registry: registry)

    def change(self, edit: Callable[[Registry], Registry]) -> Registry:
        """Edit the registry and write everything that follows from it; one editor at a time.

        Raises:
            DeviceError: the edit is refused; nothing is written then.
        """
        make_folder(self.folder, group=self.group)
        with _alone(self.folder):
            old = read_registry(self.registry_file)
            registry = edit(old)
            self._write_for_broker(registry)
            if registry != old:
                write_registry(self.registry_file, registry)
        return registry

    def _write_for_broker(self, registry: Registry) -> None:
        users = [(HUB, self._hub_hash()), *((known.device, known.broker_hash) for known in registry.devices)]
        passwords = "".join(f"{name}:{kept}\n" for name, kept in users)
        conf = mosquitto_conf(self.folder, self.listeners, self.pid_file)
        access = access_list(self.center, registry.devices)
        for path, text in (
            (self.password_file, passwords),
            (self.access_file, access),
            (self.conf_file, conf),
        ):
            write_private(path, text.encode(), group=self.group)

    def _hub_hash(self) -> str:
        if not self.hub_password_file.exists():
            write_private(self.hub_password_file, new_password().encode() + b"\n")
        return broker_hash(self.hub_password_file.read_text(encoding="ascii").strip())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
