"""A tally as bytes for the database, and back. Knows formats; counts nothing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from server.reports.sheet import Ints
from server.reports.tally import COUNTS, LONGEST_S, SECOND_BITS, Histogram, Tally
from server.reports.units import MEASURES, MEASURES_OF, Dimension, Measure, Unit


class DamagedTallyError(ValueError):
    """The bytes are no tally of this version; the days it was made from are still there."""


class _KeptHistogram(msgspec.Struct, array_like=True):
    """Not compressed: unpacking dozens of months would take most of a report's time."""

    width: int
    """One more than the longest second; a spot is `group * width + second`."""
    groups: bytes
    """How many spots each group has."""
    steps: bytes
    """From each spot to the next."""
    counts: bytes


class _Kept(msgspec.Struct, array_like=True):
    keys: tuple[tuple[str | int, ...], ...]
    counts: bytes
    sums: bytes
    histograms: dict[str, _KeptHistogram]


def encode(tally: Tally) -> bytes:
    """For the database."""
    size = len(tally.keys)
    histograms = {measure.value: _kept(found.tidy(), size) for measure, found in tally.histograms.items()}
    kept = _Kept(
        tally.keys, _narrow(tally.counts.reshape(-1)), _narrow(tally.sums_us.reshape(-1)), histograms
    )
    return msgspec.msgpack.encode(kept)


def decode(kept: bytes, unit: Unit, by: tuple[Dimension, ...], measures: Iterable[Measure]) -> Tally:
    """A stored tally with the histograms of those measures alone.

    Raises:
        DamagedTallyError: it cannot be read.
    """
    try:
        read = msgspec.msgpack.decode(kept, type=_Kept)
        size = len(read.keys)
        counts = _wide(read.counts).reshape(size, COUNTS)
        sums = _wide(read.sums).reshape(size, len(MEASURES))
        wanted = [measure for measure in measures if measure in MEASURES_OF[unit]]
        histograms = {measure: _read(read.histograms[measure.value]) for measure in wanted}
    except (msgspec.DecodeError, KeyError, IndexError, ValueError) as error:
        raise DamagedTallyError(str(error)) from error
    return Tally(unit, by, read.keys, counts, sums, histograms)


def _kept(tidy: Histogram, size: int) -> _KeptHistogram:
    groups, seconds = tidy.spots >> SECOND_BITS, tidy.spots & LONGEST_S
    width = int(seconds.max()) + 1 if len(seconds) else 1
    steps = np.diff(groups * width + seconds, prepend=0)
    return _KeptHistogram(
        width, _narrow(np.bincount(groups, minlength=size)), _narrow(steps), _narrow(tidy.counts)
    )


def _read(kept: _KeptHistogram) -> Histogram:
    sizes = _wide(kept.groups)
    spots = np.cumsum(_wide(kept.steps))
    beside = np.arange(len(sizes), dtype=np.int64) * ((1 << SECOND_BITS) - kept.width)
    return Histogram(spots + np.repeat(beside, sizes), _wide(kept.counts))


_TYPES = ("<u1", "<u2", "<u4", "<i8")


def _narrow(values: Ints) -> bytes:
    """With as few bytes a number as the largest needs; the first byte says which."""
    largest = int(values.max()) if len(values) else 0
    at = next(at for at, kind in enumerate(_TYPES) if largest <= np.iinfo(kind).max)
    return bytes([at]) + values.astype(_TYPES[at]).tobytes()


def _wide(kept: bytes) -> Ints:
    return np.frombuffer(kept, dtype=_TYPES[kept[0]], offset=1).astype(np.int64)
