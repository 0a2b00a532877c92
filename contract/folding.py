"""Letters without marks, as everybody types them: "Đăng ký" → "dang ky", "B’Lao" → "blao".

Knows letters; knows nothing of what is looked for.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_SYLLABLE = re.compile(
    r"(?P<onset>[bcdghklmnpqrstvxfjz]*?)(?P<vowels>[aeiouy]+)[sfrxj]?(?P<coda>ng|nh|ch|[ckmnpt])?[sfrxj]?"
)
"""A folded syllable with the tone letters of Telex where people type them: after the vowel or at the end."""
_DOUBLED = re.compile(r"([adeo])\1")


def folded(text: str) -> str:
    """Lower case without marks; apostrophes go, other signs become spaces."""
    bare = unicodedata.normalize("NFD", text.translate(_APOSTROPHES).lower()).replace("đ", "d")
    kept = (letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def without_keystrokes(bare: str) -> str:
    """Folded text with what a phone leaves behind that did not make the marks.

    Telex "giaays khai sinh" and VNI "giay61 khai sinh" both mean "giay khai sinh".
    """
    return " ".join(_without_keystrokes(word) for word in bare.split())


def _without_keystrokes(word: str) -> str:
    if word[0].isalpha():
        word = "".join(letter for letter in word if not letter.isdigit())
    syllable = _SYLLABLE.fullmatch(_DOUBLED.sub(r"\1", word.replace("w", "")))
    return "".join(part or "" for part in syllable.group("onset", "vowels", "coda")) if syllable else word
