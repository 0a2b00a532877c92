"""The province's centers, found by any way people write their names.

"B'Lao", "BLao" and "b lao" are one; so are "Thuỷ" and "Thủy", "Bảo Lâm 1", "baolam1" and "Bảo Lâm I", "P. 1
Bảo Lộc" and "phường 1 Bảo Lộc". What a place was called before 1 July 2025 leads to what it belongs to now.
Keys are codes: names repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contract.folding import folded, without_keystrokes
from server.config.center_contacts import CenterContact
from server.config.communes import Commune
from server.config.place_words import (
    former_places,
    has_all,
    is_district,
    shorter,
    without_surroundings,
)

_CENTER = re.compile(r"^(?:(?:trung tam|tt)(?: (?:phuc vu )?hanh chinh cong| hcc)?|ttpvhcc|tthcc)\b ?")
_KIND = re.compile(r"^(x|p|tt|dk)(?= |\d) ?")
_KINDS = {"x": "xa ", "p": "phuong ", "tt": "thi tran ", "dk": "dac khu "}
"""As people shorten them before a name."""
_ROMAN = re.compile(r"(?<= )(?:iii|ii|iv|i|v)\b")
_FIGURES = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_BETWEEN = re.compile(r"[,;()]| và ")


@dataclass(frozen=True, slots=True)
class Center:
    """One unit and what is known of its center."""

    unit: Commune
    contact: CenterContact | None


@dataclass(frozen=True, slots=True)
class _Entry:
    center: Center
    own: str
    names: tuple[str, ...]
    """The name from each of its words on, squeezed."""
    former: tuple[str, ...]
    words: frozenset[str]
    """Of today's name."""
    former_words: tuple[frozenset[str], ...]
    """Of today's name with those of each former one."""


class CenterDirectory:
    """All centers, folded beforehand."""

    def __init__(self, communes: Iterable[Commune], contacts: Iterable[CenterContact]) -> None:
        known = {contact.code: contact for contact in contacts}
        centers = [Center(unit, known.get(unit.code)) for unit in communes]
        self.all: tuple[Center, ...] = tuple(sorted(centers, key=lambda one: folded(one.unit.own_name_vi)))
        """By name."""
        self._entries = [_entry(center) for center in self.all]

    def find(self, typed: str) -> tuple[Center, ...]:
        """Best first: today's names before former ones; nothing typed, or a province alone, finds all.

        Where more than a name is written, an office, a town or a province, what stands around it is no
        hindrance; where a district or a street is not known here, the rest is looked for without it.
        """
        bare = folded(typed)
        texts = filter(None, dict.fromkeys((bare, *shorter(typed))))
        found = next(filter(None, map(self._asked, texts)), ())
        return found or (() if without_surroundings(bare) else self.all)

    def _asked(self, bare: str) -> tuple[Center, ...]:
        found, name = self._named(bare), without_surroundings(bare)
        if not name or (found and not is_district(bare)):
            return found
        return tuple(dict.fromkeys((*self._named(name), *found))) or self._with_words(name)

    def _named(self, bare: str) -> tuple[Center, ...]:
        return next(filter(None, map(self._find, dict.fromkeys(_meanings(bare)))), ())

    def _with_words(self, name: str) -> tuple[Center, ...]:
        """Word by word: "phường 9 Đà Lạt" is a former name and half of today's."""
        words = name.split()
        today = [one for one in self._entries if has_all(words, one.words)]
        before = [one for one in self._entries if any(has_all(words, held) for held in one.former_words)]
        return tuple(dict.fromkeys(one.center for one in (*today, *before)))

    def _find(self, bare: str) -> tuple[Center, ...]:
        wanted = _squeezed(bare)
        ranked = [(_rank(entry, wanted), at) for at, entry in enumerate(self._entries)]
        return tuple(
            self._entries[at].center
            for rank, at in sorted((rank, at) for rank, at in ranked if rank is not None)
        )


def _meanings(bare: str) -> Iterator[str]:
    """As typed, then with what was shortened written out, then without it."""
    for text in (bare, without_keystrokes(bare)):
        yield text
        place = _CENTER.sub("", text)
        for name in (text, place):
            yield _KIND.sub(lambda kind: _KINDS[kind[1]], name)
            figured = _ROMAN.sub(lambda roman: _FIGURES[roman[0]], name)
            yield _KIND.sub(lambda kind: _KINDS[kind[1]], figured)
            yield _KIND.sub("", figured)


def _entry(center: Center) -> _Entry:
    unit = center.unit
    former = [name for text in _BETWEEN.split(unit.formed_from_vi) for name in _from_each_word(text)]
    own = _squeezed(folded(unit.own_name_vi))
    words = frozenset(folded(unit.own_name_vi).split())
    return _Entry(
        center=center,
        own=own,
        names=(unit.code, *_from_each_word(unit.name_vi)),
        former=tuple(former),
        words=words,
        former_words=tuple(words | before for before in former_places(unit.formed_from_vi)),
    )


def _from_each_word(text: str) -> tuple[str, ...]:
    words = folded(text).split()
    return tuple(_squeezed(" ".join(words[at:])) for at in range(len(words)))


def _squeezed(bare: str) -> str:
    """Without spaces; "quý" and "quí" are one."""
    return bare.replace(" ", "").replace("y", "i")


def _rank(entry: _Entry, wanted: str) -> int | None:
    if wanted in (entry.own, *entry.names[:2]):
        return 0
    if entry.own.startswith(wanted):
        return 1
    if any(name.startswith(wanted) for name in entry.names):
        return 2
    return 3 if any(name.startswith(wanted) for name in entry.former) else None
