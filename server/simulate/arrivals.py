"""When people come: a crowd at the door, a first hour, a hump after lunch. Knows times, not wishes."""

from __future__ import annotations

from random import Random

from server.simulate.chance import how_many
from server.simulate.hours import DayHours, Stretch
from server.simulate.profile import Profile

HOUR_S = 3600.0
AFTER_LUNCH = 1.3
BEFORE_CLOSING = 0.6
"""Against a usual hour. Assumed."""
RESTLESS = 0.08
"""Standard deviation of a day's crowd against what is expected."""
MONDAY = 0


def expected(profile: Profile, weekday: int, hours: DayHours, *, is_after_long_closure: bool) -> float:
    """How many people come on such a day, on average."""
    usual = profile.visitors * 5 / (4 + profile.monday)
    by_day = profile.monday if weekday == MONDAY else 1.0
    return usual * by_day * hours.fullness * (profile.after_tet if is_after_long_closure else 1.0)


def arrivals(chance: Random, profile: Profile, mean: float, hours: DayHours) -> list[float]:
    """Seconds after midnight at which people come, sorted; those at the door come when it opens."""
    mean *= chance.lognormvariate(0, RESTLESS)
    crowd = profile.at_the_door * mean / profile.visitors
    opening = hours.giving[0].start
    times = [opening] * how_many(chance, crowd)
    for piece, weight in _pieces(profile.first_hour, crowd / mean, hours.giving):
        number = how_many(chance, mean * weight)
        times += [piece.start + piece.length * chance.random() for _ in range(number)]
    return sorted(times)


def _pieces(first_hour: float, crowd: float, giving: tuple[Stretch, ...]) -> list[tuple[Stretch, float]]:
    """Stretches of the day and the share of the day's people who come in each, the crowd left out."""
    pieces = [(piece, weight) for at, stretch in enumerate(giving) for piece, weight in _sliced(stretch, at)]
    first, *others = pieces
    whole = sum(piece.length * weight for piece, weight in others)
    if not whole:
        return [(first[0], 1 - crowd)]
    rest = 1 - first_hour - crowd
    return [
        (first[0], first_hour),
        *((piece, rest * piece.length * weight / whole) for piece, weight in others),
    ]


def _sliced(stretch: Stretch, at: int) -> list[tuple[Stretch, float]]:
    pieces: list[tuple[Stretch, float]] = []
    start = stretch.start
    while start < stretch.end:
        end = min(start + HOUR_S, stretch.end)
        is_first, is_last = start == stretch.start, end == stretch.end
        weight = AFTER_LUNCH if is_first and at else BEFORE_CLOSING if is_last else 1.0
        pieces.append((Stretch(start, end), weight))
        start = end
    return pieces
