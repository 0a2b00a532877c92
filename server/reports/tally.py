"""Counts, sums and whole-second histograms of groups of units; tallies of parts merge in any order.

Pure arithmetic on arrays. Exact: counts and sums are integers, durations are cut to whole seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from server.reports.sheet import MISSING, Columns, Ints
from server.reports.units import MEASURES, MEASURES_OF, NAMED, Dimension, Ending, Flag, Measure, Target, Unit

Key = tuple[str | int, ...]

SECOND_BITS = 20
LONGEST_S = (1 << SECOND_BITS) - 1
"""Twelve days: anything longer is counted as that long, and summed as it is."""
_SECONDS = LONGEST_S
_WORTH_COUNTING = 8
"""Up to so many possible spots for each that is there, counting them all is faster than sorting."""

_ENDINGS = len(Ending)
_FLAGS = len(Flag)
COUNTS = _ENDINGS + _FLAGS + len(Target)
"""Columns of the counts: by ending, by flag, by target."""


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How many units took how many whole seconds, by group; a spot may stand in it more than once."""

    spots: Ints
    """Group and second in one: `group << 20 | second`."""
    counts: Ints
    is_tidy: bool = False
    """Sorted, each spot once."""

    def tidy(self) -> Histogram:
        """Sorted, each spot once."""
        if self.is_tidy or not len(self.spots):
            return self
        if (self.spots[1:] > self.spots[:-1]).all():
            return replace(self, is_tidy=True)
        groups = (int(self.spots.max()) >> SECOND_BITS) + 1
        seconds = self.spots & _SECONDS if groups > 1 else self.spots
        width = int(seconds.max()) + 1
        if groups * width > _WORTH_COUNTING * len(self.spots):
            return self._sorted()
        places = (self.spots >> SECOND_BITS) * width + seconds if groups > 1 else seconds
        counts = np.bincount(places, weights=self.counts)
        found = np.flatnonzero(counts)
        spots = (found // width << SECOND_BITS) | found % width if groups > 1 else found
        return Histogram(spots, counts[found].astype(np.int64), is_tidy=True)

    def _sorted(self) -> Histogram:
        """Parts lie in order already: a stable sort merges them."""
        order = self.spots.argsort(kind="stable")
        spots = self.spots[order]
        firsts = np.flatnonzero(np.diff(spots, prepend=-1))
        return Histogram(spots[firsts], np.add.reduceat(self.counts[order], firsts), is_tidy=True)

    def moved(self, to: Ints) -> Histogram:
        """With other group numbers; -1: left out."""
        shift = (to - np.arange(len(to), dtype=np.int64)) << SECOND_BITS
        if not shift.any():
            return self
        if not to.any():
            return Histogram(self.spots & _SECONDS, self.counts)
        groups = self.spots >> SECOND_BITS
        spots = self.spots + shift[groups]
        if to.min() >= 0:
            return Histogram(spots, self.counts)
        kept = to[groups] >= 0
        return Histogram(spots[kept], self.counts[kept])


EMPTY = Histogram(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Groups of units of one sort, and what is counted of each."""

    unit: Unit
    by: tuple[Dimension, ...]
    keys: tuple[Key, ...]
    counts: Ints
    """(groups, COUNTS)"""
    sums_us: Ints
    """(groups, MEASURES), exact."""
    histograms: Mapping[Measure, Histogram]

    def regrouped(self, keys: Sequence[Key | None], by: tuple[Dimension, ...]) -> Tally:
        """Its groups under other keys, those of one key together; None: left out."""
        return together(self.unit, by, [(self, keys)])

    def tidy(self) -> Tally:
        """The same with tidy histograms."""
        found = {measure: histogram.tidy() for measure, histogram in self.histograms.items()}
        return replace(self, histograms=found)


Renamed = tuple[Tally, Sequence[Key | None]]
"""A tally, and what each of its groups is to be called."""


def tally_of(columns: Columns, by: tuple[Dimension, ...], measures: Sequence[Measure] = MEASURES) -> Tally:
    """Count these units, with the histograms of those measures."""
    keys, group = _groups(columns, by)
    size = len(keys)
    counts = np.concatenate(
        [
            _table(group, columns.ending, size, _ENDINGS),
            np.stack(
                [np.bincount(group[(columns.flags >> flag) & 1 == 1], minlength=size) for flag in Flag],
                axis=1,
            ),
            _table(group, columns.target, size, len(Target)),
        ],
        axis=1,
    )
    sums = np.zeros((len(MEASURES), size), dtype=np.int64)
    histograms = {}
    for at, measure in enumerate(MEASURES):
        if measure in MEASURES_OF[columns.unit]:
            times = columns.times_us[measure]
            has = times != MISSING
            groups, spent = group[has], times[has]
            np.add.at(sums[at], groups, spent)
            if measure in measures:
                histograms[measure] = _histogram(groups, spent)
    return Tally(columns.unit, by, keys, counts.astype(np.int64), sums.T, histograms)


def merged(unit: Unit, by: tuple[Dimension, ...], parts: Iterable[Tally]) -> Tally:
    """The tally of all; the order does not matter."""
    return together(unit, by, [(part, part.keys) for part in parts])


def together(unit: Unit, by: tuple[Dimension, ...], parts: Sequence[Renamed]) -> Tally:
    """The tally of all under the keys that are given with each; None: left out."""
    wanted = sorted({key for _, keys in parts for key in keys if key is not None})
    place = {key: at for at, key in enumerate(wanted)}
    counts = np.zeros((len(wanted), COUNTS), dtype=np.int64)
    sums = np.zeros((len(wanted), len(MEASURES)), dtype=np.int64)
    pieces: dict[Measure, list[Histogram]] = {measure: [] for measure in MEASURES_OF[unit]}
    for part, keys in parts:
        to = np.array([MISSING if key is None else place[key] for key in keys], dtype=np.int64)
        kept = to >= 0
        np.add.at(counts, to[kept], part.counts[kept])
        np.add.at(sums, to[kept], part.sums_us[kept])
        for measure, found in part.histograms.items():
            pieces[measure].append(found.moved(to))
    histograms = {measure: _strung(found) for measure, found in pieces.items()}
    return Tally(unit, by, tuple(wanted), counts, sums, histograms)


def _strung(parts: Sequence[Histogram]) -> Histogram:
    """One after the other; groups of a part alone (a month of many) end in order, and need no more."""
    parts = sorted((part for part in parts if len(part.spots)), key=lambda part: int(part.spots[0]))
    if len(parts) < 2:
        return parts[0] if parts else EMPTY
    return Histogram(
        np.concatenate([part.spots for part in parts]), np.concatenate([part.counts for part in parts])
    )


def _groups(columns: Columns, by: tuple[Dimension, ...]) -> tuple[tuple[Key, ...], Ints]:
    """The keys there are, sorted, and each row's place among them."""
    if not by:
        return ((),), np.zeros(len(columns), dtype=np.int64)
    if not len(columns):
        return (), np.zeros(0, dtype=np.int64)
    values = [values_of(columns, dimension) for dimension in by]
    least = [int(value.min()) for value in values]
    sizes = [int(value.max()) - low + 1 for value, low in zip(values, least, strict=True)]
    mixed = np.zeros(len(columns), dtype=np.int64)
    for value, low, size in zip(values, least, sizes, strict=True):
        mixed = mixed * size + (value - low)
    found, group = _distinct(mixed, math.prod(sizes))
    codes = [code + low for code, low in zip(np.unravel_index(found, sizes), least, strict=True)]
    keys = [_key(columns, by, row) for row in zip(*(code.tolist() for code in codes), strict=True)]
    order = sorted(range(len(keys)), key=lambda at: keys[at])
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    return tuple(keys[at] for at in order), place[group]


def _distinct(values: Ints, size: int) -> tuple[Ints, Ints]:
    """The values there are, sorted, and each one's place among them; all are below `size`."""
    if size > _WORTH_COUNTING * len(values):
        return np.unique(values, return_inverse=True)
    found = np.flatnonzero(np.bincount(values, minlength=size) > 0)
    place = np.zeros(size, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[values]


def values_of(columns: Columns, dimension: Dimension) -> Ints:
    """Each unit's value of the dimension; a code of `columns.names` where that has a name."""
    if dimension is Dimension.HOUR:
        return columns.hour
    if dimension is Dimension.WEEKDAY:
        return columns.weekday
    if dimension is Dimension.DAY:
        return columns.day
    return columns.codes[dimension]


def _key(columns: Columns, by: tuple[Dimension, ...], codes: Sequence[int]) -> Key:
    return tuple(
        columns.names[code] if dimension in NAMED else code for dimension, code in zip(by, codes, strict=True)
    )


def _table(group: Ints, value: Ints, groups: int, values: int) -> npt.NDArray[np.intp]:
    return np.bincount(group * values + value, minlength=groups * values).reshape(groups, values)


def _histogram(group: Ints, times_us: Ints) -> Histogram:
    seconds = np.minimum(times_us // 1_000_000, LONGEST_S)
    return Histogram((group << SECOND_BITS) | seconds, np.ones(len(group), dtype=np.int64))
