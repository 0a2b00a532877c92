"""The language of a page: Vietnamese unless the browser chose English. Both stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request

from contract.words import Language

COOKIE = "motcua_language"


@dataclass(frozen=True, slots=True)
class Say:
    """Picks the text in the reader's language."""

    language: Language

    def __call__(self, vi: str, en: str) -> str:
        """One of the two."""
        return en if self.language is Language.EN else vi


def asked_language(request: Request) -> Language:
    """What the address asks for, on pages that keep no cookie."""
    return Language.EN if request.args.get("lang") == Language.EN else Language.VI


def language_of(request: Request) -> Language:
    """What the browser chose before."""
    return Language.EN if request.cookies.get(COOKIE) == Language.EN else Language.VI
