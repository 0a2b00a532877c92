"""What the voice says: numbers and counters as Vietnamese words (FACTS §5.3).

Pure text; knows nothing of sound. Ticket numbers are read digit by digit, counters as whole numbers.
"""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import Final

DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

LETTERS: Final = {
    "A": "A", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép", "G": "giê", "H": "hát", "I": "i",
    "J": "gi", "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "O": "o", "P": "pê", "Q": "quy", "R": "rờ",
    "S": "sờ", "T": "tê", "U": "u", "V": "vê", "W": "vê kép", "X": "ích", "Y": "i dài", "Z": "dét",
}  # fmt: skip

_KIND_AND_NUMBER = re.compile(r"^(\D*?)(?:\s+số)?\s+(\d{1,6})$")
_NUMBER = re.compile(r"\d{1,6}")


@unique
class Reading(StrEnum):
    """How whole numbers are read."""

    SOUTH = "south"
    """lẻ, ngàn: usual in Lâm Đồng."""
    NORTH = "north"
    """linh, nghìn."""

    @property
    def zero_tens(self) -> str:
        """The word between hundreds and a single unit."""
        return "lẻ" if self is Reading.SOUTH else "linh"

    @property
    def thousand(self) -> str:
        """The word for 1,000."""
        return "ngàn" if self is Reading.SOUTH else "nghìn"


def call_sentence(number: str, counter_name: str, reading: Reading = Reading.SOUTH) -> str:
    """`Mời công dân có số A, không hai năm, đến quầy số ba.`"""
    return f"Mời công dân có số {spelled(number)}, đến {counter_words(counter_name, reading)}."


def spelled(number: str) -> str:
    """A ticket number digit by digit, its letter by name: `A, không hai năm`."""
    letter = LETTERS.get(number[:1])
    digits = " ".join(DIGITS[int(digit)] for digit in (number[1:] if letter else number))
    return f"{letter}, {digits}" if letter else digits


def counter_words(name: str, reading: Reading = Reading.SOUTH) -> str:
    """A counter's name to be spoken: `Quầy 12` is `quầy số mười hai`, other names are read as they stand."""
    numbered = _KIND_AND_NUMBER.match(name.strip())
    if numbered:
        return f"{numbered[1].lower()} số {whole(int(numbered[2]), reading)}"
    if name.isdigit():
        return f"quầy số {whole(int(name), reading)}"
    words = _NUMBER.sub(lambda found: whole(int(found[0]), reading), name.strip())
    return words[:1].lower() + words[1:]


def whole(number: int, reading: Reading = Reading.SOUTH) -> str:
    """A whole number from 0 to 999,999 in words.

    Raises:
        ValueError: outside that range.
    """
    if not 0 <= number <= 999_999:
        raise ValueError(f"{number} is no number of a counter")
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, reading)
    head = f"{_below_thousand(thousands, reading)} {reading.thousand}"
    return f"{head} {_full_hundreds(rest, reading)}" if rest else head


def _below_thousand(number: int, reading: Reading) -> str:
    return _full_hundreds(number, reading) if number >= 100 else _below_hundred(number)


def _full_hundreds(number: int, reading: Reading) -> str:
    """Hundreds are spoken even when zero: `không trăm lẻ một` after the thousands."""
    hundreds, rest = divmod(number, 100)
    head = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return head
    if rest < 10:
        return f"{head} {reading.zero_tens} {DIGITS[rest]}"
    return f"{head} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return DIGITS[unit]
    if tens == 1:
        return "mười" if unit == 0 else f"mười {'lăm' if unit == 5 else DIGITS[unit]}"
    after_tens = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}
    return f"{DIGITS[tens]} mươi{after_tens.get(unit, ' ' + DIGITS[unit])}"
