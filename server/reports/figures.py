"""What a tally says of each group: counts, times with percentiles, shares, and Kaplan–Meier. Pure.

Percentiles are nearest rank on whole seconds: the p-th is the ⌈p·n/100⌉-th smallest. Kaplan–Meier
(J. Am. Stat. Assoc. 53 (1958) 457): at one second calls come before departures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from server.reports.sheet import Ints
from server.reports.tally import EMPTY, LONGEST_S, SECOND_BITS, Histogram, Key, Tally
from server.reports.units import MEASURES, NOT_ISSUED, Ending, Flag, Measure, Target

E = TypeVar("E", Ending, Flag, Target)

PERCENTILES = (50, 80, 90, 95)
FEW = 20
"""Fewer than this many: a percentile says little, and is marked."""
ROUNDING = 1e-9
"""Slack of the survival estimate, so that 1/2 made of tenths still is one half."""


@dataclass(frozen=True, slots=True)
class Times:
    """One duration over the units that have it."""

    n: int
    sum_us: int
    percentiles_s: Mapping[int, int]
    """Whole seconds by percent; empty where there is nothing."""
    longest_s: int | None

    @property
    def mean_s(self) -> float | None:
        """Seconds; None: there is nothing."""
        return self.sum_us / self.n / 1_000_000 if self.n else None

    @property
    def is_few(self) -> bool:
        """Too few for percentiles to say much."""
        return 0 < self.n < FEW


NOTHING = Times(0, 0, {}, None)


@dataclass(frozen=True, slots=True)
class Estimated:
    """Kaplan–Meier: by when which share would have been called, had nobody left."""

    called: int
    censored: int
    """Left, unserved or still waiting: known to have waited at least so long."""
    percentiles_s: Mapping[int, int | None]
    """None: not reached, too many left before."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One group of units."""

    endings: Mapping[Ending, int]
    flags: Mapping[Flag, int]
    targets: Mapping[Target, int]
    times: Mapping[Measure, Times]
    estimated: Estimated | None = None

    @property
    def given(self) -> int:
        """All numbers of the days, those without a slip included; of legs and stays the same as `issued`."""
        return sum(count for ending, count in self.endings.items() if ending is not Ending.NOT_PLACED)

    @property
    def issued(self) -> int:
        """Units with which somebody stood in the hall."""
        return sum(count for ending, count in self.endings.items() if ending not in NOT_ISSUED)

    @property
    def aimed(self) -> int:
        """Denominator of the share within target: legs of which it is known."""
        return self.targets[Target.WITHIN] + self.targets[Target.OVER]


def figures_of(tally: Tally, measures: Sequence[Measure] = MEASURES) -> dict[Key, Figures]:
    """The figures of every group; times only for those measures."""
    times = {measure: _times(tally, measure) for measure in measures if measure in tally.histograms}
    estimates = _estimates(tally) if Measure.LEFT in times and Measure.WAITING in times else {}
    return {
        key: Figures(
            endings=_counted(tally.counts[at], 0, Ending),
            flags=_counted(tally.counts[at], len(Ending), Flag),
            targets=_counted(tally.counts[at], len(Ending) + len(Flag), Target),
            times={measure: found[at] for measure, found in times.items()},
            estimated=estimates.get(at),
        )
        for at, key in enumerate(tally.keys)
    }


def nothing(measures: Sequence[Measure] = MEASURES) -> Figures:
    """Of no units at all."""
    return Figures(
        dict.fromkeys(Ending, 0), dict.fromkeys(Flag, 0), dict.fromkeys(Target, 0),
        dict.fromkeys(measures, NOTHING), Estimated(0, 0, dict.fromkeys(PERCENTILES)),
    )  # fmt: skip


def _counted(row: Ints, first: int, words: type[E]) -> dict[E, int]:
    return {word: int(row[first + word]) for word in words}


def _times(tally: Tally, measure: Measure) -> list[Times]:
    sums = tally.sums_us[:, MEASURES.index(measure)]
    cumulated = np.cumsum(_dense(tally.histograms[measure], len(tally.keys)), axis=1)
    return [_time(cumulated[at], int(sums[at])) for at in range(len(tally.keys))]


def _time(cumulated: Ints, sum_us: int) -> Times:
    n = int(cumulated[-1]) if len(cumulated) else 0
    if n == 0:
        return NOTHING
    ranks = [*((percent * n + 99) // 100 for percent in PERCENTILES), n]
    *found, longest = (int(second) for second in np.searchsorted(cumulated, ranks))
    return Times(n, sum_us, dict(zip(PERCENTILES, found, strict=True)), longest)


def _dense(histogram: Histogram, groups: int) -> Ints:
    """(groups, seconds): how many units took that many seconds."""
    seconds = histogram.spots & LONGEST_S
    width = int(seconds.max()) + 1 if len(seconds) else 1
    spots = (histogram.spots >> SECOND_BITS) * width + seconds
    flat = np.bincount(spots, weights=histogram.counts, minlength=groups * width)
    return flat.astype(np.int64).reshape(groups, width)


def _estimates(tally: Tally) -> dict[int, Estimated]:
    called = tally.histograms[Measure.WAITING]
    gone = tally.histograms.get(Measure.LEFT, EMPTY)
    both = Histogram(np.concatenate([called.spots, gone.spots]), np.concatenate([called.counts, gone.counts]))
    every = _dense(both, len(tally.keys))
    calls = np.zeros_like(every)
    found = _dense(called, len(tally.keys))
    calls[:, : found.shape[1]] = found
    return {at: _estimate(calls[at], every[at]) for at in range(len(tally.keys))}


def _estimate(calls: Ints, every: Ints) -> Estimated:
    total, called = int(every.sum()), int(calls.sum())
    at_risk = total - np.cumsum(every) + every
    when = np.flatnonzero(calls)
    survival: npt.NDArray[np.float64] = np.cumprod(1 - calls[when] / at_risk[when])
    percentiles: dict[int, int | None] = {}
    for percent in PERCENTILES:
        reached = np.flatnonzero(survival <= 1 - percent / 100 + ROUNDING)
        percentiles[percent] = int(when[reached[0]]) if len(reached) else None
    return Estimated(called, total - called, percentiles)
