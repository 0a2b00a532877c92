"""How counts and shares are written in the reader's language. A share is cut, so that 100 % means all."""

from __future__ import annotations

from server.reports.record_figures import Share as RecordShare
from server.web.manager.durations import NONE
from server.web.say import Say


def count(number: int, say: Say) -> str:
    """`1.234` in Vietnamese, `1,234` in English."""
    grouped = f"{number:,}"
    return say(grouped.replace(",", "."), grouped)


def change(number: int, say: Say) -> str:
    """A difference, with its sign."""
    return count(number, say) if number == 0 else f"{'+' if number > 0 else '−'}{count(abs(number), say)}"


def permille(part: int, whole: int) -> int:
    """Cut to one decimal of a percent."""
    return 1000 * part // whole


def share(part: int, whole: int, say: Say) -> str:
    """`91,7 %`; a dash of nothing."""
    return tenths(permille(part, whole), say) + " %" if whole else NONE


def rate(part: int, whole: int, say: Say) -> str:
    """The nearest tenth of a percent, as figures of records have it; a dash of nothing."""
    nearest = RecordShare(part, whole).tenths
    return NONE if nearest is None else tenths(nearest, say) + " %"


def tenths(value: int, say: Say) -> str:
    """A number of tenths: `91,7`."""
    sign = "−" if value < 0 else ""
    whole, rest = divmod(abs(value), 10)
    return say(f"{sign}{whole},{rest}", f"{sign}{whole}.{rest}")
