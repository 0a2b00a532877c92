"""Where everything of one storm lies: folders, ports, passwords, settings and clock files by process.

Knows places; writes nothing but a clock's steering.
"""

from __future__ import annotations

import grp
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contract.clock import Steering
from contract.message import encode_part
from server.broker.mosquitto_conf import Listener
from server.broker.site import BrokerSite
from tools.demo.place import CENTER, Place
from tools.storm.cast import HUB, PANEL


@dataclass(frozen=True, slots=True)
class Doors:
    """Ports of one run."""

    broker: int
    """Where Mosquitto really listens."""
    public: int
    console: int
    tuio: Mapping[str, int]
    """Per kiosk."""
    gates: Mapping[str, int]
    """Per link of `cast`: where the process at its near end is sent."""


@dataclass(frozen=True, slots=True)
class StormPlace:
    """Where everything of one run lies."""

    place: Place
    doors: Doors

    @property
    def site(self) -> BrokerSite:
        """The broker's files as the hub keeps them."""
        return BrokerSite(
            CENTER,
            self.home(HUB) / "broker",
            (Listener(port=self.doors.broker),),
            group=broker_group(),
            pid_file=self.place.data / "run" / "mosquitto.pid",
        )

    @property
    def broker_conf(self) -> Path:
        """What Mosquitto is started with: the hub's, and the observer beside its users."""
        return self.place.data / "run" / "storm.conf"

    def home(self, process: str) -> Path:
        """The data folder of a process."""
        return self.place.data / process

    def settings(self, process: str) -> Path:
        """Its settings file."""
        return self.place.data / f"{process}.toml"

    def clock(self, process: str) -> Path:
        """The file that steers its clocks."""
        return self.place.data / f"{process}.clock"

    def names(self, kiosk: str) -> Path:
        """Where a kiosk writes down what can be touched."""
        return self.place.pictures() / f"{kiosk}.json"

    @property
    def backups(self) -> Path:
        """Where backups go: no disk of a process."""
        return self.place.data / "backups"

    def panel_pins(self) -> Path:
        """The panel's mock pins."""
        return self.place.data / "run" / PANEL

    def password(self, device: str) -> str:
        """Of a device or of the observer."""
        return (self.place.data / f"{device}.password").read_text(encoding="utf-8").strip()

    def steer(self, process: str, steering: Steering) -> None:
        """Set its clocks, whole or not at all."""
        fresh = self.clock(process).with_suffix(".new")
        fresh.write_bytes(encode_part(steering))
        fresh.replace(self.clock(process))


def broker_group() -> str | None:
    """As root Mosquitto drops to its own user, who must read what we write for it."""
    return grp.getgrnam("mosquitto").gr_name if os.geteuid() == 0 else None
