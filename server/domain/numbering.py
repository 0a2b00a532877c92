"""The next number of a series: a row per (day, series) that only ever grows, never max + 1."""

from __future__ import annotations

from contract.ids import TicketNumber
from server.domain.center import Series

LETTER_DIGITS = 3


def spelled(series: Series, value: int) -> TicketNumber:
    """`A012` for a letter series, `1012` for a range."""
    if series.letter:
        return TicketNumber(f"{series.letter}{value:0{LETTER_DIGITS}d}")
    return TicketNumber(str(value))


def is_used_up(series: Series, next_value: int) -> bool:
    """Whether the day holds no further number."""
    return next_value > series.last
