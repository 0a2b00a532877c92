"""A reader on a device file: opened again whenever it comes back.

Knows threads and back-off; what the bytes mean is the opened device's business.
"""

import threading
from collections.abc import Callable
from typing import Protocol

from hardware.code_reader import CodeFraming, Hear, Refuse

BACK_OFF_S = (0.5, 1.0, 2.0, 5.0)


class OpenDevice(Protocol):
    def read_some(self) -> bytes:
        """Text bytes as they come; empty after a short pause. Raises `OSError` when the device has gone."""
        ...

    def close(self) -> None: ...


class AttachedReader:
    """A `CodeReader`."""

    def __init__(
        self, open_device: Callable[[], OpenDevice], back_off_s: tuple[float, ...] = BACK_OFF_S
    ) -> None:
        """`open_device` raises `OSError` while there is no device."""
        self._open_device = open_device
        self._back_off_s = back_off_s
        self._closing = threading.Event()
        self._present = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self, hear: Hear, refuse: Refuse) -> None:
        self._thread = threading.Thread(
            target=self._stay, args=(hear, refuse), name="code-reader", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        if self._thread:
            self._thread.join()

    def wait_until_present(self, timeout_s: float) -> bool:
        """Whether the reader was connected within that time; what it sent before is not read."""
        return self._present.wait(timeout_s)

    @property
    def is_present(self) -> bool:
        return self._present.is_set()

    def _stay(self, hear: Hear, refuse: Refuse) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                device = self._open_device()
            except OSError:
                self._closing.wait(self._back_off_s[min(failures, len(self._back_off_s) - 1)])
                failures += 1
                continue
            failures = 0
            self._read_until_gone(device, CodeFraming(hear, refuse))

    def _read_until_gone(self, device: OpenDevice, framing: CodeFraming) -> None:
        self._present.set()
        try:
            while not self._closing.is_set():
                received = device.read_some()
                framing.feed(received)
                if not received:
                    framing.end()
        except OSError:
            self._closing.wait(self._back_off_s[0])
        finally:
            self._present.clear()
            device.close()
