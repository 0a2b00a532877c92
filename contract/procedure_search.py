"""Finding procedures by what people type: without marks, everyday words, codes, letters left out or swapped.

The same on the kiosk and on a phone, so that what somebody was told to type works on both. Knows ranking;
the work is done once per catalogue, a key press only compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from contract.folding import folded, without_keystrokes
from contract.ids import ProcedureCode
from contract.procedure_names import Findable, entry_of
from contract.spoken_words import (
    FILLING_WORDS,
    OPTIONAL_WORDS,
    alike,
    mended,
    pairs_in,
    ways_to_say,
)
from contract.word_holders import Holders

MOST_FOUND = 60
_MOST_MENDED = 12
_LEAST_OF_BEST = 0.6
"""What has less in common with the question than so much of the best answer is no answer beside it."""
_OPTIONAL_SHARE = 0.3
_LAST = 99


class ProcedureIndex:
    """All procedures, folded beforehand."""

    def __init__(self, procedures: Iterable[Findable]) -> None:
        self._entries = [entry_of(procedure) for procedure in procedures]
        self._words = Holders((word for text in one.texts for word in text.split()) for one in self._entries)
        self._pairs = Holders((pair for text in one.texts for pair in _pairs(text)) for one in self._entries)

    def find(self, typed: str, most: int = MOST_FOUND) -> tuple[ProcedureCode, ...]:
        """So many at most, best first, among equals the plainest name; nothing typed finds nothing.

        Where nothing has all words as typed, keys that made no marks (Telex, VNI) and one slip of a finger in
        a word are forgiven; where still nothing has all, what has most of them is found, rare words first.
        """
        wanted = folded(typed)
        for orders_for in (self._having_all, self._having_most):
            for meant in self._meanings(wanted):
                found = self._best_first(meant, orders_for(meant))
                if found:
                    return found[:most]
        return ()

    def _meanings(self, wanted: str) -> Iterator[str]:
        if not wanted:
            return
        yield alike(wanted)
        bare = alike(without_keystrokes(wanted))
        if not bare:
            return
        yield bare
        *whole, last = bare.split()
        ways = [mended(word, self._words.has) for word in whole]
        ways.append(mended(last, self._words.begins_some))
        yield from (" ".join(words) for words in islice(product(*ways), _MOST_MENDED))

    def _having(self, wanted: str) -> dict[str, set[int]]:
        """Entries by word; the last word may be unfinished."""
        *whole, last = wanted.split()
        having = {word: self._words.holding(word) for word in whole}
        return {**having, last: self._words.beginning(last)}

    def _having_all(self, wanted: str) -> set[int]:
        having = self._having(wanted)
        needed = _needed(having)
        found = set.intersection(*(having[word] for word in needed))
        together = set().union(*self._having_pairs(wanted))
        found = {at for at in found if at in together or self._entries[at].has_in_one_text(needed)}
        digits = wanted.replace(" ", "")
        if digits.isdigit():
            found |= {at for at, entry in enumerate(self._entries) if entry.digits.startswith(digits)}
        return found

    def _having_most(self, wanted: str) -> set[int]:
        """Half of the words, and two side by side: one syllable alone is hardly ever a word."""
        having = self._having(wanted)
        needed = _needed(having)
        counts = _summed((having[word], 1) for word in needed)
        together = set().union(*self._having_pairs(wanted))
        return {order for order in together if 2 * counts.get(order, 0) >= len(needed)}

    def _having_pairs(self, wanted: str) -> list[set[int]]:
        pairs = pairs_in(ways_to_say(wanted)[1])
        return [
            self._pairs.beginning(pair) if pair is pairs[-1] else self._pairs.holding(pair) for pair in pairs
        ]

    def _best_first(self, wanted: str, orders: set[int]) -> tuple[ProcedureCode, ...]:
        """Whose names hold the question as it stands, then what has most in common with it, by weight."""
        ways = ways_to_say(wanted)
        common = self._in_common(wanted)
        least = _LEAST_OF_BEST * max((common.get(order, 0.0) for order in orders), default=0.0)
        found = []
        for order in orders:
            entry, score = self._entries[order], common.get(order, 0.0)
            rank = entry.rank(ways)
            if rank is not None or score >= least:
                found.append((_LAST if rank is None else rank, -score, len(entry.ways[0].core), order))
        return tuple(self._entries[order].code for *_, order in sorted(found))

    def _in_common(self, wanted: str) -> dict[int, float]:
        """By entry: how much of the question it has, in single words and in words side by side."""
        having = self._having(wanted)
        words = ((found, self._words.weight(found) * _share(word)) for word, found in having.items())
        pairs = ((found, self._pairs.weight(found)) for found in self._having_pairs(wanted))
        return _summed((*words, *pairs))


def _pairs(text: str) -> Iterator[str]:
    for way in ways_to_say(text)[:2]:
        yield from pairs_in(way)


def _needed(having: Mapping[str, set[int]]) -> list[str]:
    """Words that say something; of a question without any, all."""
    return [word for word in having if word not in OPTIONAL_WORDS] or list(having)


def _share(word: str) -> float:
    return 0.0 if word in FILLING_WORDS else _OPTIONAL_SHARE if word in OPTIONAL_WORDS else 1.0


def _summed(weighed: Iterable[tuple[set[int], float]]) -> dict[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for orders, weight in weighed:
        for order in orders:
            sums[order] += weight
    return sums
