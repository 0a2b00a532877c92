"""A visit's periods as one bar and one sum. Pure: stretches in, percents and texts out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.words import PeriodKind
from server.reports.definitions import MEASURES
from server.reports.seen import Stretch
from server.reports.units import Measure
from server.web.manager.durations import span
from server.web.manager.story_words import KINDS, StoryWords

LEAST_PERCENT = 0.3
"""A period of no time at all is a hairline in the bar."""
ROOM_FOR_A_NUMBER_PERCENT = 4.0
"""Narrower parts of the bar have no number below."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the bar; percent of its width."""

    number: int
    kind: PeriodKind
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.x + self.width / 2

    @property
    def has_number(self) -> bool:
        """Whether there is room for it."""
        return self.width >= ROOM_FOR_A_NUMBER_PERCENT


@dataclass(frozen=True, slots=True)
class Term:
    """One of the sum's terms, or the sum."""

    name: str
    spent: str
    exact: str
    """Seconds to the microsecond."""


def bar_of(stretches: Sequence[Stretch]) -> Iterator[Segment]:
    """One part for each period, in order, as wide as it was long."""
    whole_us = sum(part.us for part in stretches)
    before_us = 0
    for number, part in enumerate(stretches, 1):
        if whole_us:
            x, width = 100 * before_us / whole_us, 100 * part.us / whole_us
            yield Segment(number, part.kind, round(x, 3), round(max(width, LEAST_PERCENT), 3))
        before_us += part.us


def terms_of(stretches: Sequence[Stretch], words: StoryWords) -> Iterator[Term]:
    """How long each kind of period took, also those that took nothing."""
    for kind, name in KINDS.items():
        spent_us = sum(part.us for part in stretches if part.kind is kind)
        yield _term(words.both(name), spent_us, words)


def whole_of(stretches: Sequence[Stretch], words: StoryWords) -> Term:
    """All of it: what the terms add up to."""
    name = words.both(MEASURES[Measure.VISIT].name)
    return _term(name, sum(part.us for part in stretches), words)


def _term(name: str, us: int, words: StoryWords) -> Term:
    exact = f"{us // 1_000_000}.{us % 1_000_000:06}"
    return Term(name, span(us), words.say(exact.replace(".", ","), exact))
