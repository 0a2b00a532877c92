"""How often one address may ask: a bucket that fills by the second.

Knows numbers and time; knows nothing of requests.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED = 4096
"""Addresses kept; a building has fewer, and nobody may fill the memory with made-up ones."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at_s: float


class Throttle:
    """One bucket per address. Thread-safe."""

    def __init__(self, burst: int, per_s: float, monotonic_s: Callable[[], float]) -> None:
        self._burst = burst
        self._per_s = per_s
        self._monotonic_s = monotonic_s
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str) -> bool:
        """Whether this address may ask once more now."""
        with self._lock:
            bucket = self._filled(address)
            if bucket.left < 1:
                return False
            bucket.left -= 1
            return True

    def give_back(self, address: str) -> None:
        """What was taken last has cost nothing."""
        with self._lock:
            bucket = self._filled(address)
            bucket.left = min(self._burst, bucket.left + 1)

    def is_empty(self, address: str) -> bool:
        """Whether this address has to wait; takes nothing."""
        with self._lock:
            return self._filled(address).left < 1

    def wait_of(self, address: str) -> int:
        """Whole seconds until this address may ask once more; 0: now. Takes nothing."""
        with self._lock:
            missing = max(0.0, 1 - self._filled(address).left)
            return math.ceil(round(missing / self._per_s, 6))

    @property
    def wait_s(self) -> int:
        """Whole seconds until one more is surely allowed."""
        return max(1, round(1 / self._per_s))

    def _filled(self, address: str) -> _Bucket:
        now_s = self._monotonic_s()
        bucket = self._buckets.get(address)
        if bucket is None:
            bucket = self._buckets[address] = _Bucket(self._burst, now_s)
        bucket.left = min(self._burst, bucket.left + (now_s - bucket.at_s) * self._per_s)
        bucket.at_s = now_s
        self._buckets.move_to_end(address)
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket
