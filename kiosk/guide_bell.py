"""Calls a guide (hall staff) by itself when the printer needs hands: once for each time of trouble.

Knows when a call is owed and that one which did not arrive is none; knows nothing of printers or the broker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum, auto

TRY_EVERY_S = 30.0


class _Bell(Enum):
    QUIET = auto()
    WANTED = auto()
    HEARD = auto()
    """The staff was told of this trouble."""


class GuideBell:
    """Safe to use from several threads."""

    def __init__(self, call: Callable[[], bool]) -> None:
        """`call`: whether the hub has told the staff; takes a few seconds."""
        self._call = call
        self._state = _Bell.QUIET
        self._lock = threading.Lock()
        self._news = threading.Event()

    def ring(self) -> None:
        """There is trouble, or it goes on. Returns at once."""
        with self._lock:
            if self._state is not _Bell.QUIET:
                return
            self._state = _Bell.WANTED
        self._news.set()

    def rest(self) -> None:
        """The trouble is over: the next one is told again."""
        with self._lock:
            self._state = _Bell.QUIET

    def call_if_owed(self) -> None:
        """Tell the staff, unless they have been told."""
        if self._state is not _Bell.WANTED or not self._call():
            return
        with self._lock:
            if self._state is _Bell.WANTED:
                self._state = _Bell.HEARD

    def run(self, stopped: threading.Event) -> None:
        """One thread's work, until the process ends."""
        while not stopped.is_set():
            self._news.wait(TRY_EVERY_S)
            self._news.clear()
            self.call_if_owed()
