"""How long records took from reception to result, the stopped clock left out: elapsed, and in working time.

Records without a result are not dropped: they are known to take at least so long (Kaplan-Meier). Loads numpy:
import it where a report is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from contract.record_words import RecordState
from server.domain.record import RUNNING
from server.domain.record_rules import RecordRules
from server.reports.figures import FEW, PERCENTILES, reached
from server.reports.record_question import Key, RecordQuestion
from server.reports.record_rows import key_of, matching, split_column, us
from server.reports.sheet import Ints
from server.reports.worked import SECOND_US, Worked, worked
from server.store import tables

S = RecordState


@dataclass(frozen=True, slots=True)
class Spent:
    """One way of measuring, over records with a result; whole days or whole seconds, cut."""

    n: int
    percentiles: Mapping[int, int]
    """By percent, nearest rank; empty where there is nothing."""
    longest: int | None
    censored: int
    """Without a result, known to take at least so long."""
    estimated: Mapping[int, int | None]
    """Percentiles with those that have no result as “at least so long”; None: not reached."""

    @property
    def is_few(self) -> bool:
        """Too few for percentiles to say much."""
        return 0 < self.n < FEW


@dataclass(frozen=True, slots=True)
class RecordTimes:
    """Of one group of records that were taken in."""

    elapsed: Spent
    """Seconds by the clock on the wall."""
    worked: Spent
    """Working days or working seconds, as the center compares."""
    open: int
    """Without a result yet: they count as “at least so long”."""
    without_result: int
    """Refused, withdrawn or stopped before there was one: the same."""
    uncounted: int
    """Beside `worked`: a year among theirs is not confirmed."""


_NOTHING = Spent(0, {}, None, 0, dict.fromkeys(PERCENTILES))
NOTHING = RecordTimes(_NOTHING, _NOTHING, 0, 0, 0)


def times_of(
    connection: Connection,
    question: RecordQuestion,
    now: datetime,
    rules: RecordRules,
    at_once: Mapping[Key, int],
) -> tuple[RecordTimes, dict[Key, RecordTimes]]:
    """Of all, and of every group; refused at reception, or void, has none.

    `at_once`: how many of each group were ready in the moment of reception; they are not read.
    """
    groups = _read(connection, question, us(now), at_once)
    whole = _Group(
        sum(group.at_once for group in groups.values()),
        np.concatenate([_NO_SPANS, *(group.spans for group in groups.values())]),
    )
    moments = whole.spans[:, :4] if len(whole.spans) else np.zeros(1, dtype=np.int64)
    time = worked(rules.working, rules.compared_by, int(moments.min()), int(moments.max()))
    return _times(whole, time), {key: _times(group, time) for key, group in groups.items()}


@dataclass(frozen=True, slots=True)
class _Group:
    at_once: int
    """Ready in the moment of reception: their times are zero."""
    spans: Ints
    """A row a record: received, end, stopped, gone on, kind."""


_READY, _OPEN, _ENDED = range(3)
_NO_SPANS = np.zeros((0, 5), dtype=np.int64)


def _read(
    connection: Connection, question: RecordQuestion, now_us: int, at_once: Mapping[Key, int]
) -> dict[Key, _Group]:
    column = tables.record.c
    key = split_column(question.by).label("key")
    is_timed = (
        column.state.not_in([S.REFUSED_AT_RECEPTION.value, S.VOID.value]),
        func.coalesce(column.ready_us, -1) != column.received_us,
    )
    rows = connection.execute(select(key, *_span(now_us)).where(*matching(question), *is_timed)).all()
    keys = {value: key_of(question.by, value) for value in {row[0] for row in rows}}
    spans: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        spans[keys[row[0]]].append(row[1:])
    return {
        known: _Group(at_once.get(known, 0), np.array(spans.get(known, ()), dtype=np.int64).reshape(-1, 5))
        for known in {known for known, count in at_once.items() if count} | spans.keys()
    }


def _span(now_us: int) -> tuple[ColumnElement[Any], ...]:
    """Received, end, clock stopped and gone on (nothing between them: it never was), kind."""
    column = tables.record.c
    is_waiting = and_(column.supplement_asked_us.is_not(None), column.supplement_taken_us.is_(None))
    is_running = column.state.in_([state.value for state in RUNNING])
    is_stopped = column.supplement_taken_us.is_not(None)
    return (
        column.received_us,
        case(
            (column.ready_us.is_not(None), column.ready_us),
            (is_waiting, column.supplement_asked_us),
            (is_running, now_us),
            else_=column.state_since_us,
        ),
        case((is_stopped, column.supplement_asked_us), else_=column.received_us),
        case((is_stopped, column.supplement_taken_us), else_=column.received_us),
        case(
            (column.ready_us.is_not(None), _READY),
            (or_(is_running, column.state == S.SUPPLEMENT_ASKED.value), _OPEN),
            else_=_ENDED,
        ),
    )


def _times(group: _Group, time: Worked) -> RecordTimes:
    received, ended, stopped, again, kinds = group.spans.T
    elapsed = np.maximum(ended - received - np.maximum(again - stopped, 0), 0) // SECOND_US
    spent = np.maximum(time.between(received, ended) - time.between(stopped, again), 0) // time.divisor
    is_known = time.is_known(received, np.maximum(ended, again))
    is_ready = kinds == _READY
    return RecordTimes(
        elapsed=_spent(group.at_once, elapsed[is_ready], elapsed[~is_ready]),
        worked=_spent(group.at_once, spent[is_ready & is_known], spent[~is_ready & is_known]),
        open=int((kinds == _OPEN).sum()),
        without_result=int((kinds == _ENDED).sum()),
        uncounted=int((~is_known).sum()),
    )


def _spent(at_once: int, done: Ints, censored: Ints) -> Spent:
    """Percentiles are nearest rank; a result comes before what is cut off at the same value."""
    done = np.sort(done)
    n = at_once + len(done)
    if not n:
        return Spent(0, {}, None, len(censored), dict.fromkeys(PERCENTILES))
    ranks = {percent: (n * percent + 99) // 100 for percent in (*PERCENTILES, 100)}
    found = {
        percent: int(done[rank - at_once - 1]) if rank > at_once else 0 for percent, rank in ranks.items()
    }
    longest = found.pop(100)
    return Spent(n, found, longest, len(censored), _estimated(at_once, done, censored))


def _estimated(at_once: int, done: Ints, censored: Ints) -> dict[int, int | None]:
    """Kaplan-Meier (J. Am. Stat. Assoc. 53 (1958) 457)."""
    values, results = np.unique(np.concatenate([[0], done]), return_counts=True)
    results[0] += at_once - 1
    at_risk = at_once + len(done) - np.searchsorted(done, values) + len(censored)
    at_risk -= np.searchsorted(np.sort(censored), values)
    at_risk[values > 0] -= at_once
    return reached(1 - results / np.maximum(at_risk, 1), values)
