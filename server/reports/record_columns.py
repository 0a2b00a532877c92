"""Records of one day, and of many, as columns: compact enough to keep, whole enough for every figure.

Knows columns and bytes, knows nothing of databases. Nothing in them depends on the moment of asking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
import numpy as np
import numpy.typing as npt

from server.reports.sheet import DamagedSheetError, Ints

Mask = npt.NDArray[np.bool_]

OUTCOME = "outcome"
"""State, verdict and reason in one name: `outcome_name` and `outcome_of`."""
NAMED = ("procedure", "officer", "channel", OUTCOME)
TIMES = ("received", "ended", "stopped", "again", "due")
"""Moments, microseconds since 1970. Between `stopped` and `again` the clock stood still, if they differ."""
READY, OPEN, ENDED = range(3)
RUNS_ON = -1
"""`ended` of a record whose clock runs: it has taken as long as until now."""
NEVER_DUE = np.iinfo(np.int64).max
"""`due` of a record that cannot be overdue."""
_FORMAT = 2


_CODE, _MARK, _PLACE, _TIME, _SMALL = "<u2", "<u2", "<u4", "<i8", "u1"


class _Kept(msgspec.Struct, array_like=True):
    """What is stored for a day; not compressed, as a year of them is read in one answer."""

    format: int
    names: tuple[str, ...]
    codes: bytes
    marks: bytes
    places: bytes
    times: bytes
    kinds: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The times of records that were taken in and not ready at once."""

    place: Ints
    """Which of the records each is of."""
    times: Ints
    """A row each, as `TIMES` says."""
    kind: Ints
    """READY, OPEN or ENDED."""

    def where(self, mask: Mask) -> Spans:
        """Those alone."""
        return Spans(self.place[mask], self.times[mask], self.kind[mask])

    def part(self, start: int, end: int) -> Spans:
        """Those in [start, end)."""
        return Spans(self.place[start:end], self.times[start:end], self.kind[start:end])


@dataclass(frozen=True, slots=True, eq=False)
class DayRecords:
    """All records handed over on one day."""

    day: date
    names: tuple[str, ...]
    """What the codes mean."""
    codes: Ints
    """A row each, as `NAMED` says."""
    marks: Ints
    """What each is besides: a bit each."""
    spans: Spans

    def encode(self) -> bytes:
        """For the database."""
        spans = self.spans
        parts = (
            (self.codes, _CODE), (self.marks, _MARK), (spans.place, _PLACE), (spans.times, _TIME),
            (spans.kind, _SMALL),
        )  # fmt: skip
        return msgspec.msgpack.encode(
            _Kept(_FORMAT, self.names, *(array.astype(kind).tobytes() for array, kind in parts))
        )


def decode_day(day: date, kept: bytes) -> DayRecords:
    """What was stored for that day.

    Raises:
        DamagedSheetError: it cannot be read.
    """
    try:
        read = msgspec.msgpack.decode(kept, type=_Kept)
        if read.format != _FORMAT:
            raise DamagedSheetError(f"a sheet of format {read.format}")
        codes = np.frombuffer(read.codes, dtype=_CODE).reshape(-1, len(NAMED))
        marks = np.frombuffer(read.marks, dtype=_MARK)
        place, kind = np.frombuffer(read.places, dtype=_PLACE), np.frombuffer(read.kinds, dtype=_SMALL)
        times = np.frombuffer(read.times, dtype=_TIME).reshape(-1, len(TIMES))
    except (msgspec.DecodeError, ValueError) as error:
        raise DamagedSheetError(str(error)) from error
    if len(codes) != len(marks) or not len(place) == len(times) == len(kind):
        raise DamagedSheetError("columns of different lengths")
    if codes.max(initial=0) >= max(len(read.names), 1) or place.max(initial=0) >= max(len(codes), 1):
        raise DamagedSheetError("a code without a name, or a time of no record")
    return DayRecords(day, read.names, codes, marks, Spans(place, times, kind))


def outcome_name(state: str, timeliness: str | None, reason: str | None) -> str:
    """As one name; only a reason may hold a blank."""
    return f"{state} {timeliness or ''} {reason or ''}"


def outcome_of(name: str) -> tuple[str, str | None, str | None]:
    """State, verdict and reason again."""
    state, timeliness, reason = name.split(" ", 2)
    return state, timeliness or None, reason or None


@dataclass(frozen=True, slots=True, eq=False)
class RecordColumns:
    """Records of many days with one list of names."""

    names: tuple[str, ...]
    day: Ints
    """Ordinal of the day of reception."""
    codes: Mapping[str, Ints]
    marks: Ints
    spans: Spans

    def __len__(self) -> int:
        return len(self.day)

    def only(self, name: str, value: str) -> RecordColumns:
        """Those with this value alone."""
        wanted = self.names.index(value) if value in self.names else -1
        mask = self.codes[name] == wanted
        codes = {known: codes[mask] for known, codes in self.codes.items()}
        spans = self.spans.where(mask[self.spans.place])
        place = (np.cumsum(mask) - 1)[spans.place]
        return RecordColumns(
            self.names, self.day[mask], codes, self.marks[mask], Spans(place, spans.times, spans.kind)
        )


def joined(days: Sequence[DayRecords]) -> RecordColumns:
    """The records of all."""
    names: dict[str, int] = {}
    table = np.array([names.setdefault(name, len(names)) for day in days for name in day.names], dtype=_TIME)
    sizes = [len(day.codes) for day in days]
    its_names = np.repeat(_starts([len(day.names) for day in days]), sizes)
    codes = _all([day.codes for day in days], len(NAMED))
    first = np.repeat(_starts(sizes), [len(day.spans.place) for day in days])
    return RecordColumns(
        tuple(names),
        np.repeat(np.array([day.day.toordinal() for day in days], dtype=_TIME), sizes),
        {name: table[its_names + codes[:, at]] for at, name in enumerate(NAMED)},
        _all([day.marks for day in days]),
        Spans(
            _all([day.spans.place for day in days]) + first,
            _all([day.spans.times for day in days], len(TIMES)),
            _all([day.spans.kind for day in days]),
        ),
    )


def _starts(sizes: Sequence[int]) -> Ints:
    return np.cumsum([0, *sizes], dtype=np.int64)[:-1]


def _all(parts: Sequence[Ints], *width: int) -> Ints:
    return np.concatenate([np.zeros((0, *width), dtype=np.int64), *parts])
