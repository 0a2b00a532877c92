"""Which calls flash now: new and fresh ones, for a limited time, at most three times a second.

Pure; time is passed in. A display that boots on stale calls shows them still.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contract.ids import CallId

FLASHES_PER_S: Final = 2.0
"""SCREENS.md allows three; WCAG 2.3.1 says the same."""
FLASH_FOR_S: Final = 8.0
PHASE_S: Final = 1 / (2 * FLASHES_PER_S)
"""Lit and unlit take equally long: redraw this often while something flashes."""


class Flashes:
    """Starts a flash at the first sight of a call id."""

    def __init__(self) -> None:
        self._began_s: dict[CallId, float] = {}
        self._seen: set[CallId] = set()

    def see(self, fresh: Iterable[CallId], stale: Iterable[CallId], now_s: float) -> None:
        """The call ids on the board now; stale ones will never flash."""
        fresh, stale = set(fresh), set(stale)
        for call in fresh - self._seen:
            self._began_s[call] = now_s
        self._seen = fresh | stale
        self._began_s = {call: began for call, began in self._began_s.items() if now_s - began < FLASH_FOR_S}

    def is_any(self) -> bool:
        """Whether something flashed when last seen: then draw again after `PHASE_S`."""
        return bool(self._began_s)

    def flashing(self, now_s: float) -> frozenset[CallId]:
        """The calls that flash now, in either half."""
        return frozenset(call for call, began in self._began_s.items() if now_s - began < FLASH_FOR_S)

    def lit(self, now_s: float) -> frozenset[CallId]:
        """The calls in their bright half now."""
        return frozenset(
            call for call in self.flashing(now_s) if int((now_s - self._began_s[call]) / PHASE_S) % 2 == 0
        )
