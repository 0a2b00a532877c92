"""The center's processes under a service manager of the storm's own: started, killed, and started again.

Knows units and their state; knows nothing of why somebody kills one. Who ends without being told is written
down, and started again a second later, as systemd would.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto

from tools.demo.children import Child, ChildFailedError, Children

READY_S = 60.0
AGAIN_S = 1.0
LOOK_S = 0.2


class Wanted(Enum):
    """What the storm wants of a process."""

    UP = auto()
    DOWN = auto()


@dataclass(frozen=True, slots=True)
class EndedByItself:
    """A process that nobody had told to end."""

    process: str
    at_s: float
    status: int
    tail: str
    """The end of its log."""


class Unit:
    """One process. `start`, `kill` and `stop` come from one thread at a time."""

    def __init__(self, name: str, begin: Callable[[], Child]) -> None:
        self.name = name
        self.starts = 0
        self.wanted = Wanted.DOWN
        self.is_ready = False
        self._begin = begin
        self._child: Child | None = None

    def start(self) -> None:
        """Begin; ready some time later."""
        self.is_ready = False
        self.starts += 1
        child = self._begin()
        self._child = child
        self.wanted = Wanted.UP
        threading.Thread(target=self._await, args=(child,), name=f"ready-{self.name}", daemon=True).start()

    def end(self, how: signal.Signals) -> None:
        """End it by that signal and wait until it is gone; its log is kept under the number of its start."""
        self.wanted = Wanted.DOWN
        self.is_ready = False
        if self._child is None:
            return
        if how is signal.SIGKILL:
            self._child.process.kill()
            self._child.process.wait()
        else:
            self._child.stop()
        self.keep_log()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if it is there."""
        if self._child is not None and self._child.process.poll() is None:
            self._child.signal(number)

    def ended_by_itself(self) -> EndedByItself | None:
        """How, if it did."""
        child = self._child
        if self.wanted is not Wanted.UP or child is None or child.process.poll() is None:
            return None
        return EndedByItself(self.name, time.monotonic(), child.process.returncode, child.tail(30))

    def keep_log(self) -> None:
        """The next start writes a file of its own."""
        if self._child is not None and self._child.log.exists():
            kept = self._child.log.with_name(f"{self.name}.{self.starts:03}.log")
            self._child.log.rename(kept)

    def _await(self, child: Child) -> None:
        """Ready; a kill or an end on the way is the guard's business."""
        with suppress(ChildFailedError, FileNotFoundError, OSError):
            child.wait_ready(READY_S)
            self.is_ready = self._child is child


class Guard:
    """Watches the units and restarts who ends by itself."""

    def __init__(self, units: dict[str, Unit], children: Children) -> None:
        self.ended: list[EndedByItself] = []
        self._units = units
        self._children = children
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="guard", daemon=True)
        self._locks = {name: threading.RLock() for name in units}

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more, end everything."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def alone(self, name: str) -> threading.RLock:
        """Whoever starts or ends a unit holds this meanwhile."""
        return self._locks[name]

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_S):
            for name, unit in self._units.items():
                with self._locks[name]:
                    ended = unit.ended_by_itself()
                    if ended is not None:
                        self.ended.append(ended)
                        unit.keep_log()
                        self._stopping.wait(AGAIN_S)
                        unit.start()
