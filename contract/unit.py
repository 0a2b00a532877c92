"""How every process behaves as a systemd unit: readiness, watchdog, orderly end, plain log lines.

Speaks the sd_notify datagram protocol; knows nothing of what the process does.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Mapping
from types import FrameType


class Notifier:
    """Tells the service manager how this process is; silent where there is none."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        watchdog_us = environment.get("WATCHDOG_USEC", "")
        self.watchdog_s: float | None = int(watchdog_us) / 1_000_000 if watchdog_us.isdigit() else None
        """Seconds within which a sign of life is due; None: no watchdog."""
        self.sign_every_s: float | None = self.watchdog_s / 4 if self.watchdog_s else None
        """How often to send one: a turn that comes late still comes within half the watchdog's time."""

    def ready(self, status: str) -> None:
        """The process does its work now."""
        self._send(f"READY=1\nSTATUS={_one_line(status)}")

    def alive(self) -> None:
        """Sign of life: send it from the loop that matters, every `sign_every_s`."""
        self._send("WATCHDOG=1")

    def status(self, status: str) -> None:
        """One line for `systemctl status`."""
        self._send(f"STATUS={_one_line(status)}")

    def stopping(self) -> None:
        """An orderly end has begun."""
        self._send("STOPPING=1")

    def _send(self, text: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(
            socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK
        ) as channel:
            try:
                channel.sendto(text.encode(), address)
            except OSError:
                logging.getLogger(__name__).warning(
                    "the service manager did not take: %s", text.splitlines()[0]
                )


def _one_line(text: str) -> str:
    """A line end would begin another assignment."""
    return " ".join(text.splitlines())


def stop_event() -> threading.Event:
    """An event that SIGTERM and SIGINT set. Call it from the main thread, once."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopped


def log_to_journal(level: str) -> None:
    """Log lines to standard error; under systemd with journal priorities, elsewhere with the time."""
    handler = logging.StreamHandler(sys.stderr)
    if "JOURNAL_STREAM" in os.environ:
        handler.setFormatter(_JournalFormatter("%(name)s: %(message)s"))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


_PRIORITY = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}


class _JournalFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        prefix = f"<{_PRIORITY.get(record.levelno, 6)}>"
        return "\n".join(prefix + line for line in super().format(record).splitlines())
