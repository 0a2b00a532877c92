"""How much of the center's working time lies between two moments: whole working days, or working hours.

Knows the calendar in force now and arrays of microseconds since 1970; counts into no unconfirmed year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

import numpy as np
import numpy.typing as npt

from contract.record_words import ComparedBy
from server.domain.deadline import WorkingTime
from server.domain.hours import Span, UnknownYearError, hours_on
from server.reports.record_rows import DAY_US, FIRST_ORDINAL, LOCAL_US
from server.reports.sheet import Ints

SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Worked:
    """Of a stretch of days; asked about moments inside of it only."""

    first_day: int
    """Days since 1970."""
    unit: ComparedBy
    before: Ints
    """Working days, or worked microseconds, before each day's midnight."""
    unknown_before: Ints
    """Days of unconfirmed years before it."""
    opens: Ints
    """Microseconds after midnight, a row a day."""
    closes: Ints

    @property
    def divisor(self) -> int:
        """What makes whole days or whole seconds of `between`."""
        return 1 if self.unit is ComparedBy.DAY else SECOND_US

    def between(self, starts: Ints, ends: Ints) -> Ints:
        """Days behind the first up to and with the last; or microseconds. Never negative."""
        spent: Ints = np.maximum(self._until(ends) - self._until(starts), 0)
        return spent

    def is_known(self, starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
        """Whether every year from the one moment to the other is confirmed."""
        first, last = self._day(np.minimum(starts, ends)), self._day(np.maximum(starts, ends))
        is_known: npt.NDArray[np.bool_] = self.unknown_before[last + 1] == self.unknown_before[first]
        return is_known

    def _day(self, moments: Ints) -> Ints:
        return (moments + LOCAL_US) // DAY_US - self.first_day

    def _until(self, moments: Ints) -> Ints:
        days = self._day(moments)
        if self.unit is ComparedBy.DAY:
            return self.before[days + 1]
        within = ((moments + LOCAL_US) % DAY_US)[:, None]
        opens, closes = self.opens[days], self.closes[days]
        today: Ints = (np.clip(within, opens, closes) - opens).sum(axis=1)
        return self.before[days] + today


def worked(working: WorkingTime, unit: ComparedBy, first_us: int, last_us: int) -> Worked:
    """For moments from the one to the other."""
    first, last = ((moment + LOCAL_US) // DAY_US for moment in (first_us, last_us))
    spans = [_spans(working, date.fromordinal(FIRST_ORDINAL + day)) for day in range(first, last + 1)]
    known = [found or () for found in spans]
    most = max(1, *(len(found) for found in known))
    opens, closes = (
        np.array([_padded([_us(at(span)) for span in found], most) for found in known], dtype=np.int64)
        for at in (_opening, _closing)
    )
    amounts = (closes - opens).sum(axis=1) if unit is ComparedBy.HOUR else _are_working(working, spans, first)
    return Worked(
        first_day=first,
        unit=unit,
        before=_before(amounts),
        unknown_before=_before(np.array([found is None for found in spans], dtype=np.int64)),
        opens=opens,
        closes=closes,
    )


def _are_working(working: WorkingTime, spans: Sequence[tuple[Span, ...] | None], first: int) -> Ints:
    calendar = working.hours.calendar
    days = (date.fromordinal(FIRST_ORDINAL + first + at) for at in range(len(spans)))
    is_working = (
        found is not None and calendar.is_working_day(day) for day, found in zip(days, spans, strict=True)
    )
    return np.fromiter(is_working, dtype=np.int64, count=len(spans))


def _spans(working: WorkingTime, day: date) -> tuple[Span, ...] | None:
    """When the center works; None: the year is not confirmed."""
    try:
        return hours_on(working.hours, day) if working.hours.calendar.is_working_day(day) else ()
    except UnknownYearError:
        return None


def _before(amounts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(amounts)])


def _padded(found: list[int], length: int) -> list[int]:
    return found + [0] * (length - len(found))


def _opening(span: Span) -> time:
    return span.opens


def _closing(span: Span) -> time:
    return span.closes


def _us(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * SECOND_US
