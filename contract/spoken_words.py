"""Words of a question as they are compared: one spelling each, and which of them say little.

Knows Vietnamese and English as people type them; knows nothing of procedures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from contract.folding import folded

_SHORTEST_MENDED = 3
_SHORTEST_SHORTENED = 5
"""Of four letters, three are another word: visa is no vỉa hè."""
_FILLING = """
    dang ki tuc giay lam xin nop lay viec ve cho cua bi o va voi nao gi la duoc phai ubnd
    a and for from get have how i is my of on or want we what where with need register
"""
"""Folded words that any question may hold: they say nothing."""
_SAYING_LITTLE = """
    con chau be bo me cha ba ma ong co chu bac anh chi em vo chong nguoi nha
    child son daughter baby father mother
    thu muon can hoi de di tai trong ngoai the dau hay thi nay ai roi toi minh xa phuong
    an at in to the do
"""
"""For whom it is done, and filling words that without marks are others too (cần, căn; thẻ, thế): one that is
missing hides nothing, one that is there tells two procedures apart ("nhận cha", "căn cước")."""
_Y_AS_I = re.compile(r"(?<![aeiou])y|(?<=qu)y")
"""Ký and kí, sỹ and sĩ, quý and quí, y tế and i tế are written for one another; máy and mái are two words."""
_REGISTER = re.compile(r"\bdki?\b")
"""ĐK, đkí: short for "đăng ký"."""


def alike(bare: str) -> str:
    """Folded text in one of the spellings that people use for one another."""
    return _REGISTER.sub("dang ki", _Y_AS_I.sub("i", bare))


FILLING_WORDS = frozenset(alike(_FILLING).split())
OPTIONAL_WORDS = FILLING_WORDS | frozenset(alike(_SAYING_LITTLE).split())


def plain(text: str) -> str:
    """The same of any text."""
    return alike(folded(text))


def ways_to_say(wanted: str) -> tuple[str, ...]:
    """As it is; without filling words; without any that may be missing. Never empty: what is left stays."""
    filled = _without(FILLING_WORDS, wanted)
    return wanted, filled, _without(OPTIONAL_WORDS, filled)


def pairs_in(words: str) -> tuple[str, ...]:
    """Two words side by side: most words of Vietnamese have two syllables."""
    return tuple(map(" ".join, pairwise(words.split())))


def mended(word: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Known words that it may be: itself, or with two letters swapped back or one too many taken away."""
    if len(word) < _SHORTEST_MENDED or is_known(word):
        return (word,)
    return tuple(dict.fromkeys(meant for meant in _one_slip(word) if is_known(meant)))


def _without(words: frozenset[str], text: str) -> str:
    return " ".join(word for word in text.split() if word not in words) or text


def _one_slip(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, len(word)):
        if len(word) >= _SHORTEST_SHORTENED or word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
