"""What a tally says of each group: counts, times with percentiles, shares, and Kaplan–Meier. Pure.

Percentiles are nearest rank on whole seconds: the p-th is the ⌈p·n/100⌉-th smallest. Kaplan–Meier
(J. Am. Stat. Assoc. 53 (1958) 457): at one second calls come before departures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from server.reports.sheet import MISSING, Ints
from server.reports.tally import EMPTY, LONGEST_S, SECOND_BITS, Histogram, Key, Tally
from server.reports.units import MEASURES, NOT_ISSUED, Ending, Flag, Measure, Target

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
    tally = tally.tidy()
    times = {measure: _times(tally, measure) for measure in measures if measure in tally.histograms}
    estimates: list[Estimated | None] = [None] * len(tally.keys)
    if Measure.LEFT in times and Measure.WAITING in times:
        estimates = list(_estimates(tally))
    return {
        key: Figures(
            endings=dict(zip(Ending, row, strict=False)),
            flags=dict(zip(Flag, row[len(Ending) :], strict=False)),
            targets=dict(zip(Target, row[len(Ending) + len(Flag) :], strict=True)),
            times={measure: found[at] for measure, found in times.items()},
            estimated=estimates[at],
        )
        for at, (key, row) in enumerate(zip(tally.keys, tally.counts.tolist(), strict=True))
    }


def nothing(measures: Sequence[Measure] = MEASURES) -> Figures:
    """Of no units at all."""
    return Figures(
        dict.fromkeys(Ending, 0), dict.fromkeys(Flag, 0), dict.fromkeys(Target, 0),
        dict.fromkeys(measures, NOTHING), Estimated(0, 0, dict.fromkeys(PERCENTILES)),
    )  # fmt: skip


def _times(tally: Tally, measure: Measure) -> list[Times]:
    histogram, sums = tally.histograms[measure], tally.sums_us[:, MEASURES.index(measure)]
    groups = _groups(histogram, len(tally.keys))
    n, before = groups.n[:, None], groups.before[:, None]
    ranks = np.concatenate([(n * np.array(PERCENTILES) + 99) // 100, n], axis=1) + before
    places = np.searchsorted(groups.cumulated[1:], np.where(n > 0, ranks, 0))
    seconds = np.append(histogram.spots & LONGEST_S, 0)[places]
    return [
        Times(count, sum_us, dict(zip(PERCENTILES, found, strict=False)), found[-1]) if count else NOTHING
        for count, sum_us, found in zip(groups.n.tolist(), sums.tolist(), seconds.tolist(), strict=True)
    ]


class _Groups(NamedTuple):
    """Where each group's part of a tidy histogram lies."""

    starts: Ints
    """And one more: the end."""
    cumulated: Ints
    """How many units there are before each spot, and in all."""

    @property
    def before(self) -> Ints:
        """How many units there are before each group."""
        return self.cumulated[self.starts[:-1]]

    @property
    def n(self) -> Ints:
        """How many units each group has."""
        return np.diff(self.cumulated[self.starts])


def _groups(tidy: Histogram, size: int) -> _Groups:
    starts = np.searchsorted(tidy.spots, np.arange(size + 1, dtype=np.int64) << SECOND_BITS)
    return _Groups(starts, np.concatenate([[0], np.cumsum(tidy.counts)]))


def _estimates(tally: Tally) -> Iterator[Estimated]:
    both, calls = _with_departures(
        tally.histograms[Measure.WAITING], tally.histograms.get(Measure.LEFT, EMPTY)
    )
    groups = _groups(both, len(tally.keys))
    ends = np.repeat(groups.cumulated[groups.starts[1:]], np.diff(groups.starts))
    stays: npt.NDArray[np.float64] = 1 - calls / (ends - groups.cumulated[:-1])
    seconds, n = both.spots & LONGEST_S, groups.n
    for at, (start, end) in enumerate(pairwise(groups.starts.tolist())):
        count = int(calls[start:end].sum())
        yield Estimated(count, int(n[at]) - count, reached(stays[start:end], seconds[start:end]))


def _with_departures(called: Histogram, gone: Histogram) -> tuple[Histogram, Ints]:
    """Both tidy; both together, and how many of each spot were called. Departures are few beside calls."""
    places = np.searchsorted(called.spots, gone.spots)
    is_new = np.append(called.spots, MISSING)[places] != gone.spots
    counts = called.counts.copy()
    counts[places[~is_new]] += gone.counts[~is_new]
    at = places[is_new]
    spots = np.insert(called.spots, at, gone.spots[is_new])
    both = Histogram(spots, np.insert(counts, at, gone.counts[is_new]), is_tidy=True)
    return both, np.insert(called.counts, at, 0)


_LIMITS = -(1 - np.array(PERCENTILES) / 100 + ROUNDING)


def reached(stays: npt.NDArray[np.float64], seconds: Ints) -> dict[int, int | None]:
    """When the share of those not yet called falls to each limit; `stays`: which share each second leaves."""
    places = np.searchsorted(-np.cumprod(stays), _LIMITS).tolist()
    found = [int(seconds[place]) if place < len(seconds) else None for place in places]
    return dict(zip(PERCENTILES, found, strict=True))
