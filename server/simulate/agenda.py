"""What will happen when: a queue of deeds in simulated time. Knows seconds, not what the deeds are."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

Deed = Callable[[], None]


class Due(NamedTuple):
    """A deed and its time."""

    second: float
    order: int
    """Of two at one time the one that was planned first goes first."""
    deed: Deed
    needs_hub: bool


class Agenda:
    """Deeds in the order of their times."""

    def __init__(self) -> None:
        self._due: list[Due] = []
        self._order = count()

    def plan(self, second: float, deed: Deed) -> None:
        """To be done at that second, or as soon as the hub is there again."""
        heappush(self._due, Due(second, next(self._order), deed, needs_hub=True))

    def plan_alone(self, second: float, deed: Deed) -> None:
        """To be done at that second, whether the hub is there or not."""
        heappush(self._due, Due(second, next(self._order), deed, needs_hub=False))

    def next_before(self, end: float) -> Due | None:
        """Take out the next one that is due before `end`; None: there is none."""
        if self._due and self._due[0].second < end:
            return heappop(self._due)
        return None
