"""The QR on a citizen card (căn cước): what it says, and what in it cannot be right.

Anybody can print such a code: it identifies, it never authenticates. Knows the text of the code alone; of its
fields the address is not read, for it is an old place name (FACTS §3.1).
"""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum, unique

import msgspec

FIELDS = 7
"""Number, number before, name, birth, sex, address, issued. Cards of 2024 may say more behind."""
SEPARATOR = "|"
BYTE_ORDER_MARK = "\ufeff"
"""Some readers put it before what they read."""
_MEN_AND_WOMEN = {"nam": 0, "nữ": 1}


@unique
class CardWarning(StrEnum):
    """Something to look at; never a reason to refuse."""

    NUMBER = "number"
    """Not twelve digits."""
    OLD_NUMBER = "old-number"
    """The number before is neither empty nor nine digits."""
    CENTURY_OR_SEX = "century-or-sex"
    """The fourth digit says another sex or century (NĐ 137/2015 Art. 13)."""
    BIRTH_YEAR = "birth-year"
    """The fifth and sixth digit say another year."""
    BIRTH = "birth"
    """No day there ever was."""
    ISSUED = "issued"
    """No day, or not between birth and today."""
    NO_NAME = "no-name"
    MANGLED = "mangled"
    """Letters were lost or changed on the way: a keyboard reader, or the computer's input method."""


class CitizenCard(msgspec.Struct, frozen=True, kw_only=True):
    """What the code says, as far as anything here needs it."""

    number: str
    """Text: it may begin with zero."""
    name: str
    """NFC; empty where it was mangled, for a wrong name is worse than none."""
    birth: date | None
    issued: date | None
    warnings: tuple[CardWarning, ...]


def read_card(text: str, today: date) -> CitizenCard | None:
    """The card of a scanned text; None: it is no citizen card's."""
    plain = unicodedata.normalize("NFC", text).replace(BYTE_ORDER_MARK, "")
    fields = [" ".join(field.split()) for field in plain.split(SEPARATOR)]
    if len(fields) < FIELDS:
        return None
    number, old_number, name, birth, sex, address, issued = fields[:FIELDS]
    born, given = day_of(birth), day_of(issued)
    wrong = {
        CardWarning.NUMBER: not _is_number(number, 12),
        CardWarning.OLD_NUMBER: bool(old_number) and not _is_number(old_number, 9),
        CardWarning.CENTURY_OR_SEX: _is_another_century_or_sex(number, born, sex),
        CardWarning.BIRTH_YEAR: _is_another_year(number, born),
        CardWarning.BIRTH: born is None or born > today,
        CardWarning.ISSUED: given is None or given > today or (born is not None and given < born),
        CardWarning.NO_NAME: not name,
        CardWarning.MANGLED: _is_mangled(name, sex, address),
    }
    return CitizenCard(
        number=number,
        name="" if wrong[CardWarning.MANGLED] else name,
        birth=born,
        issued=given,
        warnings=tuple(warning for warning, is_so in wrong.items() if is_so),
    )


def day_of(written: str) -> date | None:
    """`ddMMyyyy`; None: there is no such day."""
    if not _is_number(written, 8):
        return None
    try:
        return date(int(written[4:]), int(written[2:4]), int(written[:2]))
    except ValueError:
        return None


def _is_number(written: str, digits: int) -> bool:
    return len(written) == digits and written.isascii() and written.isdigit()


def _is_another_century_or_sex(number: str, born: date | None, sex: str) -> bool:
    """0 and 1 are men and women born in the 1900s, 2 and 3 in the 2000s, and so on."""
    if not _is_number(number, 12):
        return False
    century, of_sex = divmod(int(number[3]), 2)
    said = _MEN_AND_WOMEN.get(sex.casefold())
    is_another_century = born is not None and born.year // 100 != 19 + century
    return is_another_century or (said is not None and said != of_sex)


def _is_another_year(number: str, born: date | None) -> bool:
    return _is_number(number, 12) and born is not None and born.year % 100 != int(number[4:6])


def _is_mangled(name: str, sex: str, address: str) -> bool:
    """Hardly a card is without a single mark: name, sex or province has one."""
    is_without_marks = f"{name}{sex}{address}".isascii()
    return is_without_marks or sex.casefold() not in _MEN_AND_WOMEN or not all(map(_is_of_a_name, name))


def _is_of_a_name(letter: str) -> bool:
    """Letters with their marks; K'Ho and M'Nông names have apostrophes."""
    return unicodedata.category(letter)[0] in "LM" or letter in " '’ʼ-."
