"""Looking a record up: what the typed or scanned text may mean, and how much of a state everybody may know.

Pure; knows no record. Texts that mean nothing become an asking that finds nothing, along the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from contract.ids import RecordCode
from contract.record_look_up import Degree, LookUp
from contract.record_words import CodeShape, RecordState
from server.domain.record_code import as_written, plain_signs, shape_of

KEY_LETTERS: Final = "23456789CFHJKLMNPQRTVX"
"""None looks like another, and a Vietnamese keyboard makes nothing of them: no vowel, no D, no W."""
KEY_LENGTH: Final = 6
_LOOKS_LIKE: Final = str.maketrans("BGSZ", "8652")
_REFERENCE: Final = re.compile(
    r"\s*0*(?P<number>\d{1,7})\s*(?:/\s*(?P<short>(?:20)?\d{2})|[-.\s]\s*(?P<year>20\d{2}))"
    r"(?:\s*[-/.\s]\s*(?P<key>[0-9A-Za-z]{3}[-.\s]?[0-9A-Za-z]{3}))?\s*"
)
_NOBODY: Final = (0, 0)
"""No register has it."""
_HAT: Final = "\u0302"


@dataclass(frozen=True, slots=True)
class _InputMethod:
    """Which key makes which mark."""

    marks: Mapping[str, str]
    stroke: str
    """Of Đ, after the D."""


_VNI: Final = _InputMethod(
    {
        "\u0301": "1",
        "\u0300": "2",
        "\u0309": "3",
        "\u0303": "4",
        "\u0323": "5",
        _HAT: "6",
        "\u031b": "7",
        "\u0306": "8",
    },
    "9",
)
_TELEX: Final = _InputMethod(
    {
        "\u0301": "S",
        "\u0300": "F",
        "\u0309": "R",
        "\u0303": "X",
        "\u0323": "J",
        "\u031b": "W",
        "\u0306": "W",
    },
    "D",
)
"""The hat is the letter's own key once more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for."""

    codes: tuple[RecordCode, RecordCode, RecordCode]
    """The official code as it was typed, and with what VNI or Telex made of it undone."""
    reference: tuple[int, int]
    """Number and year of the register; of no register where the text is no reference."""
    key: str
    needs_key: bool = False
    """The code is not enough, whatever its shape."""

    @property
    def record(self) -> str:
        """What is looked for, however its key was typed."""
        number, year = self.reference
        return f"{number}/{year}" if self.is_reference else self.codes[0]

    @property
    def is_reference(self) -> bool:
        """Our own numbers follow each other: they never are enough without the key."""
        return self.reference != _NOBODY

    @property
    def is_enough_by_itself(self) -> bool:
        """Whether the code alone may be answered: of other shapes nobody knows how they count."""
        has_shape = any(shape_of(code) is not CodeShape.UNKNOWN for code in self.codes)
        return has_shape and not self.is_reference and not self.needs_key


def asked_for(look_up: LookUp) -> Asked:
    """What the text means: an official code, our reference, one with its key, or our page's address."""
    code, key = _parts(look_up)
    meant = _REFERENCE.fullmatch(plain_signs(code))
    if meant is None:
        return Asked(_codes(code), _NOBODY, plain_key(key))
    year = int(meant["short"] or meant["year"]) % 100 + 2000
    return Asked(_codes(code), (int(meant["number"]), year), plain_key(meant["key"] or key))


def plain_key(typed: str) -> str:
    """A key as it is compared: capital letters without signs, what looks alike made one."""
    return "".join(filter(str.isalnum, plain_signs(typed).upper())).translate(_LOOKS_LIKE)


def shown_key(key: str) -> str:
    """`K7Q-M2X`: as it stands on paper."""
    half = len(key) // 2
    return f"{key[:half]}-{key[half:]}"


def receipt_code(reference: str, key: str) -> str:
    """`52/2026-K7QM2X`: what the receipt's picture code says to a kiosk's reader."""
    return f"{reference}-{key}"


DEGREES: Final = {
    RecordState.RECEIVED: Degree.RECEIVED,
    RecordState.IN_PROCESS: Degree.IN_PROCESS,
    RecordState.SUPPLEMENT_ASKED: Degree.AWAITS_APPLICANT,
    RecordState.RESULT_READY: Degree.READY,
    RecordState.RETURNED: Degree.RETURNED,
    RecordState.REFUSED_AT_RECEPTION: Degree.OVER,
    RecordState.REFUSED: Degree.OVER,
    RecordState.WITHDRAWN: Degree.OVER,
    RecordState.STOPPED: Degree.OVER,
    RecordState.VOID: Degree.OVER,
}
"""How much of a state everybody may know."""


def _parts(look_up: LookUp) -> tuple[str, str]:
    """Code and key; both may stand in the address of our own page, as phones read it from the receipt."""
    if "://" not in look_up.code:
        return look_up.code, look_up.key
    try:
        given = parse_qs(urlsplit(look_up.code).query)
    except ValueError:
        return look_up.code, look_up.key
    return given.get("code", [look_up.code])[0], given.get("key", [look_up.key])[0]


def _codes(text: str) -> tuple[RecordCode, RecordCode, RecordCode]:
    code = as_written(text)
    return code, _pressed(code, _VNI), _pressed(code, _TELEX)


def _pressed(code: RecordCode, method: _InputMethod) -> RecordCode:
    """The keys that were pressed, where a Vietnamese keyboard made marked letters of them."""
    keys = []
    for letter in code:
        apart = unicodedata.normalize("NFD", letter)
        base = apart[0]
        keys.append("D" + method.stroke if base == "Đ" else base)
        keys += [method.marks.get(mark, base if mark == _HAT else "") for mark in apart[1:]]
    return RecordCode("".join(keys))
