"""A sentence for people, in both languages of the screens.

Knows no device; each port keeps its own sentences.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    vi: str
    en: str
