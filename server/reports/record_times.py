"""How long records took from reception to result, the stopped clock left out: elapsed, and in working time.

Records without a result are not dropped: they are known to take at least so long (Kaplan-Meier). Loads numpy:
import it where a report is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from server.domain.record_rules import RecordRules
from server.reports.figures import FEW, PERCENTILES, reached
from server.reports.record_columns import ENDED, OPEN, READY, TIMES, Mask, Spans
from server.reports.record_question import Key
from server.reports.sheet import Ints
from server.reports.worked import SECOND_US, worked


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
    spans: Mapping[Key, Spans], at_once: Mapping[Key, int], rules: RecordRules
) -> tuple[RecordTimes, dict[Key, RecordTimes]]:
    """Of all, and of every group of which some were taken in.

    `at_once`: how many more of each group were ready in the moment of reception; they took nothing.
    """
    taken = _taken([*spans.values()], rules)
    sizes = np.cumsum([0, *(len(some.kind) for some in spans.values())])
    parts = {key: taken.part(*bounds) for key, bounds in zip(spans, pairwise(sizes), strict=True)}
    groups = {key for key, records in at_once.items() if records} | spans.keys()
    return _times(sum(at_once.values()), taken), {
        key: _times(at_once.get(key, 0), parts.get(key, taken.part(0, 0))) for key in groups
    }


@dataclass(frozen=True, slots=True)
class _Taken:
    """How long each record took; columns of the same length."""

    elapsed: Ints
    worked: Ints
    is_known: Mask
    """Whether all years of it are confirmed."""
    kind: Ints

    def part(self, start: int, end: int) -> _Taken:
        return _Taken(
            self.elapsed[start:end], self.worked[start:end], self.is_known[start:end], self.kind[start:end]
        )


def _taken(spans: Sequence[Spans], rules: RecordRules) -> _Taken:
    times = np.concatenate([_NO_TIMES, *(some.times for some in spans)])
    received, ended, stopped, again, _ = times.T
    moments = times[:, :4] if len(times) else np.zeros(1, dtype=np.int64)
    time = worked(rules.working, rules.compared_by, int(moments.min()), int(moments.max()))
    spent = time.between(received, ended) - time.between(stopped, again)
    return _Taken(
        elapsed=np.maximum(ended - received - np.maximum(again - stopped, 0), 0) // SECOND_US,
        worked=np.maximum(spent, 0) // time.divisor,
        is_known=time.is_known(received, np.maximum(ended, again)),
        kind=np.concatenate([_NO_KINDS, *(some.kind for some in spans)]),
    )


_NO_TIMES, _NO_KINDS = np.zeros((0, len(TIMES)), dtype=np.int64), np.zeros(0, dtype=np.int64)


def _times(at_once: int, taken: _Taken) -> RecordTimes:
    is_ready, is_known = taken.kind == READY, taken.is_known
    return RecordTimes(
        elapsed=_spent(at_once, taken.elapsed[is_ready], taken.elapsed[~is_ready]),
        worked=_spent(at_once, taken.worked[is_ready & is_known], taken.worked[~is_ready & is_known]),
        open=int((taken.kind == OPEN).sum()),
        without_result=int((taken.kind == ENDED).sum()),
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
