"""Compares pages that came with those that came before, in the background: an answer must not wait for it.

Knows in which order, not what is compared with what.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
AFTER_TROUBLE_S = 30.0


class Comparing(Protocol):
    """Where pages wait to be compared."""

    def compare_next(self) -> bool:
        """One page; False: none waits."""
        ...


class PageComparer:
    """Started with the hub, stopped with it; what was not compared then is compared after the next start."""

    def __init__(
        self,
        *waiting: Comparing,
        look_every_s: float = LOOK_EVERY_S,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """The first that has a page goes first."""
        self._waiting = waiting
        self._look_every_s = look_every_s
        self._monotonic_s = monotonic_s
        self._rests_until_s: dict[Comparing, float] = {}
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="page comparer", daemon=True)

    def start(self) -> None:
        """From now on."""
        self._thread.start()

    def wake(self) -> None:
        """Somebody waits for it: look at once."""
        self._woken.set()

    def stop(self) -> None:
        """After the page that is being compared."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if not self._compare_one():
                self._woken.wait(self._look_every_s)
                self._woken.clear()

    def _compare_one(self) -> bool:
        """Trouble with one keeps no other waiting."""
        return any(self._compare_of(waiting) for waiting in self._waiting)

    def _compare_of(self, waiting: Comparing) -> bool:
        if self._monotonic_s() < self._rests_until_s.get(waiting, 0.0):
            return False
        try:
            return waiting.compare_next()
        except Exception:
            log.exception("a page could not be compared with earlier ones")
            self._rests_until_s[waiting] = self._monotonic_s() + AFTER_TROUBLE_S
            return False
