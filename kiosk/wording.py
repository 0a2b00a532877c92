"""The kiosk's sentences, one catalogue file a language; another language is another file.

Knows keys and languages; knows nothing of where a sentence stands.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from contract.words import Language


class Wording:
    """All sentences of one language."""

    def __init__(self, language: Language, sentences: dict[str, str]) -> None:
        self.language = language
        self.sentences = sentences

    def say(self, key: str, **values: str | int) -> str:
        """The sentence, with its places filled."""
        return self.sentences[key].format(**values)

    def pick(self, vi: str, en: str) -> str:
        """Of two texts from elsewhere the one in this language; Vietnamese where there is no other."""
        return en if self.language is Language.EN and en else vi


def load_wording(language: Language) -> Wording:
    """Read the catalogue of that language."""
    text = (files("kiosk") / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    sections: dict[str, dict[str, str]] = tomllib.loads(text)
    sentences = {
        f"{section}.{key}": sentence
        for section, entries in sections.items()
        for key, sentence in entries.items()
    }
    return Wording(language, sentences)
