"""The official record code: which of the two legal patterns it has. Nobody here ever makes one."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from contract.ids import RecordCode
from contract.record_words import CodeShape

_SHAPES = {
    CodeShape.TT_01_2018: re.compile(r"[A-Z0-9]{3}\.[A-Z0-9]{2}\.[A-Z0-9]{2}\.[A-Z]\d{2}-(\d{6})-\d{4,}"),
    CodeShape.TT_4_2025: re.compile(r"[A-Z]\d{2}\.[A-Z0-9]{3}\.[A-Z0-9]{2}-(\d{6})-\d{2}\d{4,}"),
}
"""TT 01/2018/TT-VPCP Art. 19 and TT 4/2025/TT-VPCP Art. 23."""
_PLAIN = str.maketrans("\u2212\u2043\u2044\u2215\u29f8\u00b7\u2022\u2027\u2219\u3002", "--///.....")
"""Signs that keyboards and documents put where a hyphen, a slash or a dot is meant."""


def shape_of(code: RecordCode) -> CodeShape:
    """Which pattern, of a day that exists; an unknown one is no reason to refuse it."""
    for shape, form in _SHAPES.items():
        found = form.fullmatch(code)
        if found is not None and _is_day(found[1]):
            return shape
    return CodeShape.UNKNOWN


def _is_day(written: str) -> bool:
    """YYMMDD of this century."""
    try:
        date(2000 + int(written[:2]), int(written[2:4]), int(written[4:]))
    except ValueError:
        return False
    return True


def plain_signs(text: str) -> str:
    """The same with one kind of dash, slash and dot, and nothing that cannot be seen."""
    return "".join(map(_plain, unicodedata.normalize("NFKC", text).translate(_PLAIN)))


def as_written(text: str) -> RecordCode:
    """What a person typed or a reader read, as it is kept: capital letters, plain signs, no spaces."""
    return RecordCode("".join(plain_signs(text).upper().split()))


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Pd":
        return "-"
    is_unseen = category == "Cf" or (category == "Cc" and not sign.isspace())
    return "" if is_unseen else sign
