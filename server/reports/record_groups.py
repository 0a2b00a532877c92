"""Counts records that lie in columns: what became of them, by what a question splits, and their times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from server.reports.question import Grain
from server.reports.record_columns import OUTCOME, RUNS_ON, TIMES, RecordColumns, Spans, outcome_of
from server.reports.record_figures import MARK_BITS, OVERDUE, Alike, RecordFigures, count
from server.reports.record_question import ALL, Key, RecordDimension, RecordQuestion
from server.reports.sheet import Ints

_ENDED, _DUE = TIMES.index("ended"), TIMES.index("due")


@dataclass(frozen=True, slots=True, eq=False)
class RecordGroups:
    """Which records are asked for, and of which group each is."""

    columns: RecordColumns
    keys: tuple[Key, ...]
    group: Ints
    """By record: the place of its key."""


def grouped(columns: RecordColumns, question: RecordQuestion) -> RecordGroups:
    """Narrowed and split as the question says."""
    for dimension, value in question.only.items():
        columns = columns.only(dimension.value, value)
    if question.by is None:
        return RecordGroups(columns, (ALL,), np.zeros(len(columns), dtype=np.int64))
    if isinstance(question.by, RecordDimension):
        return RecordGroups(columns, columns.names, columns.codes[question.by.value])
    return _by_time(columns, question.by)


def _by_time(columns: RecordColumns, grain: Grain) -> RecordGroups:
    days, which = np.unique(columns.day, return_inverse=True)
    starts = [grain.start(date.fromordinal(int(day))).toordinal() for day in days]
    keys = sorted(set(starts))
    places = np.searchsorted(np.array(keys, dtype=np.int64), np.array(starts, dtype=np.int64))
    return RecordGroups(columns, tuple(keys), places[which])


def figures_in(groups: RecordGroups, question: RecordQuestion, late_us: int) -> dict[Key, RecordFigures]:
    """What became of the records of each group; only of groups there are.

    `late_us`: what was due before this moment is overdue.
    """
    columns, names = groups.columns, len(groups.columns.names)
    marks = columns.marks.copy()
    marks[columns.spans.place[columns.spans.times[:, _DUE] < late_us]] |= OVERDUE
    alike = ((groups.group * names + columns.codes[OUTCOME]) << MARK_BITS) | marks
    found: dict[Key, RecordFigures] = {}
    for value, records in zip(*np.unique(alike, return_counts=True), strict=True):
        kind, its_marks = divmod(int(value), 1 << MARK_BITS)
        group, outcome = divmod(kind, names)
        figures = found.setdefault(groups.keys[group], RecordFigures(question.first, question.last))
        count(figures, Alike(*outcome_of(columns.names[outcome]), its_marks, int(records)))
    return found


def spans_in(groups: RecordGroups, now_us: int) -> Mapping[Key, Spans]:
    """The times of each group that has some; what runs on, up to now."""
    spans = groups.columns.spans
    times = spans.times.copy()
    times[times[:, _ENDED] == RUNS_ON, _ENDED] = now_us
    group = groups.group[spans.place]
    order = np.argsort(group, kind="stable")
    present, starts = np.unique(group[order], return_index=True)
    bounds = pairwise([*starts, len(order)])
    ordered = Spans(spans.place[order], times[order], spans.kind[order])
    return {
        groups.keys[int(place)]: ordered.part(int(start), int(end))
        for place, (start, end) in zip(present, bounds, strict=True)
    }
