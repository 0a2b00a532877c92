"""A hub of a test's own: its files beside a real broker's, started in this process or as a real one.

Knows settings files, processes and their notify socket; knows nothing of tickets.
"""

from __future__ import annotations

import io
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from contract.clock import FileSteeredClock, local_time
from server.__main__ import main as hub_main
from server.command_line import main as motcua
from server.config.hub import HubSettings, read_hub_settings
from server.store.database import only_reading
from server.store.verify import Findings, verify
from tests.support.mosquitto import RunningBroker
from tools.demo.children import ROOT, Child, Children, environment
from tools.demo.morning import steer_to_morning
from tools.demo.place import SAMPLE, demo_configuration
from tools.free_port import free_port

READY_S = 40.0
CANNOT_START = 3


@dataclass(slots=True)
class Ended:
    """How a short-lived process ended."""

    status: int
    said: str
    """On both outputs."""


@dataclass(slots=True)
class HubPlace:
    """Settings, configuration and data of one hub; the broker's files are in the same data folder.

    Its clock shows a morning when the place is made (`tools.demo.morning`).
    """

    broker: RunningBroker
    folder: Path
    more_settings: str = ""
    public_port: int = 0
    console_port: int = 0
    broker_port: int = 0
    """Where the hub looks for its broker; 0: where it is."""
    clock: FileSteeredClock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = steer_to_morning(self.clock_file)
        text = demo_configuration(SAMPLE.read_text("utf-8"), self.local_now().date())
        self.config.write_text(text, encoding="utf-8")
        self.write_settings()

    @property
    def data_dir(self) -> Path:
        """The hub's data."""
        return self.broker.site.folder.parent

    @property
    def config(self) -> Path:
        """The center's configuration: the sample center, open all day every day."""
        return self.folder / "center.toml"

    @property
    def settings_file(self) -> Path:
        """The hub's settings."""
        return self.folder / "hub.toml"

    @property
    def clock_file(self) -> Path:
        """What steers the hub's clock; without it the machine's is read."""
        return self.folder / "clock.json"

    def now(self) -> datetime:
        """By the hub's clock, UTC."""
        return self.clock.read().utc

    def local_now(self) -> datetime:
        """By the hub's clock, in Vietnam."""
        return local_time(self.now())

    @property
    def ledger(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "ledger.sqlite"

    def write_settings(self) -> None:
        """As an installer would."""
        text = (
            f'config_path = "{self.config}"\ndata_dir = "{self.data_dir}"\n'
            f"public_port = {self.public_port}\nconsole_port = {self.console_port}\n"
            f"broker_port = {self.broker_port or self.broker.port}\n"
            f'broker_pid_file = "{self.broker.site.pid_file}"\nstream_cap = 4\n'
            f'clock_file = "{self.clock_file}"\n'
        )
        if self.broker.site.group is not None:
            text += f'broker_group = "{self.broker.site.group}"\n'
        self.settings_file.write_text(text + self.more_settings, encoding="utf-8")

    def settings(self) -> HubSettings:
        """As the hub reads them."""
        return read_hub_settings(self.settings_file)

    def fixed_ports(self) -> None:
        """HTTP on ports that are known before the start."""
        self.public_port, self.console_port = free_port(), free_port()
        self.write_settings()

    def find_out(self) -> Findings:
        """What a full verification of the ledger says."""
        with only_reading(f"sqlite:///{self.ledger}") as connection:
            return verify(connection)

    def motcua(self, *arguments: str) -> Ended:
        """The `motcua` command."""
        return ended(motcua, "--settings", str(self.settings_file), *arguments)

    def open_day(self) -> None:
        """A person vouches for the running hub's clock; the day is opened by the clockwork, or now."""
        assert self.motcua("clock", "confirm", f"{self.local_now():%Y-%m-%dT%H:%M:%S}").status == 0
        assert "is open" in self.motcua("day", "open").said

    def hub_that_ends(self) -> Ended:
        """Start a hub that is expected to refuse to start; in this process, for it ends at once."""
        with _process_wide_things_restored():
            return ended(hub_main, "hub", "--settings", str(self.settings_file))

    def hub_process_that_ends(self) -> Ended:
        """The same as a process of its own."""
        settings = str(self.settings_file)
        done = subprocess.run(
            [sys.executable, "-m", "server", "hub", "--settings", settings],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
            env=environment(None),
        )
        return Ended(done.returncode, done.stdout + done.stderr)


def run_as_typed(*arguments: str) -> Ended:
    """The `motcua` command with settings of its own."""
    return ended(motcua, *arguments)


def ended(main: Callable[[list[str]], int], *arguments: str) -> Ended:
    """Run a command's `main` in this process."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            status = main(list(arguments))
        except SystemExit as exit_of_argparse:
            status = int(exit_of_argparse.code or 0)
    return Ended(status, said.getvalue())


@contextmanager
def _process_wide_things_restored() -> Iterator[None]:
    """The hub's `main` owns its process: signal handlers and the root logger."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    signals = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        root.handlers[:], root.level = handlers, level
        for number, handler in signals.items():
            signal.signal(number, handler)


class HubProcess:
    """The hub as a process of its own; may be killed and started again."""

    def __init__(self, place: HubPlace, before: tuple[str, ...] = ()) -> None:
        self.place = place
        self._children = Children(place.folder / "log", environment(None))
        self._before = before
        """What the command line begins with: `unshare …`."""
        self.child: Child

    def start(self) -> None:
        """Ready when this returns."""
        settings = str(self.place.settings_file)
        command = [*self._before, sys.executable, "-m", "server", "hub", "--settings", settings]
        self.child = self._children.start("hub", command)
        self.child.wait_ready(READY_S)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit status; negative: the signal that ended it."""
        self.child.signal(how)
        status = self.child.process.wait(10)
        if self.child.channel is not None:
            self.child.channel.close()
        return status

    def log(self) -> str:
        """What it wrote since its latest start."""
        return self.child.log.read_text(encoding="utf-8")

    def close(self) -> None:
        """Whatever happened, nothing is left running."""
        self._children.stop()
