"""What a procedure is called, folded beforehand, and how well a question fits it.

Knows one procedure; knows nothing of the others, which a question may fit better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from contract.ids import ProcedureCode
from contract.spoken_words import plain, ways_to_say

_RANKS = 4
_LONG_TEXT_WORDS = 12


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
class Names:
    """What a question may be, word for word, or begin."""

    short: str
    core: str
    """The short name without "đăng ký", which nobody types."""
    everyday: tuple[str, ...]

    def rank(self, wanted: str) -> int | None:
        """0 is best; None: it does not stand in them so."""
        if wanted in (self.short, self.core) or wanted in self.everyday:
            return 0
        if self.short.startswith(wanted) or self.core.startswith(wanted):
            return 1
        if f" {wanted}" in self.short:
            return 2
        if any(text.startswith(wanted) or f" {wanted}" in text for text in self.everyday):
            return 3
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    code: ProcedureCode
    digits: str
    ways: tuple[Names, ...]
    """By `ways_to_say`."""
    texts: tuple[str, ...]

    def has_in_one_text(self, words: list[str]) -> bool:
        """One word in one text and one in another, or at two ends of a long one, are together by chance."""
        short = (f" {text}" for text in self.texts if text.count(" ") < _LONG_TEXT_WORDS)
        return any(all(f" {word}" in text for word in words) for text in short)

    def rank(self, wanted: tuple[str, ...]) -> int | None:
        """Of the question as it is, then of what is left of it; None: its words do not stand together."""
        for at, (names, way) in enumerate(zip(self.ways, wanted, strict=True)):
            found = names.rank(way)
            if found is not None:
                return at * _RANKS + found
        return None


def entry_of(procedure: Findable) -> Entry:
    """Folded once."""
    short = plain(procedure.short_vi or procedure.name_vi)
    everyday = tuple(map(plain, procedure.everyday_words))
    said = [ways_to_say(text) for text in everyday]
    ways = tuple(
        Names(way, way.removeprefix("dang ki "), tuple(words[at] for words in said))
        for at, way in enumerate(ways_to_say(short))
    )
    names = (procedure.short_en, procedure.name_vi, procedure.name_en)
    code = ProcedureCode(procedure.code)
    return Entry(code, "".join(filter(str.isdigit, code)), ways, (short, *map(plain, names), *everyday))
