"""Which whole months, quarters, years and more make up a range, and which days are left over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A month, a quarter, a year, half a decade or a decade, as `span_sheet` names it."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class Cover:
    """A range taken apart: nothing twice, nothing left out."""

    spans: tuple[str, ...]
    days: tuple[tuple[date, date], ...]
    """What no span covers, [first, last] each."""


def month_of(day: date) -> Span:
    """`2026-11`"""
    first = day.replace(day=1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - ONE_DAY, f"{first:%Y-%m}")


def quarter_of(day: date) -> Span:
    """`2026Q4`"""
    number = (day.month - 1) // 3
    first = date(day.year, 3 * number + 1, 1)
    return Span(first, month_of(first.replace(month=first.month + 2)).last, f"{day:%Y}Q{number + 1}")


def year_of(day: date) -> Span:
    """`2026`"""
    return Span(date(day.year, 1, 1), date(day.year, 12, 31), f"{day:%Y}")


def half_decade_of(day: date) -> Span:
    """`202a` or `202b`"""
    first = day.year // 5 * 5
    half = "ab"[first % 10 // 5]
    return Span(date(max(first, 1), 1, 1), date(first + 4, 12, 31), f"{day:%Y}"[:3] + half)


def decade_of(day: date) -> Span:
    """`202x`"""
    first = day.year // 10 * 10
    return Span(date(max(first, 1), 1, 1), date(first + 9, 12, 31), f"{day:%Y}"[:3] + "x")


KINDS = (month_of, quarter_of, year_of, half_decade_of, decade_of)
"""Each is made of whole ones of the kind before it."""


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day in [first, last]."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def spans_within(first: date, last: date) -> tuple[Span, ...]:
    """All that lie wholly in [first, last], the longest first."""
    found: list[Span] = []
    for kind in reversed(KINDS):
        day = first
        while day <= last:
            span = kind(day)
            if span.first >= first and span.last <= last:
                found.append(span)
            if span.last == date.max:
                break
            day = span.last + ONE_DAY
    return tuple(found)


def cover(first: date, last: date, known: AbstractSet[str]) -> Cover:
    """[first, last] made of the largest known spans and single days."""
    chosen: list[Span] = []
    for span in spans_within(first, last):
        if span.name in known and not any(one.first <= span.first <= one.last for one in chosen):
            chosen.append(span)
    chosen.sort()
    return Cover(tuple(span.name for span in chosen), tuple(_between(first, last, chosen)))


def _between(first: date, last: date, chosen: Iterable[Span]) -> Iterator[tuple[date, date]]:
    day = first
    for span in chosen:
        if day < span.first:
            yield day, span.first - ONE_DAY
        day = span.last + ONE_DAY
    if day <= last:
        yield day, last
