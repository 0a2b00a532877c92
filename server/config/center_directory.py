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


class CenterDirectory:
    """All centers, folded beforehand."""

    def __init__(self, communes: Iterable[Commune], contacts: Iterable[CenterContact]) -> None:
        known = {contact.code: contact for contact in contacts}
        centers = [Center(unit, known.get(unit.code)) for unit in communes]
        self.all: tuple[Center, ...] = tuple(sorted(centers, key=lambda one: folded(one.unit.own_name_vi)))
        """By name."""
        self._entries = [_entry(center) for center in self.all]

    def find(self, typed: str) -> tuple[Center, ...]:
        """Best first: today's names before former ones; nothing typed finds all."""
        bare = folded(typed)
        if not bare:
            return self.all
        meant = (self._find(text) for text in _meanings(bare))
        return next(filter(None, meant), ())

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
    return _Entry(center, own, (unit.code, *_from_each_word(unit.name_vi)), tuple(former))


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
