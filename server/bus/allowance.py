"""How much one device may say: a bucket of messages that fills by the second. Beyond it nothing is read.

Knows topics, numbers and time; knows nothing of what is said. A device in order says a few things a minute.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from contract.ids import DeviceId

log = logging.getLogger(__name__)

BURST_S = 4
"""Seconds' worth that may come at once: what a kiosk had to keep while it was cut off."""

FLOODING_FOR_S = 60.0
"""So long after the last excess staff are told."""

_OF_DEVICES = ("command", "device")
"""Fourth levels of topics that a device speaks on; the fifth is its name."""


@dataclass(slots=True)
class _Bucket:
    left: float
    filled_s: float
    excess_s: float | None = None
    """When something was last left unread."""


class Allowance:
    """One bucket a device: only its own is empty when it floods. Admits on the network thread."""

    def __init__(self, per_s: int, monotonic_s: Callable[[], float]) -> None:
        self._per_s = per_s
        self._monotonic_s = monotonic_s
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()
        self.excess: Counter[str] = Counter()
        """Messages left unread, by device, since start."""

    def admit(self, topic: str) -> bool:
        """Whether this message may be read. The broker lets nobody use another device's topic."""
        levels = topic.split("/", 5)
        if len(levels) < 5 or levels[3] not in _OF_DEVICES:
            return True
        with self._lock:
            bucket = self._filled(levels[4])
            if bucket.left >= 1:
                bucket.left -= 1
                return True
            self._note_excess(levels[4], bucket)
            return False

    def flooding(self) -> tuple[DeviceId, ...]:
        """Devices that have said too much within the last minute, by name."""
        now_s = self._monotonic_s()
        with self._lock:
            return tuple(
                DeviceId(name)
                for name, bucket in sorted(self._buckets.items())
                if bucket.excess_s is not None and now_s - bucket.excess_s <= FLOODING_FOR_S
            )

    def _filled(self, name: str) -> _Bucket:
        now_s = self._monotonic_s()
        bucket = self._buckets.setdefault(name, _Bucket(self._per_s * BURST_S, now_s))
        bucket.left = min(self._per_s * BURST_S, bucket.left + (now_s - bucket.filled_s) * self._per_s)
        bucket.filled_s = now_s
        return bucket

    def _note_excess(self, name: str, bucket: _Bucket) -> None:
        is_news = bucket.excess_s is None or bucket.filled_s - bucket.excess_s > FLOODING_FOR_S
        bucket.excess_s = bucket.filled_s
        self.excess[name] += 1
        if is_news:
            log.warning("%s says more than %d things a second; the rest is not read", name, self._per_s)
