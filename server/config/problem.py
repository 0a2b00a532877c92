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
    suggestion: str
    """What to write or to do instead."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its line is known: it points at a place in the document."""

    path: Path
    severity: Severity
    code: str
    vi: str
    en: str
    suggestion: str


def error(path: Path, code: str, *, vi: str, en: str, suggestion: str) -> Finding:
    """A finding that refuses the text."""
    return Finding(path, Severity.ERROR, code, vi, en, suggestion)


def warning(path: Path, code: str, *, vi: str, en: str, suggestion: str) -> Finding:
    """A finding the text is accepted with."""
    return Finding(path, Severity.WARNING, code, vi, en, suggestion)


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A suggestion naming the likely word, or all words when none is close."""
    words = sorted(set(known))
    holding = [word for word in words if len(written) >= _TELLING_CHARACTERS and written.lower() in word]
    close = get_close_matches(written.lower(), words, n=1, cutoff=0.6) or holding
    if close:
        return f'did you mean "{close[0]}"?'
    return f"use one of: {', '.join(words)}" if words else "there is none to choose from yet"
