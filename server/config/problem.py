"""What the checker says: one problem, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TELLING_CHARACTERS = 3

Path = tuple[str | int, ...]
"""Where something stands in the document: `("services", 2, "name_vi")`."""


class Severity(StrEnum):
    """Whether the hub refuses the text or accepts it with a remark."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """What people read, in both languages; neither can be left out."""

    vi: str
    en: str

    def __post_init__(self) -> None:
        if not (self.vi.strip() and self.en.strip()):
            raise ValueError(f"said in one language only: {self}")


def to_write(text: str) -> Bilingual:
    """What goes into the file letter by letter, and so is the same in both languages."""
    return Bilingual(vi=text, en=text)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a configuration."""

    line: int
    """Line of the text, from 1."""
    severity: Severity
    """Errors refuse the whole text."""
    code: str
    """Name of the mistake for machines: `unknown-key`."""
    message_vi: str
    """What is wrong, for the administrator."""
    message_en: str
    """The same in English."""
    suggestion: Bilingual
    """What to write or to do instead."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its line is known: it points at a place in the document."""

    path: Path
    severity: Severity
    code: str
    said: Bilingual
    """What is wrong."""
    suggestion: Bilingual
    """What to write or to do instead."""


def error(path: Path, code: str, *, vi: str, en: str, suggestion: Bilingual) -> Finding:
    """A finding that refuses the text."""
    return Finding(path, Severity.ERROR, code, Bilingual(vi=vi, en=en), suggestion)


def warning(path: Path, code: str, *, vi: str, en: str, suggestion: Bilingual) -> Finding:
    """A finding the text is accepted with."""
    return Finding(path, Severity.WARNING, code, Bilingual(vi=vi, en=en), suggestion)


def likely_word(written: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when none is close."""
    words = sorted(set(known))
    holding = [word for word in words if len(written) >= _TELLING_CHARACTERS and written.lower() in word]
    close = get_close_matches(written.lower(), words, n=1, cutoff=0.6) or holding
    return close[0] if close else None


def did_you_mean(written: str, known: Iterable[str]) -> Bilingual:
    """A suggestion naming the likely word, or all words when none is close."""
    words = sorted(set(known))
    if likely := likely_word(written, words):
        return Bilingual(vi=f'có phải là "{likely}"?', en=f'did you mean "{likely}"?')
    if not words:
        return Bilingual(vi="chưa có mục nào để chọn", en="there is none to choose from yet")
    named = ", ".join(words)
    return Bilingual(vi=f"hãy dùng một trong: {named}", en=f"use one of: {named}")
