"""A day's units as columns: compact enough to keep for every closed day, whole enough for any question.

Knows columns and bytes; knows nothing of tickets or databases. Exact to the microsecond.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
import numpy as np
import numpy.typing as npt

from server.reports.facts import Fact, TicketFacts
from server.reports.units import MEASURES_OF, NAMED, Dimension, Measure, Unit

Ints = npt.NDArray[np.int64]

MISSING = -1
"""Stands for a time that does not apply."""
DAY_S = 24 * 3600
_FORMAT = 1
_FIELDS = len(Fact._fields)
_CODE, _START, _SMALL, _FLAGS, _TIME = "<u2", "<i4", "u1", "<u2", "<i8"


class DamagedSheetError(ValueError):
    """The bytes are no sheet of this version; the rows it was made from are still there."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Units of one sort, one row each; arrays of the same length."""

    unit: Unit
    names: tuple[str, ...]
    """What the codes mean; the first is empty: none."""
    codes: Mapping[Dimension, Ints]
    day: Ints
    """Ordinal of the business day."""
    start_s: Ints
    """Seconds after the day's local midnight; below 0 or over 86,400 where a clock was wrong."""
    ending: Ints
    flags: Ints
    target: Ints
    times_us: Mapping[Measure, Ints]

    def __len__(self) -> int:
        return len(self.ending)

    @property
    def hour(self) -> Ints:
        """Local hour of the start, 0 to 23: [h:00, h+1:00)."""
        return (self.start_s // 3600) % 24

    @property
    def weekday(self) -> Ints:
        """Of the business day, Monday 0."""
        return (self.day - 1) % 7

    def where(self, mask: npt.NDArray[np.bool_]) -> Columns:
        """Those rows alone."""
        return Columns(
            self.unit,
            self.names,
            {name: column[mask] for name, column in self.codes.items()},
            self.day[mask],
            self.start_s[mask],
            self.ending[mask],
            self.flags[mask],
            self.target[mask],
            {name: column[mask] for name, column in self.times_us.items()},
        )


class _Kept(msgspec.Struct, array_like=True):
    """What is stored for a day."""

    format: int
    day: date
    names: tuple[str, ...]
    sizes: dict[str, int]
    columns: dict[str, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One day."""

    day: date
    units: Mapping[Unit, Columns]

    def encode(self) -> bytes:
        """For the database."""
        first = self.units[Unit.VISIT]
        return msgspec.msgpack.encode(
            _Kept(
                _FORMAT,
                self.day,
                first.names,
                {unit.value: len(columns) for unit, columns in self.units.items()},
                {unit.value: _packed(columns) for unit, columns in self.units.items()},
            )
        )


def decode_columns(kept: bytes, unit: Unit) -> Columns:
    """The units of one sort of a stored sheet.

    Raises:
        DamagedSheetError: it cannot be read.
    """
    try:
        read = msgspec.msgpack.decode(kept, type=_Kept)
        if read.format != _FORMAT:
            raise DamagedSheetError(f"a sheet of format {read.format}")
        return _unpacked(unit, read.day, read.names, read.sizes[unit.value], read.columns[unit.value])
    except (msgspec.DecodeError, zlib.error, KeyError, ValueError) as error:
        raise DamagedSheetError(str(error)) from error


def sheet_of(day: date, facts: Iterable[TicketFacts], midnight_us: int) -> Sheet:
    """The day's sheet; `midnight_us`: when the business day's local date began."""
    units: dict[Unit, list[Fact]] = {unit: [] for unit in Unit}
    for ticket in facts:
        units[Unit.VISIT].append(ticket.visit)
        units[Unit.LEG] += ticket.legs
        units[Unit.STAY] += ticket.stays
    names = _names(fact for rows in units.values() for fact in rows)
    return Sheet(day, {unit: _columns(unit, day, names, rows, midnight_us) for unit, rows in units.items()})


def columns_of(unit: Unit, day: date, facts: Sequence[Fact], midnight_us: int) -> Columns:
    """The day's units of one sort, without the others."""
    return _columns(unit, day, _names(facts), facts, midnight_us)


def _names(facts: Iterable[Fact]) -> tuple[str, ...]:
    known: set[str] = set()
    for fact in facts:
        known.update((fact.service, fact.procedure, fact.priority, fact.kiosk, fact.counter, fact.officer))
    return ("", *sorted(known - {""}))


def joined(unit: Unit, parts: Sequence[Columns]) -> Columns:
    """The rows of all, with one list of names."""
    names: dict[str, int] = {"": 0}
    moved = [_ints(names.setdefault(name, len(names)) for name in part.names) for part in parts]
    return Columns(
        unit,
        tuple(names),
        {name: _all([to[part.codes[name]] for part, to in zip(parts, moved, strict=True)]) for name in NAMED},
        _all([part.day for part in parts]),
        _all([part.start_s for part in parts]),
        _all([part.ending for part in parts]),
        _all([part.flags for part in parts]),
        _all([part.target for part in parts]),
        {name: _all([part.times_us[name] for part in parts]) for name in MEASURES_OF[unit]},
    )


def _all(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)


def _columns(
    unit: Unit, day: date, names: tuple[str, ...], rows: Sequence[Fact], midnight_us: int
) -> Columns:
    code = {name: at for at, name in enumerate(names)}
    *named, starts, endings, flags, targets, times = zip(*rows, strict=True) if rows else [()] * _FIELDS
    start_s = (_ints(starts) - midnight_us) // 1_000_000
    return Columns(
        unit,
        names,
        {name: _ints(map(code.__getitem__, column)) for name, column in zip(NAMED, named, strict=True)},
        np.full(len(rows), day.toordinal(), dtype=np.int64),
        np.clip(start_s, -10 * DAY_S, 10 * DAY_S),
        _ints(endings),
        _ints(flags),
        _ints(targets),
        {name: _ints([spent.get(name, MISSING) for spent in times]) for name in MEASURES_OF[unit]},
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _packed(columns: Columns) -> bytes:
    parts = [columns.codes[name].astype(_CODE) for name in NAMED]
    parts += [columns.start_s.astype(_START), columns.ending.astype(_SMALL)]
    parts += [columns.flags.astype(_FLAGS), columns.target.astype(_SMALL)]
    parts += [columns.times_us[name].astype(_TIME) for name in MEASURES_OF[columns.unit]]
    return zlib.compress(b"".join(part.tobytes() for part in parts), 1)


def _unpacked(unit: Unit, day: date, names: tuple[str, ...], size: int, packed: bytes) -> Columns:
    reader = _Reader(zlib.decompress(packed), size)
    codes = {name: reader.next(_CODE) for name in NAMED}
    start_s, ending = reader.next(_START), reader.next(_SMALL)
    flags, target = reader.next(_FLAGS), reader.next(_SMALL)
    times_us = {name: reader.next(_TIME) for name in MEASURES_OF[unit]}
    reader.end()
    days = np.full(size, day.toordinal(), dtype=np.int64)
    return Columns(unit, names, codes, days, start_s, ending, flags, target, times_us)


class _Reader:
    """Arrays of one length, one behind the other."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size
        self._at = 0

    def next(self, kind: str) -> Ints:
        """The next array."""
        array = np.frombuffer(self._data, dtype=kind, count=self._size, offset=self._at)
        self._at += array.nbytes
        return array.astype(np.int64)

    def end(self) -> None:
        """Nothing may be left.

        Raises:
            DamagedSheetError: something is.
        """
        if self._at != len(self._data):
            raise DamagedSheetError(f"{len(self._data) - self._at} bytes are left over")
