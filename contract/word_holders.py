"""Which entries of a list have a word, or two words side by side; how much each says by being rare.

Knows texts and places in a list; knows nothing of what the list is of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import log


class Holders:
    """Made once; asked at every key press."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        self._by_text: dict[str, set[int]] = {}
        self._entries = 0
        for order, of_one in enumerate(texts):
            self._entries = order + 1
            for text in of_one:
                self._by_text.setdefault(text, set()).add(order)
        self._sorted = sorted(self._by_text)

    def has(self, text: str) -> bool:
        """Whether any entry has it, whole."""
        return text in self._by_text

    def begins_some(self, letters: str) -> bool:
        """Whether any entry has a text that begins so."""
        return next(self._beginning(letters), None) is not None

    def by_text(self, texts: Sequence[str]) -> dict[str, set[int]]:
        """Entries that have each of them; of the last one, what begins so is enough."""
        having = {text: self._by_text.get(text, set()) for text in texts[:-1]}
        for last in texts[-1:]:
            having[last] = set().union(*map(self._by_text.__getitem__, self._beginning(last)))
        return having

    def weight(self, holding: set[int]) -> float:
        """What such a text says: more, the fewer have it; 0 where nobody does."""
        return log(1 + self._entries / len(holding)) if holding else 0.0

    def _beginning(self, letters: str) -> Iterator[str]:
        for at in range(bisect_left(self._sorted, letters), len(self._sorted)):
            if not self._sorted[at].startswith(letters):
                return
            yield self._sorted[at]
