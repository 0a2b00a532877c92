"""Counts, sums and whole-second histograms of groups of units; tallies of parts merge in any order.

Pure arithmetic on arrays. Exact: counts and sums are integers, durations are cut to whole seconds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt

from server.reports.sheet import MISSING, Columns, Ints
from server.reports.units import MEASURES, MEASURES_OF, NAMED, Dimension, Ending, Flag, Measure, Target, Unit

Key = tuple[str | int, ...]

SECOND_BITS = 20
LONGEST_S = (1 << SECOND_BITS) - 1
"""Twelve days: anything longer is counted as that long, and summed as it is."""
_SECONDS = LONGEST_S

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

    def tidy(self) -> Histogram:
        """Sorted, each spot once."""
        if not len(self.spots):
            return self
        spots, which = np.unique(self.spots, return_inverse=True)
        counts = np.bincount(which, weights=self.counts, minlength=len(spots))
        return Histogram(spots, counts.astype(np.int64))

    def moved(self, to: Ints) -> Histogram:
        """With other group numbers; -1: left out."""
        groups = to[self.spots >> SECOND_BITS]
        kept = groups >= 0
        spots = (groups[kept] << SECOND_BITS) | (self.spots[kept] & _SECONDS)
        return Histogram(spots, self.counts[kept])


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
        return _together(self.unit, by, [(self, keys)])


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
    sums = np.zeros((size, len(MEASURES)), dtype=np.int64)
    histograms = {}
    for at, measure in enumerate(MEASURES):
        if measure in MEASURES_OF[columns.unit]:
            times = columns.times_us[measure]
            has = times != MISSING
            np.add.at(sums[:, at], group[has], times[has])
            if measure in measures:
                histograms[measure] = _histogram(group[has], times[has])
    return Tally(columns.unit, by, keys, counts.astype(np.int64), sums, histograms)


def merged(unit: Unit, by: tuple[Dimension, ...], parts: Iterable[Tally]) -> Tally:
    """The tally of all; the order does not matter."""
    return _together(unit, by, [(part, part.keys) for part in parts])


def _together(
    unit: Unit, by: tuple[Dimension, ...], parts: Sequence[tuple[Tally, Sequence[Key | None]]]
) -> Tally:
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
    if not parts:
        return EMPTY
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
    found, group = np.unique(np.stack(values), axis=1, return_inverse=True)
    keys = [_key(columns, by, [int(code) for code in found[:, at]]) for at in range(found.shape[1])]
    order = sorted(range(len(keys)), key=lambda at: keys[at])
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    return tuple(keys[at] for at in order), place[group.reshape(-1)]


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
    spots, counts = np.unique((group << SECOND_BITS) | seconds, return_counts=True)
    return Histogram(spots, counts.astype(np.int64))


# --- bytes --------------------------------------------------------------------------------------------


class _Kept(msgspec.Struct, array_like=True):
    keys: tuple[tuple[str | int, ...], ...]
    counts: bytes
    sums: bytes
    histograms: dict[str, tuple[bytes, bytes]]


def encode(tally: Tally, level: int) -> bytes:
    """For the database; `level` is zlib's, 0: read often, so not compressed."""
    tidy = {measure.value: found.tidy() for measure, found in tally.histograms.items()}
    return msgspec.msgpack.encode(
        _Kept(
            tally.keys,
            zlib.compress(tally.counts.tobytes(), 1),
            zlib.compress(tally.sums_us.tobytes(), 1),
            {
                name: (_pressed(found.spots, level), _pressed(found.counts, level))
                for name, found in tidy.items()
            },
        )
    )


def decode(kept: bytes, unit: Unit, by: tuple[Dimension, ...], measures: Iterable[Measure]) -> Tally:
    """A stored tally with the histograms of those measures alone; raises `ValueError` where it is damaged."""
    try:
        read = msgspec.msgpack.decode(kept, type=_Kept)
        size = len(read.keys)
        counts = np.frombuffer(zlib.decompress(read.counts), dtype=np.int64).reshape(size, COUNTS)
        sums = np.frombuffer(zlib.decompress(read.sums), dtype=np.int64).reshape(size, len(MEASURES))
        wanted = [measure for measure in measures if measure in MEASURES_OF[unit]]
        histograms = {
            measure: Histogram(*(_unpressed(part) for part in read.histograms[measure.value]))
            for measure in wanted
        }
    except (msgspec.DecodeError, zlib.error, KeyError) as error:
        raise ValueError(f"a damaged tally: {error}") from error
    return Tally(unit, by, read.keys, counts, sums, histograms)


_SMALL = np.dtype("<u4")
_PLAIN, _ZIPPED, _WIDE = b"p", b"z", b"w"


def _pressed(values: Ints, level: int) -> bytes:
    if len(values) and int(values.max()) > np.iinfo(np.uint32).max:
        return _WIDE + values.tobytes()
    small = values.astype(_SMALL)
    if level == 0:
        return _PLAIN + small.tobytes()
    steps = np.diff(small, prepend=small[:1] * 0)
    return _ZIPPED + zlib.compress(steps.tobytes(), level)


def _unpressed(kept: bytes) -> Ints:
    kind, data = kept[:1], kept[1:]
    if kind == _WIDE:
        return np.frombuffer(data, dtype=np.int64)
    if kind == _PLAIN:
        return np.frombuffer(data, dtype=_SMALL).astype(np.int64)
    steps = np.frombuffer(zlib.decompress(data), dtype=_SMALL)
    return np.cumsum(steps, dtype=_SMALL).astype(np.int64)
