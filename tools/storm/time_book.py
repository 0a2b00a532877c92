"""No time is wrong: periods without holes, none negative, and the visit is their sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract.words import PeriodKind
from tools.storm.evidence import Difference, Sort, Visit


def compare_times(visits: Iterable[Visit]) -> Iterator[Difference]:
    """Of every ticket."""
    for visit in visits:
        for text in (*_negative(visit), *_holes(visit), *_sums(visit)):
            yield Difference(Sort.TIME_WRONG, f"{visit.number}: {text}", visit.ticket)


def _negative(visit: Visit) -> Iterator[str]:
    for stretch in visit.stretches:
        if stretch.duration_us < 0:
            yield f"{stretch.kind} lasted {stretch.duration_us} µs"


def _holes(visit: Visit) -> Iterator[str]:
    """Each period begins where the one before ended, the first with the arrival; nobody knows it by hand."""
    if visit.is_by_hand:
        return
    before_us = visit.arrived_us
    for stretch in visit.stretches:
        if stretch.start_us != before_us:
            yield f"{stretch.kind} begins {(stretch.start_us - before_us) / 1e6:.6f} s after what was before"
        before_us = stretch.end_us


def _sums(visit: Visit) -> Iterator[str]:
    for kind in PeriodKind:
        total = sum(stretch.duration_us for stretch in visit.stretches if stretch.kind is kind)
        if total != visit.spent_us.get(kind, 0):
            yield f"{kind} is {visit.spent_us.get(kind, 0)} µs, its periods sum up to {total}"
