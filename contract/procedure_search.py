"""Finding procedures by what people type: without marks, everyday words, codes, letters left out or swapped.

The same on the kiosk and on a phone, so that what somebody was told to type works on both. Knows ranking;
the work is done once per catalogue, a key press only compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Question:
    """One reading of what was typed, with the entries that have its words; the last one may be unfinished."""

    ways: tuple[str, ...]
    """By `ways_to_say`."""
    having: Mapping[str, set[int]]
    """By word."""
    pairs: tuple[set[int], ...]
    """By two words side by side."""

    @property
    def needed(self) -> list[str]:
        """Words that say something; of a question without any, all."""
        return [word for word in self.having if word not in OPTIONAL_WORDS] or list(self.having)

    @property
    def together(self) -> set[int]:
        """Entries with any of the pairs."""
        return set().union(*self.pairs)


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
        for orders_for in (self._having_all, _having_most):
            for meant in self._meanings(wanted):
                question = self._question(meant)
                found = self._best_first(question, orders_for(question))
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

    def _question(self, wanted: str) -> _Question:
        ways = ways_to_say(wanted)
        return _Question(ways, self._words.by_text(wanted.split()), self._having_pairs(ways[1]))

    def _having_pairs(self, wanted: str) -> tuple[set[int], ...]:
        return tuple(self._pairs.by_text(pairs_in(wanted)).values())

    def _having_all(self, question: _Question) -> set[int]:
        needed = question.needed
        found = set.intersection(*(question.having[word] for word in needed))
        if len(needed) > 1:
            by_chance = found - question.together
            found -= {order for order in by_chance if not self._entries[order].has_in_one_text(needed)}
        digits = question.ways[0].replace(" ", "")
        if digits.isdigit():
            found |= {order for order, entry in enumerate(self._entries) if entry.digits.startswith(digits)}
        return found

    def _best_first(self, question: _Question, orders: set[int]) -> tuple[ProcedureCode, ...]:
        """Whose names hold the question as it stands, then what has most in common with it, by weight."""
        common = self._in_common(question)
        least = _LEAST_OF_BEST * max((common.get(order, 0.0) for order in orders), default=0.0)
        found = []
        for order in orders:
            entry, score = self._entries[order], common.get(order, 0.0)
            rank = entry.rank(question.ways)
            if rank is not None or score >= least:
                found.append((_LAST if rank is None else rank, -score, len(entry.ways[0].core), order))
        return tuple(self._entries[order].code for *_, order in sorted(found))

    def _in_common(self, question: _Question) -> dict[int, float]:
        """By entry: how much of the question it has, in single words and in words side by side."""
        words = ((found, self._words.weight(found) * _share(word)) for word, found in question.having.items())
        pairs = ((found, self._pairs.weight(found)) for found in question.pairs)
        return _summed((*words, *pairs))


def _having_most(question: _Question) -> set[int]:
    """Half of the words, and two side by side: one syllable alone is hardly ever a word."""
    needed = question.needed
    counts = _summed((question.having[word], 1) for word in needed)
    return {order for order in question.together if 2 * counts.get(order, 0) >= len(needed)}


def _pairs(text: str) -> Iterator[str]:
    for way in ways_to_say(text)[:2]:
        yield from pairs_in(way)


def _share(word: str) -> float:
    return 0.0 if word in FILLING_WORDS else _OPTIONAL_SHARE if word in OPTIONAL_WORDS else 1.0


def _summed(weighed: Iterable[tuple[set[int], float]]) -> dict[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for orders, weight in weighed:
        for order in orders:
            sums[order] += weight
    return sums
