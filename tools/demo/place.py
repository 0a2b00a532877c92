"""Where the demo's center lives on disk: folders, ports, passwords, and what hub and broker are told.

Knows files; starts nothing. The devices' settings are `device_files`'.
"""

from __future__ import annotations

import grp
import hashlib
import os
import re
import shutil
import socket
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from contract.ids import CenterId, CounterId, DeviceId
from contract.words import DeviceKind
from server.broker.devices import Registry, read_registry
from server.broker.hashes import new_password
from server.broker.mosquitto_conf import Listener
from server.broker.private_file import write_private
from server.broker.site import BrokerSite
from server.config.calendar import DayKind, read_holidays
from tools.free_port import free_port, is_free

SAMPLE = Path(__file__).parent.parent.parent / "server" / "data" / "tan-lap.toml"
CENTER = CenterId("23134")
ALL_DAY = '["00:00-23:59"]'

KIOSK = DeviceId("kiosk-1")
HALL = DeviceId("hall-1")
COUNTER_DISPLAY = DeviceId("counter-display-1")
PANEL = DeviceId("panel-1")
SCAN_STATION = DeviceId("scanner-1")
COUNTER = CounterId("1")


@dataclass(slots=True)
class Ports:
    """Loopback ports of one run."""

    broker: int
    public: int
    console: int
    bench_page: int
    tuio_kiosk: int


@dataclass(slots=True)
class Place:
    """The demo's folders."""

    var: Path
    """For people: pictures, slip, log of waits, logs."""
    data: Path = field(init=False)
    """For the processes; Mosquitto's user must be able to reach it."""
    clock_file: Path | None = None
    """What steers the clocks of all processes; None: they read the machine's."""

    def __post_init__(self) -> None:
        self.var.mkdir(parents=True, exist_ok=True)
        self.data = _reachable(self.var.resolve() / "center")
        self.data.mkdir(parents=True, exist_ok=True)

    @property
    def hub_settings(self) -> Path:
        """The hub's settings file; `motcua --settings` takes it."""
        return self.data / "hub.toml"

    @property
    def config(self) -> Path:
        """The center's configuration."""
        return self.data / "center.toml"

    @property
    def ledger(self) -> Path:
        """The hub's ledger."""
        return self.data / "hub" / "ledger.sqlite"

    @property
    def clock_setting(self) -> str:
        """A line of every process's settings; none where the machine's clock is read."""
        return f'clock_file = "{self.clock_file}"\n' if self.clock_file is not None else ""

    @property
    def kiosk_tray(self) -> Path:
        """What lies in the kiosk's feeder."""
        return self.data / "tray"

    @property
    def counter_tray(self) -> Path:
        """What lies in the feeder of the scan station."""
        return self.data / "counter-tray"

    def pictures(self) -> Path:
        """Pictures of this run."""
        folder = self.var / "pictures"
        folder.mkdir(exist_ok=True)
        return folder

    def site(self, ports: Ports) -> BrokerSite:
        """The broker's files."""
        return BrokerSite(
            CENTER,
            self.data / "hub" / "broker",
            (Listener(port=ports.broker),),
            group=_broker_group(),
            pid_file=self.data / "run" / "mosquitto.pid",
        )


def lay_out(place: Place, ports: Ports, today: date) -> None:
    """Write what hub and broker need, as an installer would; what is there already is kept."""
    (place.data / "hub").mkdir(mode=0o750, exist_ok=True)
    group = _broker_group()
    if group is not None:
        shutil.chown(place.data / "hub", group=group)
    run = place.data / "run"
    run.mkdir(exist_ok=True)
    run.chmod(0o777)
    place.config.write_text(demo_configuration(SAMPLE.read_text(encoding="utf-8"), today), encoding="utf-8")
    _write_hub(place, ports)
    _add_devices(place, place.site(ports))


def demo_configuration(sample: str, today: date) -> str:
    """The sample center, open every day to its last minute: the demo works at night and on holidays too."""
    text = re.sub(
        r"^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) = .*$", "", sample, flags=re.M
    )
    week = "\n".join(f"{day} = {ALL_DAY}" for day in _WEEK)
    text = re.sub(r"^\[services\.hours\.week\]$", f"[services.hours.week]\n{week}", text, flags=re.M)
    text = re.sub(r"^last_ticket = .*$", 'last_ticket = "23:58"', text, flags=re.M)
    days = [today + timedelta(days=ahead) for ahead in range(3)]
    known = {row.day.year for row in read_holidays() if row.kind is DayKind.CONFIRMED}
    years = sorted({day.year for day in days} | {today.year + 1} - known)
    extra = ", ".join(f'{{ date = {day}, name_vi = "Ngày chạy thử" }}' for day in days)
    hours = (
        f"[hours]\nmake_up = {ALL_DAY}\nmake_up_days = [{extra}]\n"
        f"confirmed_years = {[year for year in years if year not in known]}\nlast_ticket_before_min = 0\n"
    )
    text = re.sub(r"^\[hours\]\n(?:.*\n)*?(?=\[hours\.week\])", f"{hours}\n", text, flags=re.M)
    return re.sub(r"^\[hours\.week\]$", f"[hours.week]\n{week}", text, flags=re.M)


_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DEVICES: tuple[tuple[DeviceId, DeviceKind, CounterId | None], ...] = (
    (KIOSK, DeviceKind.KIOSK, None),
    (HALL, DeviceKind.HALL_DISPLAY, None),
    (COUNTER_DISPLAY, DeviceKind.COUNTER_DISPLAY, COUNTER),
    (PANEL, DeviceKind.PANEL, COUNTER),
    (SCAN_STATION, DeviceKind.SCANNER, None),
)


def _write_hub(place: Place, ports: Ports) -> None:
    group = _broker_group()
    text = f"""config_path = "{place.config}"
data_dir = "{place.data / "hub"}"
public_port = {ports.public}
console_port = {ports.console}
broker_port = {ports.broker}
broker_pid_file = "{place.data / "run" / "mosquitto.pid"}"
stream_cap = 40
{place.clock_setting}"""
    if group:
        text += f'broker_group = "{group}"\n'
    place.hub_settings.write_text(text, encoding="utf-8")


def _add_devices(place: Place, site: BrokerSite) -> None:
    """Each device with a password made here at the first run, never built in."""
    for device, kind, counter in _DEVICES:
        kept = place.data / f"{device}.password"
        is_known = read_registry(site.registry_file).find(device) is not None
        if is_known and kept.exists():
            continue
        password = new_password()
        if is_known:
            site.change(partial(Registry.without_device, device=device))
        site.change(
            partial(Registry.with_device, device=device, kind=kind, counter=counter, password=password)
        )
        write_private(kept, f"{password}\n".encode())
    site.prepare()


def free_ports() -> Ports:
    """Ports that are free now; the console's and the public one's usual numbers where they are."""
    return Ports(free_port(), _usual(8080), _usual(8081), _usual(8082), free_port(socket.SOCK_DGRAM))


def _usual(port: int) -> int:
    return port if is_free(port) else free_port()


def _broker_group() -> str | None:
    """As root Mosquitto drops to its own user, who must read what we write for it."""
    if os.geteuid() != 0:
        return None
    try:
        return grp.getgrnam("mosquitto").gr_name
    except KeyError:
        return None


def _reachable(wanted: Path) -> Path:
    """The folder itself, or one under /var/tmp where Mosquitto's user could not walk to it."""
    if os.geteuid() != 0 or all(
        parent.stat().st_mode & 0o001 for parent in wanted.parents if parent.exists()
    ):
        return wanted
    digest = hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"motcua-demo-{digest}"  # noqa: S108 - made by us alone, mode checked by Place
