"""Child processes that say when they are ready, by the same notify socket systemd gives them."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class ChildFailedError(Exception):
    """A process ended or did not get ready; the text holds the end of its log."""


@dataclass(slots=True)
class Child:
    """One process of the center."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    channel: socket.socket | None

    def wait_ready(self, timeout_s: float) -> None:
        """Until it says READY=1.

        Raises:
            ChildFailedError: it ended, or did not say so in time.
        """
        assert self.channel is not None  # noqa: S101 - only children started with a channel are waited for
        self.channel.settimeout(0.2)
        for _ in range(int(timeout_s / 0.2)):
            try:
                if b"READY=1" in self.channel.recv(4096):
                    threading.Thread(target=self._drain, daemon=True).start()
                    return
            except TimeoutError:
                if self.process.poll() is not None:
                    break
        raise ChildFailedError(f"{self.name} did not get ready; the end of {self.log}:\n{self.tail()}")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def stop(self, timeout_s: float = 5.0) -> int:
        """An orderly end, by force if it takes too long; the exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def tail(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def _drain(self) -> None:
        """An unread channel would fill up."""
        while self.process.poll() is None and self.channel is not None:
            try:
                self.channel.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                return


class Children:
    """All processes of one center, ended in reverse order."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._logs = logs
        self._environment = dict(environment)
        self._folder = tempfile.TemporaryDirectory(prefix="motcua-")
        self._running: list[Child] = []

    def start(self, name: str, command: Sequence[str], user: pwd.struct_passwd | None = None) -> Child:
        """Start it; `wait_ready` waits for its word."""
        path = Path(self._folder.name) / name
        path.unlink(missing_ok=True)
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        channel.bind(str(path))
        log = self._logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=ROOT,
                env={**self._environment, "NOTIFY_SOCKET": str(path)},
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
                start_new_session=True,
            )
        child = Child(name, process, log, channel)
        for earlier in [known for known in self._running if known.name == name]:
            self._running.remove(earlier)
            if earlier.channel is not None:
                earlier.channel.close()
        self._running.append(child)
        return child

    def find(self, name: str) -> Child:
        """The running child of that name."""
        return next(child for child in self._running if child.name == name)

    def died(self) -> Child | None:
        """A child that ended by itself, if any."""
        return next((child for child in self._running if child.process.poll() is not None), None)

    def stop(self) -> None:
        """End all."""
        for child in reversed(self._running):
            child.stop()
            if child.channel is not None:
                child.channel.close()
        self._folder.cleanup()


def environment(display: str | None) -> dict[str, str]:
    """What children inherit, with the screen they draw on."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("NOTIFY_SOCKET", "DISPLAY")
    }
    if display is not None:
        inherited["DISPLAY"] = display
    return inherited
