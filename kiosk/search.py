"""Finding procedures by what people type: without marks, everyday words, codes, letters left out.

Knows folding and ranking; the work is done once per catalogue, a key press only compares.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from contract.ids import ProcedureCode
from kiosk.procedures import Procedure

MOST_FOUND = 60
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_EMPTY_WORDS = frozenset({"thu", "tuc", "giay", "lam"})
"""Words so common that one missing should not hide a procedure: "thủ tục", "giấy", "làm"."""


def folded(text: str) -> str:
    """Lower case without marks: "Đăng ký" → "dang ky", "B’Lao" → "blao"; other signs become spaces."""
    bare = unicodedata.normalize("NFD", text.translate(_APOSTROPHES).lower()).replace("đ", "d")
    kept = (letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


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

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._entries = [_entry(procedure, order) for order, procedure in enumerate(procedures)]

    def find(self, typed: str) -> tuple[ProcedureCode, ...]:
        """Best first, among equals the plainest name; nothing typed finds nothing."""
        wanted = folded(typed)
        if not wanted:
            return ()
        words = tuple(wanted.split())
        ranked = ((_rank(entry, wanted, words), entry) for entry in self._entries)
        found = sorted(
            (rank, len(entry.core), entry.order, entry.code) for rank, entry in ranked if rank is not None
        )
        return tuple(code for *_, code in found[:MOST_FOUND])


def _entry(procedure: Procedure, order: int) -> _Entry:
    short = folded(f"{procedure.short_vi or procedure.name_vi}")
    everyday = tuple(folded(words) for words in procedure.everyday_words)
    texts = (
        short,
        folded(procedure.short_en),
        folded(procedure.name_vi),
        folded(procedure.name_en),
        *everyday,
    )
    words = tuple(dict.fromkeys(word for text in texts for word in text.split()))
    return _Entry(
        procedure.code, _digits(procedure.code), short, short.removeprefix("dang ky "), everyday, words, order
    )


def _rank(entry: _Entry, wanted: str, words: tuple[str, ...]) -> int | None:
    """0 is best; None: not found."""
    if wanted in (entry.short, entry.core) or wanted in entry.everyday:
        return 0
    if entry.short.startswith(wanted) or entry.core.startswith(wanted):
        return 1
    if f" {wanted}" in entry.short:
        return 2
    if any(text.startswith(wanted) or f" {wanted}" in text for text in entry.everyday):
        return 3
    if _digits(wanted) and wanted.replace(" ", "").isdigit():
        return 4 if entry.digits.startswith(_digits(wanted)) else None
    missing = [word for word in words if not any(own.startswith(word) for own in entry.words)]
    if not missing:
        return 5
    has_sense = any(word not in _EMPTY_WORDS for word in words if word not in missing)
    return 6 if has_sense and all(word in _EMPTY_WORDS for word in missing) else None


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
