"""What a process refused to read: counted by reason, and told to the log without drowning it.

Knows reasons and time; knows nothing of messages.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable

log = logging.getLogger(__name__)

TOLD_EVERY_S = 1.0
"""A million malformed messages are a few lines a minute in the log, with their number."""


class Refusals:
    """Counts all, tells the first of each reason at once and then one a second. For one thread."""

    def __init__(self, who: str, monotonic_s: Callable[[], float]) -> None:
        self.counts: Counter[str] = Counter()
        """By reason, since start."""
        self._who = who
        self._monotonic_s = monotonic_s
        self._told: dict[str, tuple[float, int]] = {}

    def note(self, reason: str, topic: str, detail: str) -> None:
        """One more."""
        self.counts[reason] += 1
        now_s = self._monotonic_s()
        told_s, told = self._told.get(reason, (None, 0))
        if told_s is not None and now_s - told_s < TOLD_EVERY_S:
            return
        self._told[reason] = (now_s, self.counts[reason])
        untold = self.counts[reason] - told - 1
        more = f" (and {untold} more for the same reason)" if untold else ""
        log.warning("%s: refused a message on %s: %s%s", self._who, topic[:200], detail[:300], more)
