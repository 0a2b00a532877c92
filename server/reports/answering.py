"""Answers a question: whole spans from their tallies, closed days from their sheets, the rest from rows.

The three give the same figures; which of them is read only decides how long it takes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from server.reports.cuts import Cut, cut_for, unit_for
from server.reports.figures import Figures, figures_of, nothing
from server.reports.kept_sheets import bounds, sheets_of, span_tallies, spans_kept
from server.reports.question import Grain, Question
from server.reports.rows import day_columns, which_have_rows
from server.reports.sheet import MISSING, Columns, DamagedSheetError, decode_columns, joined
from server.reports.spans import Cover, cover, days_between, decade_of, spans_within
from server.reports.tally import Key, Renamed, Tally, merged, tally_of, together, values_of
from server.reports.tally_bytes import DamagedTallyError
from server.reports.units import NAMED, Dimension, Unit

log = logging.getLogger(__name__)
_MEND = "run: motcua reports rebuild"


@dataclass(frozen=True, slots=True)
class Report:
    """The answer."""

    question: Question
    unit: Unit
    total: Figures
    groups: Mapping[Key, Figures]
    """By the grain's first day (an ordinal), where one was asked for, then by the dimensions."""


def answer(connection: Connection, question: Question, now_us: int) -> Report:
    """Count. `now_us` ends what still runs."""
    unit = question.unit or unit_for(question.dimensions)
    tally = tally_for(connection, question, now_us).tidy()
    total = tally.regrouped([()] * len(tally.keys), ())
    found = figures_of(total, question.measures)
    return Report(
        question,
        unit,
        found.get((), nothing(question.measures)),
        figures_of(tally, question.measures) if question.by or question.grain else {},
    )


def tally_for(connection: Connection, question: Question, now_us: int) -> Tally:
    """The groups of the question, counted."""
    unit = question.unit or unit_for(question.dimensions)
    reach = bounds(connection)
    if reach is None:
        return merged(unit, question.by, ())
    cut = None if question.without else cut_for(unit, question.dimensions)
    try:
        parts = _parts(connection, question, cut, reach, now_us)
    except DamagedTallyError as error:
        log.warning("kept figures cannot be read (%s): counted day by day; %s", error, _MEND)
        parts = _parts(connection, question, None, reach, now_us)
    return together(unit, question.by, parts)


def _parts(
    connection: Connection, question: Question, cut: Cut | None, reach: tuple[date, date], now_us: int
) -> list[Renamed]:
    unit = question.unit or unit_for(question.dimensions)
    covered = _covered(connection, question, cut, reach)
    return [
        *_from_spans(connection, question, cut, covered),
        *_from_days(connection, question, unit, _within(covered.days, reach), now_us),
    ]


# --- whole spans --------------------------------------------------------------------------------------


def _covered(connection: Connection, question: Question, cut: Cut | None, reach: tuple[date, date]) -> Cover:
    first, last = max(question.first, decade_of(reach[0]).first), min(question.last, decade_of(reach[1]).last)
    if cut is None or first > last or question.grain in (Grain.DAY, Grain.WEEK):
        return cover(question.first, question.last, frozenset())
    names = [span.name for span in spans_within(first, last) if _fits(span.name, question.grain)]
    return cover(question.first, question.last, spans_kept(connection, cut, names))


def _fits(span: str, grain: Grain | None) -> bool:
    """Whether a span lies within one stretch of that grain; `2026-11`, `2026Q4` and `2026` may."""
    if grain is None:
        return True
    return "-" in span or (grain is Grain.YEAR and span[3].isdigit())


def _from_spans(
    connection: Connection, question: Question, cut: Cut | None, covered: Cover
) -> Iterator[Renamed]:
    if cut is None:
        return
    renamed = _renaming(question, cut.by)
    for name, tally in span_tallies(connection, cut, covered.spans, question.measures):
        stretch = _stretch_of(name, question.grain)
        yield tally, [renamed(key, stretch) for key in tally.keys]


def _stretch_of(span: str, grain: Grain | None) -> tuple[int, ...]:
    if grain is None:
        return ()
    year, _, month = span.partition("-")
    return (grain.start(date(int(year[:4]), int(month or 1), 1)).toordinal(),)


def _renaming(question: Question, by: Sequence[Dimension]) -> Callable[[Key, Key], Key | None]:
    """What a group of a cut is called in the answer; None: the question leaves it out."""
    only = [(by.index(dimension), wanted) for dimension, wanted in question.only.items()]
    places = [by.index(dimension) for dimension in question.by]

    def renamed(key: Key, stretch: Key) -> Key | None:
        for place, wanted in only:
            if key[place] != wanted:
                return None
        return (*stretch, *[key[place] for place in places])

    return renamed


# --- single days --------------------------------------------------------------------------------------


def _within(days: Sequence[tuple[date, date]], reach: tuple[date, date]) -> Iterator[tuple[date, date]]:
    for first, last in days:
        if max(first, reach[0]) <= min(last, reach[1]):
            yield max(first, reach[0]), min(last, reach[1])


def _from_days(
    connection: Connection, question: Question, unit: Unit, days: Iterator[tuple[date, date]], now_us: int
) -> Iterator[Renamed]:
    """Over time, what lies before the whole spans apart from what comes after: their groups stay in order."""
    stretches = [list(_columns(connection, unit, first, last, now_us)) for first, last in days]
    for parts in stretches if question.grain else [list(chain.from_iterable(stretches))]:
        if parts:
            yield _counted(_asked_for(joined(unit, parts), question), question)


def _counted(columns: Columns, question: Question) -> Renamed:
    split = (Dimension.DAY, *question.by) if question.grain else question.by
    tally = tally_of(columns, split, question.measures)
    if question.grain is None:
        return tally, tally.keys
    starts = [question.grain.start(date.fromordinal(int(key[0]))).toordinal() for key in tally.keys]
    by_stretch = [(start, *key[1:]) for start, key in zip(starts, tally.keys, strict=True)]
    tally = tally.regrouped(by_stretch, question.by).tidy()
    return tally, tally.keys


def _columns(connection: Connection, unit: Unit, first: date, last: date, now_us: int) -> Iterator[Columns]:
    """Sheets where there are, rows where not or where a sheet cannot be read."""
    without = set(days_between(first, last))
    for day, kept in sheets_of(connection, first, last):
        try:
            columns = decode_columns(kept, unit)
        except DamagedSheetError as error:
            log.warning("the sheet of %s cannot be read (%s): its rows are; %s", day, error, _MEND)
            continue
        without.discard(day)
        yield columns
    for day in which_have_rows(connection, sorted(without)):
        yield day_columns(connection, unit, day, now_us)


def _asked_for(columns: Columns, question: Question) -> Columns:
    mask = np.ones(len(columns), dtype=np.bool_)
    for dimension, wanted in question.only.items():
        mask &= _is(columns, dimension, wanted)
    left_out = sum(1 << flag for flag in question.without)
    if left_out:
        mask &= (columns.flags & left_out) == 0
    return columns if mask.all() else columns.where(mask)


def _is(columns: Columns, dimension: Dimension, wanted: str | int) -> npt.NDArray[np.bool_]:
    if dimension in NAMED:
        wanted = columns.names.index(str(wanted)) if wanted in columns.names else MISSING
    return np.equal(values_of(columns, dimension), int(wanted))
