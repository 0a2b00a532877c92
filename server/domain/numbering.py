"""The next number of a series: a row per (day, series) that only ever grows, never max + 1.

Numbers lent to kiosks lie at the top of the series; what the hub gives itself stays below them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contract.ids import SeriesId, TicketNumber
from contract.offline import Lease, LeasedRange, spelled_number
from server.domain.center import Series

LEAVES_THE_HUB = 3
"""All kiosks together are lent at most a third of a series at once."""


def spelled(series: Series, value: int) -> TicketNumber:
    """`A012` for a letter series, `1012` for a range."""
    return spelled_number(series.letter, value)


def value_of(series: Series, number: TicketNumber) -> int | None:
    """The number's place in the series; None: it is not one of its numbers."""
    digits = number.removeprefix(series.letter)
    if not digits.isdecimal() or spelled(series, int(digits)) != number:
        return None
    return int(digits) if series.first <= int(digits) <= series.last else None


def last_free(series: Series, leases: Iterable[Lease], day: date) -> int:
    """The last number of the day that is not lent to a kiosk."""
    lent = (part.first for part in ranges_of(series.id, leases, day))
    return min(lent, default=series.last + 1) - 1


def is_used_up(series: Series, next_value: int, leases: Iterable[Lease], day: date) -> bool:
    """Whether the hub itself has no further number that day."""
    return next_value > last_free(series, leases, day)


def ranges_of(series: SeriesId, leases: Iterable[Lease], day: date) -> list[LeasedRange]:
    """What is lent of a series on one day."""
    return [part for lease in leases if lease.day == day for part in lease.ranges if part.series == series]


def place_in_lease(lease: Lease, number: TicketNumber) -> tuple[SeriesId, int] | None:
    """The number's series and place by the lease itself, whatever the configuration has become since."""
    for part in lease.ranges:
        digits = number.removeprefix(part.letter)
        is_lent = digits.isdecimal() and part.first <= int(digits) <= part.last
        if is_lent and spelled_number(part.letter, int(digits)) == number:
            return part.series, int(digits)
    return None
