"""The code reader's twin: somebody holds a slip or a card to it.

Obeys the same framing as a real one. Knows nothing of pictures (see `picture_codes`).
"""

import threading

from hardware.code_reader import CodeFraming, Hear, Refuse


class VirtualReader:
    """A `CodeReader`. Thread-safe; calls come in the holder's thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._framing: CodeFraming | None = None
        self._is_plugged = True

    def listen(self, hear: Hear, refuse: Refuse) -> None:
        with self._lock:
            self._framing = CodeFraming(hear, refuse)

    def close(self) -> None:
        with self._lock:
            self._framing = None

    @property
    def is_present(self) -> bool:
        with self._lock:
            return self._is_plugged

    def hold(self, text: str) -> None:
        """A code with this text is held before the reader, which sends it with a line end."""
        self.hold_bytes(text.encode())

    def hold_bytes(self, code: bytes) -> None:
        """The same for a code that may be no text at all. Unplugged or unheard, nothing happens."""
        with self._lock:
            if self._framing and self._is_plugged:
                self._framing.feed(code + b"\r\n")

    def unplug(self) -> None:
        with self._lock:
            self._is_plugged = False

    def plug_in(self) -> None:
        with self._lock:
            self._is_plugged = True
