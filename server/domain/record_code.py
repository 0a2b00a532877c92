"""The official record code: which of the two legal patterns it has. Nobody here ever makes one."""

from __future__ import annotations

import re
import unicodedata

from contract.ids import RecordCode
from contract.record_words import CodeShape

_SHAPES = {
    CodeShape.TT_01_2018: re.compile(r"[A-Z0-9]{3}\.[A-Z0-9]{2}\.[A-Z0-9]{2}\.[A-Z]\d{2}-\d{6}-\d{4,}"),
    CodeShape.TT_4_2025: re.compile(r"[A-Z]\d{2}\.[A-Z0-9]{3}\.[A-Z0-9]{2}-\d{6}-\d{2}\d{4,}"),
}
"""TT 01/2018/TT-VPCP Art. 19 and TT 4/2025/TT-VPCP Art. 23."""


def shape_of(code: RecordCode) -> CodeShape:
    """Which pattern; an unknown one is no reason to refuse it."""
    return next((shape for shape, form in _SHAPES.items() if form.fullmatch(code)), CodeShape.UNKNOWN)


def as_written(text: str) -> RecordCode:
    """What a person typed or a reader read, as it is kept: NFC, capital letters, no spaces."""
    return RecordCode("".join(unicodedata.normalize("NFC", text).upper().split()))
