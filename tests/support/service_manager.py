"""A service manager of a few lines: starts a process with a notify socket and a watchdog, and listens.

Knows sd_notify's datagrams; knows nothing of what the process does.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
WATCHDOG = "WATCHDOG=1"


class ServiceManager:
    """One unit: its process, and what it says. Entered, it runs; left, it is gone whatever happened."""

    def __init__(
        self, folder: Path, command: Sequence[str], watchdog_s: float, environment: Mapping[str, str]
    ) -> None:
        self.watchdog_s = watchdog_s
        self.log = folder / "unit.log"
        self._folder = folder
        self._command = list(command)
        self._environment = dict(environment)
        self._channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)

    def __enter__(self) -> Self:
        address = str(self._folder / "notify")
        self._channel.bind(address)
        unit = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": str(int(self.watchdog_s * 1_000_000))}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env={**os.environ, **self._environment, **unit},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._channel.close()

    def said(self, within_s: float) -> str | None:
        """Its next word; None: none came in that time."""
        self._channel.settimeout(within_s)
        try:
            return self._channel.recv(4096).decode()
        except TimeoutError:
            return None

    def wait_for(self, word: str, within_s: float = 40.0) -> None:
        """Until it has said that."""
        ends_s = time.monotonic() + within_s
        while (left_s := ends_s - time.monotonic()) > 0:
            told = self.said(left_s)
            if told is not None and word in told.splitlines():
                return
        log = self.log.read_text(encoding="utf-8", errors="replace")
        raise AssertionError(f"it did not say {word} in {within_s} s:\n{log[-2000:]}")

    def gaps_s(self, signs: int) -> list[float]:
        """Seconds between so many signs of life, one after the other."""
        self.wait_for(WATCHDOG, self.watchdog_s)
        last_s, gaps = time.monotonic(), []
        for _ in range(signs):
            self.wait_for(WATCHDOG, self.watchdog_s)
            gaps.append(time.monotonic() - last_s)
            last_s = time.monotonic()
        return gaps

    def falls_silent(self, within_s: float) -> bool:
        """Whether, after what was still under way, no sign of life comes for a whole watchdog's time."""
        ends_s = time.monotonic() + within_s
        while time.monotonic() < ends_s:
            if self.said(self.watchdog_s) is None:
                return True
        return False

    def terminate(self, within_s: float = 20.0) -> tuple[int, float]:
        """SIGTERM; its exit status and the seconds it took."""
        began_s = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(within_s)
        return status, time.monotonic() - began_s
