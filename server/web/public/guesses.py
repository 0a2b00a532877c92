"""How often one asker may be wrong: a wait that doubles with every wrong answer and is forgotten in time.

An attempt counts as wrong from its beginning and is forgiven when it was right, so that many at once gain
nothing. Knows numbers and time; knows nothing of requests.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from server.web.api.throttle import REMEMBERED, Throttle

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one kind of asker."""

    free: int
    """Wrong answers that cost no wait."""
    first_wait_s: float
    """Doubles with each further one."""
    longest_wait_s: float
    forgiven_every_s: float
    """After so long one wrong answer is forgotten."""
    in_all: int
    """Wrong answers of all askers together before everybody waits."""
    in_all_per_s: float
    """How fast that fills again."""


@dataclass(slots=True)
class _Asker:
    wrong: float
    at_s: float
    free_at_s: float


class Guesses:
    """Remembers who was wrong how often. Thread-safe."""

    def __init__(self, limits: Limits, monotonic_s: Callable[[], float]) -> None:
        self._limits = limits
        self._monotonic_s = monotonic_s
        self._in_all = Throttle(limits.in_all, limits.in_all_per_s, monotonic_s)
        self._askers: OrderedDict[str, _Asker] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, who: str) -> int:
        """0: ask, and say `was_right` if it was; else whole seconds to wait, whatever would be asked."""
        with self._lock:
            now_s = self._monotonic_s()
            asker = self._asker(who, now_s)
            if asker.free_at_s > now_s:
                return math.ceil(asker.free_at_s - now_s)
            if not self._in_all.take(EVERYBODY):
                return self._in_all.wait_s
            asker.wrong += 1
            asker.free_at_s = now_s + self._wait_s(asker.wrong)
            return 0

    def own_wait_s(self, who: str) -> int:
        """Whole seconds that this asker's own wrong answers cost; 0: only everybody's, if any."""
        with self._lock:
            now_s = self._monotonic_s()
            return max(0, math.ceil(self._asker(who, now_s).free_at_s - now_s))

    def was_right(self, who: str) -> None:
        """What began counts as nothing."""
        with self._lock:
            now_s = self._monotonic_s()
            asker = self._asker(who, now_s)
            asker.wrong = max(0.0, asker.wrong - 1)
            asker.free_at_s = now_s
            self._in_all.give_back(EVERYBODY)

    def _asker(self, who: str, now_s: float) -> _Asker:
        asker = self._askers.get(who)
        if asker is None:
            asker = self._askers[who] = _Asker(0.0, now_s, now_s)
        asker.wrong = max(0.0, asker.wrong - (now_s - asker.at_s) / self._limits.forgiven_every_s)
        asker.at_s = now_s
        self._askers.move_to_end(who)
        while len(self._askers) > REMEMBERED:
            self._askers.popitem(last=False)
        return asker

    def _wait_s(self, wrong: float) -> float:
        beyond = math.ceil(wrong) - self._limits.free
        if beyond <= 0:
            return 0.0
        return min(self._limits.longest_wait_s, self._limits.first_wait_s * 2.0 ** (beyond - 1))
