"""A day's opening hours as seconds after midnight, as the simulation needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from contract.ids import ServiceId
from server.domain.center import CenterRules

USUAL_S = 7.75 * 3600
"""Numbers are given that long on a full day of the sample center."""
LONG_CLOSURE_DAYS = 4
CROWDED_DAYS = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """[start, end) in seconds after local midnight."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """In seconds."""
        return self.end - self.start

    def __contains__(self, second: object) -> bool:
        return isinstance(second, float | int) and self.start <= second < self.end


@dataclass(frozen=True, slots=True)
class DayHours:
    """One open day."""

    opens: float
    closes: float
    giving: tuple[Stretch, ...]
    """When numbers are given for some service."""
    by_service: Mapping[ServiceId, tuple[Stretch, ...]]

    def gives(self, service: ServiceId, second: float) -> bool:
        """Whether numbers are given for it then."""
        return any(second in stretch for stretch in self.by_service[service])

    @property
    def work(self) -> tuple[Stretch, ...]:
        """When officers are expected at their counters: a little longer than numbers are given."""
        after = self.closes - self.giving[-1].end
        return tuple(Stretch(stretch.start, stretch.end + after) for stretch in self.giving)

    @property
    def fullness(self) -> float:
        """Against a whole day."""
        return min(1.0, sum(stretch.length for stretch in self.giving) / USUAL_S)


def hours_of(rules: CenterRules, day: date) -> DayHours | None:
    """The day's hours; None: closed, or no numbers are given."""
    open_hours = rules.open_hours(day)
    by_service = {
        service: tuple(
            Stretch(_second(start), _second(end)) for start, end in rules.number_hours(service, day)
        )
        for service in rules.services
    }
    giving = _joined(stretch for stretches in by_service.values() for stretch in stretches)
    if open_hours is None or not giving:
        return None
    opens, closes = (at.hour * 3600 + at.minute * 60 for at in (open_hours.opens, open_hours.closes))
    return DayHours(opens, closes, giving, by_service)


def is_after_long_closure(rules: CenterRules, day: date) -> bool:
    """Within a few days of a closure such as Tết."""
    starts = (day - timedelta(days=back) for back in range(CROWDED_DAYS))
    return any(rules.open_hours(start) and _was_long_closed(rules, start) for start in starts)


def _was_long_closed(rules: CenterRules, day: date) -> bool:
    before = (day - timedelta(days=back) for back in range(1, LONG_CLOSURE_DAYS + 1))
    return not any(rules.open_hours(earlier) for earlier in before)


def _second(written: str) -> float:
    hours, minutes = written.split(":")
    return int(hours) * 3600.0 + int(minutes) * 60.0


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: one.start):
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return tuple(joined)
