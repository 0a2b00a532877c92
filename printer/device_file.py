"""A printer behind a device file such as /dev/usb/lp0, or a plain file that keeps the bytes.

Knows file descriptors. Knows nothing of ESC/POS. A device file answers like a cable; a plain file never does.
"""

import os
import select
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from printer.link import LinkLostError, LinkStalledError, LinkUnavailableError

_MOST_BYTES = 64


@dataclass(frozen=True, slots=True)
class FilePrinter:
    path: Path
    timeout_s: float

    def open(self) -> "FileLink":
        flags = os.O_NONBLOCK | os.O_NOCTTY
        try:
            if self.path.is_char_device():
                return FileLink(os.open(self.path, flags | os.O_RDWR), self.timeout_s)
            return FileLink(
                os.open(self.path, flags | os.O_WRONLY | os.O_CREAT | os.O_APPEND), self.timeout_s
            )
        except OSError as problem:
            raise LinkUnavailableError(f"{self.path}: {problem.strerror}") from problem


class FileLink:
    """One open descriptor, never blocking for longer than the timeout."""

    def __init__(
        self, descriptor: int, timeout_s: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._descriptor = descriptor
        self._timeout_s = timeout_s
        self._monotonic = monotonic
        self._poll = select.poll()
        if stat.S_ISCHR(os.fstat(descriptor).st_mode):
            self._poll.register(descriptor, select.POLLIN)

    def send(self, data: bytes) -> None:
        deadline = self._monotonic() + self._timeout_s
        left = memoryview(data)
        while left:
            self._wait_for_room(deadline)
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                continue
            except OSError as problem:
                raise LinkLostError(str(problem)) from problem

    def _wait_for_room(self, deadline: float) -> None:
        left_s = max(0.0, deadline - self._monotonic())
        if not select.select([], [self._descriptor], [], left_s)[1]:
            raise LinkStalledError("the printer takes no more data")

    def receive(self, timeout_s: float) -> bytes:
        deadline = self._monotonic() + timeout_s
        while (left_s := deadline - self._monotonic()) > 0:
            events = self._poll.poll(left_s * 1000)
            data = self._read() if events else b""
            if data or not events:
                return data
            if events[0][1] & select.POLLHUP:
                raise LinkLostError("the printer is gone")
            # Some printers on /dev/usb/lp* send empty packets while they have nothing to say.
        return b""

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, _MOST_BYTES)
        except BlockingIOError:
            return b""
        except OSError as problem:
            raise LinkLostError(str(problem)) from problem

    def close(self) -> None:
        os.close(self._descriptor)

    def abandon(self) -> None:
        # The kernel offers no way to take back what a device file has accepted.
        os.close(self._descriptor)
