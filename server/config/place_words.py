"""Addresses as people write them, word by word: "UBND xã Tân Lập, Lâm Đồng", "P.1 TP. Bảo Lộc".

Knows which words of an address name no place of their own; knows nothing of the province's units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contract.folding import folded

_AROUND = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|thanh pho|tp|thi xa|tx|huyen(?: dao)?|h(?= \w)|tinh|lam dong"
    r"|(?<!^)(?<!phuong )(?<!ubnd )(?<!p )binh thuan|da[ck] nong|viet nam)\b|^dao\b"
)
"""What stands around a name: offices, provinces, kinds of districts of before. Bình Thuận is a ward, too."""
_KIND = re.compile(r"^(?:xa|x|phuong|p(?=\d|\b)|thi tran|tt|dac khu|dk)\b ?|\b(?:phuong|p) ?(?=\d)")
_DISTRICT = re.compile(r" (?:thanh pho|tp|thi xa|tx|huyen|h)\b.*")
_MOST_PARTS = 5
"""House and street, hamlet, commune, district, province."""
_FORMER = re.compile(r"[,;]| và ")
_LAW = re.compile(r" sau khi sắp xếp .*")
"""How the resolution says which part of a unit it means."""


def without_surroundings(bare: str) -> str:
    """Folded text without offices, provinces and kinds of places; empty where it is nothing else."""
    return _KIND.sub("", " ".join(_AROUND.sub(" ", bare).split())).strip()


def is_district(bare: str) -> bool:
    """Whether it begins as a town or district of before 1 July 2025 does."""
    return bool(_DISTRICT.match(f" {bare}"))


def shorter(typed: str) -> Iterator[str]:
    """The address without a district of before, then without street and hamlet, folded."""
    parts = typed.split(",")[-_MOST_PARTS:]
    for at in range(len(parts)):
        text = folded(",".join(parts[at:]))
        if at:
            yield text
        yield text if is_district(text) else _DISTRICT.sub("", text)


def former_places(formed_from: str) -> Iterator[frozenset[str]]:
    """The words of each unit that one was made of, with those of its district where it stands beside it."""
    for text in _FORMER.split(_LAW.sub("", formed_from)):
        yield frozenset(folded(text).split())


def has_all(words: list[str], held: frozenset[str]) -> bool:
    """Whether all are held; the last may be unfinished, a number never is."""
    *whole, last = words
    begun = last in held or (not last.isdigit() and any(word.startswith(last) for word in held))
    return begun and held.issuperset(whole)
