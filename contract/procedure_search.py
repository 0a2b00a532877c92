"""Finding procedures by what people type: without marks, everyday words, codes, letters left out or swapped.

The same on the kiosk and on a phone, so that what somebody was told to type works on both. Knows ranking;
the work is done once per catalogue, a key press only compares.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Protocol

from contract.folding import folded, without_keystrokes
from contract.ids import ProcedureCode

MOST_FOUND = 60
_EMPTY_WORDS = frozenset({"thu", "tuc", "giay", "lam"})
"""Words so common that one missing should not hide a procedure: "thủ tục", "giấy", "làm"."""
_Y_AS_I = re.compile(r"(?<![aeiou])y|(?<=qu)y")
"""Ký and kí, sỹ and sĩ, quý and quí, y tế and i tế are written for one another; máy and mái are two words."""
_REGISTER = re.compile(r"\bdki?\b")
"""ĐK, đkí: short for "đăng ký"."""
_SHORTEST_MENDED = 3
_MOST_MENDED = 12


class Findable(Protocol):
    """What is searched of a procedure."""

    @property
    def code(self) -> str:
        """Code of the national portal."""
        ...

    @property
    def short_vi(self) -> str:
        """Name at the kiosk."""
        ...

    @property
    def short_en(self) -> str:
        """The same in English."""
        ...

    @property
    def name_vi(self) -> str:
        """Official name."""
        ...

    @property
    def name_en(self) -> str:
        """English name."""
        ...

    @property
    def everyday_words(self) -> tuple[str, ...]:
        """What people call it."""
        ...


@dataclass(frozen=True, slots=True)
class _Entry:
    code: ProcedureCode
    digits: str
    short: str
    core: str
    """The short name without "đăng ký", which nobody types."""
    everyday: tuple[str, ...]
    words: tuple[str, ...]
    order: int


class ProcedureIndex:
    """All procedures, folded beforehand."""

    def __init__(self, procedures: Iterable[Findable]) -> None:
        self._entries = [_entry(procedure, order) for order, procedure in enumerate(procedures)]
        self._holders: dict[str, list[int]] = {}
        for entry in self._entries:
            for word in entry.words:
                self._holders.setdefault(word, []).append(entry.order)
        self._vocabulary = sorted(self._holders)

    def find(self, typed: str, most: int = MOST_FOUND) -> tuple[ProcedureCode, ...]:
        """So many at most, best first, among equals the plainest name; nothing typed finds nothing.

        Where nothing is found as typed, keys that made no marks (Telex, VNI) and one slip of a finger in a
        word are forgiven.
        """
        for meant in self._meanings(folded(typed)):
            found = self._find(meant)
            if found:
                return found[:most]
        return ()

    def _meanings(self, wanted: str) -> Iterator[str]:
        if wanted:
            yield _alike(wanted)
            bare = _alike(without_keystrokes(wanted))
            yield bare
            mended = product(*map(self._mended, bare.split()))
            yield from (" ".join(words) for words in islice(mended, _MOST_MENDED))

    def _find(self, wanted: str) -> tuple[ProcedureCode, ...]:
        words = tuple(wanted.split())
        if not words:
            return ()
        having = {word: self._having(word) for word in words}
        is_code = "".join(words).isdigit()
        sense = [having[word] for word in words if word not in _EMPTY_WORDS] or list(having.values())
        orders = range(len(self._entries)) if is_code else set.intersection(*sense)
        whole = set.intersection(*having.values())
        found = sorted(
            (rank, len(entry.core), entry.order, entry.code)
            for entry in map(self._entries.__getitem__, orders)
            if (rank := _rank(entry, wanted, is_code=is_code, is_whole=entry.order in whole)) is not None
        )
        return tuple(code for *_, code in found)

    def _having(self, letters: str) -> set[int]:
        """Entries with a word that begins so."""
        return {order for word in self._beginning(letters) for order in self._holders[word]}

    def _beginning(self, letters: str) -> Iterator[str]:
        for at in range(bisect_left(self._vocabulary, letters), len(self._vocabulary)):
            if not self._vocabulary[at].startswith(letters):
                return
            yield self._vocabulary[at]

    def _mended(self, word: str) -> tuple[str, ...]:
        """Words that stand somewhere, with two letters swapped back or one too many taken away."""
        if len(word) < _SHORTEST_MENDED or self._begins_some(word):
            return (word,)
        return tuple(dict.fromkeys(meant for meant in _one_slip(word) if self._begins_some(meant)))

    def _begins_some(self, letters: str) -> bool:
        return next(self._beginning(letters), None) is not None


def _one_slip(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _entry(procedure: Findable, order: int) -> _Entry:
    short = _plain(procedure.short_vi or procedure.name_vi)
    everyday = tuple(map(_plain, procedure.everyday_words))
    names = (procedure.short_en, procedure.name_vi, procedure.name_en)
    texts = (short, *map(_plain, names), *everyday)
    words = tuple(dict.fromkeys(word for text in texts for word in text.split()))
    code = ProcedureCode(procedure.code)
    return _Entry(code, _digits(code), short, short.removeprefix("dang ki "), everyday, words, order)


def _plain(text: str) -> str:
    return _alike(folded(text))


def _alike(bare: str) -> str:
    """Folded text in one of the spellings that people use for one another."""
    return _REGISTER.sub("dang ki", _Y_AS_I.sub("i", bare))


def _rank(entry: _Entry, wanted: str, *, is_code: bool, is_whole: bool) -> int | None:
    """0 is best; None: not found. `is_whole`: every word typed begins one of the entry's."""
    if wanted in (entry.short, entry.core) or wanted in entry.everyday:
        return 0
    if entry.short.startswith(wanted) or entry.core.startswith(wanted):
        return 1
    if f" {wanted}" in entry.short:
        return 2
    if any(text.startswith(wanted) or f" {wanted}" in text for text in entry.everyday):
        return 3
    if is_code:
        return 4 if entry.digits.startswith(_digits(wanted)) else None
    return 5 if is_whole else 6


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
