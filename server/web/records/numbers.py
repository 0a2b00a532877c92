"""Whole numbers as people type them in Vietnam, where a dot or a space parts thousands: 50.000 dong.

Knows text. How large a number may be is the field's own.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.\s])[0-9]{3})(?:\1[0-9]{3})*")
_MOST_DIGITS = 18
"""More is no number of anything here, and costs time to read."""


def amount(written: str) -> int:
    """Of money: digits, or digits in groups of three behind dots or spaces, the same sign throughout.

    Raises:
        ValueError: anything else, be it a comma or a group of two digits; nothing is guessed.
    """
    if _GROUPED.fullmatch(written) is not None:
        written = re.sub(r"[.\s]", "", written)
    return count(written)


def count(written: str) -> int:
    """Of things: digits alone.

    Raises:
        ValueError: anything else.
    """
    if _DIGITS.fullmatch(written) is None or len(written) > _MOST_DIGITS:
        raise ValueError("no whole number")
    return int(written)
