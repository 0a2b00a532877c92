"""A hub process under load that is killed again and again, and the book of what it had answered.

Knows askers, a broker and a process; what must hold afterwards is in `tests.support.kill_books`.
`python -m tests.support.kill_storm --kills 200 --seed 7` runs one by hand.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from contract.words import DeviceKind
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.staff_door import StaffDoor, add_person
from tests.support.insistent import Kiosk, Panel, RestOfficer
from tests.support.kill_books import Book, assert_books_agree, assert_nothing_acknowledged_is_lost
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until
from tools.demo.children import Child, Children, environment

READY_S = 60.0
KIOSKS = 3


class KillStorm:
    """Entered, the hub runs under load."""

    def __init__(self, broker: RunningBroker, folder: Path, seed: int, url: str | None = None) -> None:
        self.random = random.Random(seed)
        self.book = Book()
        self.place = HubPlace(broker, folder)
        self.url = url or f"sqlite:///{self.place.ledger}"
        self.place.more_settings = f'database_url = "{self.url}"\nlog_level = "warning"\n'
        self.place.fixed_ports()
        self._children = Children(folder / "log", environment(None))
        self._stopping = threading.Event()
        self._askers: list[threading.Thread] = []
        self._broken: list[Exception] = []
        self._broker = broker
        self.child: Child

    def __enter__(self) -> Self:
        try:
            self.book.watch(self._broker)
            self.start()
            self._seat()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- the hub ---

    def begin(self) -> None:
        """Start it and wait for nothing."""
        settings = str(self.place.settings_file)
        command = [sys.executable, "-m", "server", "hub", "--settings", settings]
        self.child = self._children.start("hub", command)

    def start(self) -> None:
        """Start it; ready when this returns."""
        self.begin()
        self.child.wait_ready(READY_S)

    def kill(self) -> None:
        """At this very instruction."""
        self.child.signal(signal.SIGKILL)
        self.child.process.wait(10)
        if self.child.channel is not None:
            self.child.channel.close()

    def kill_at_random(self, kills: int) -> None:
        """So often, a quarter of them while it is starting; the ledger is looked at after each."""
        for _ in range(kills):
            acknowledged = self.book.entries()
            self.kill()
            assert_nothing_acknowledged_is_lost(self.url, acknowledged)
            if self.random.random() < 0.25:
                self.begin()
                self.wait(self.random.uniform(0.0, 1.2))
            else:
                self.start()
                self.wait(self.random.uniform(0.0, 0.8))

    def wait(self, seconds: float) -> None:
        """Let it work until the next kill."""
        threading.Event().wait(seconds)

    def settle(self) -> None:
        """The askers end what they began, with a hub that lives; then it is killed and started once more."""
        self.kill()
        self.start()
        self._stopping.set()
        for asker in self._askers:
            asker.join(60)
            assert not asker.is_alive(), f"{asker.name} never got its answer"
        assert self._broken == [], "an asker gave up"
        self.kill()
        assert_nothing_acknowledged_is_lost(self.url, self.book.entries())
        self.start()

    def close(self) -> None:
        """Whatever happened, nothing is left running."""
        self._stopping.set()
        for asker in self._askers:
            asker.join(10)
        self._children.stop()

    # --- who asks ---

    def _seat(self) -> None:
        """Officers sit at two counters: one presses a panel, the other works at the console."""
        people = [add_person(self.place, login, login, "can-bo") for login in ("lan", "binh")]
        doors = [StaffDoor(self.place.console_port, person) for person in people]
        wait_until(
            lambda: doors[0].ask("open-counter", counter="1")["outcome"] == "done", 20, "a day is open"
        )
        doors[1].done("open-counter", counter="2")
        broker, book, now = self._broker, self.book, self.place.now
        kiosks = [
            Kiosk(broker.client(broker.add(f"kiosk-{n}")), book, self._stopping, now, self.random.random())
            for n in range(1, KIOSKS + 1)
        ]
        at_panel = broker.client(broker.add("panel-1", DeviceKind.PANEL, "1"))
        panel = Panel(at_panel, book, self._stopping, now, "1")
        for asker in (*kiosks, panel, RestOfficer(doors[1], book, self._stopping, now, "2")):
            thread = threading.Thread(
                target=self._work, args=(asker,), name=type(asker).__name__, daemon=True
            )
            self._askers.append(thread)
            thread.start()

    def _work(self, asker: Kiosk | Panel | RestOfficer) -> None:
        try:
            asker.work()
        except Exception as error:
            self._broken.append(error)
            raise


def main(arguments: list[str] | None = None) -> int:
    """By hand, for as long as somebody likes."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.kill_storm", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="an empty database; left out: SQLite")
    chosen = parser.parse_args(arguments)
    begun_s = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="motcua-kills-")))
        broker = stack.enter_context(RunningBroker())
        storm = stack.enter_context(KillStorm(broker, folder, chosen.seed, chosen.url))
        storm.kill_at_random(chosen.kills)
        storm.settle()
        told = assert_books_agree(storm.url, storm.book)
    print(f"{chosen.kills} kills in {time.monotonic() - begun_s:.0f} s: {told}; 0 differences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
