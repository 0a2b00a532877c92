"""How long reports take to answer: standard questions over any range, free combinations over a year.

Asked as the hub's pages do, one after the other on an open connection.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from bench.measure import Measure, at_most, median, percentile
from bench.past import Past
from bench.questions import FREE, STANDARD, YEAR, over, ranges, said
from server.reports.answering import answer
from server.reports.day_rules import midnight_us
from server.reports.question import Question
from server.reports.spans import ONE_DAY
from server.store.database import Database

STANDARD_MS = 100.0
FREE_MS = 1000.0


def evening_us(day: date) -> int:
    """When that day is over: `now` of a report that ends with it."""
    return midnight_us(day + ONE_DAY)


class Spent(NamedTuple):
    """One answer, milliseconds."""

    wall: float
    processor: float
    """Of this process: what the machine's other work stretches least."""


def asked(connection: Connection, question: Question, now_us: int) -> Spent:
    """How long the answer took."""
    started_s, worked_s = time.perf_counter(), time.process_time()
    answer(connection, question, now_us)
    return Spent((time.perf_counter() - started_s) * 1000, (time.process_time() - worked_s) * 1000)


def measure_standard(database: Database, past: Past, kind: str, count: int) -> Iterator[Measure]:
    """p50, p95 and the slowest of so many ranges × all standard questions; today is among the days."""
    now_us = evening_us(past.days[-1])
    with database.reading() as connection:
        found = {
            name: [
                asked(connection, over(question, first, last), now_us)
                for first, last in ranges(past.days, count)
            ]
            for name, question in STANDARD
        }
        today_ms = _today_ms(connection, past, now_us)
    every = [spent for spents in found.values() for spent in spents]
    walls = [spent.wall for spent in every]
    slowest = max(found, key=lambda name: _p95_ms(found[name]))
    yield Measure(
        name=f"standard reports, {past.tickets:,}, {kind}, p95",
        value=percentile(walls, 95),
        unit="ms",
        baseline=today_ms,
        against="today alone, from its rows",
        aim=at_most(STANDARD_MS),
        note=f"{len(every):,} answers, p50 {median(walls):.0f} ms, the slowest {max(walls):.0f} ms; "
        f"processor time p95 {percentile([spent.processor for spent in every], 95):.0f} ms; "
        f"slowest question: {slowest}, p95 {_p95_ms(found[slowest]):.0f} ms",
    )


def _p95_ms(spents: Sequence[Spent]) -> float:
    return percentile([spent.wall for spent in spents], 95)


def _today_ms(connection: Connection, past: Past, now_us: int) -> float:
    today = past.days[-1]
    return median([asked(connection, over(question, today, today), now_us).wall for _, question in STANDARD])


def measure_free(database: Database, past: Past, kind: str) -> Measure:
    """The slowest of all free combinations over the last year."""
    last = past.days[-1]
    first = max(past.days[0], last - YEAR + ONE_DAY)
    now_us = evening_us(last)
    with database.reading() as connection:
        counted = answer(connection, Question(first, last), now_us).total.given
        found = {said(question): asked(connection, over(question, first, last), now_us) for question in FREE}
        plain = asked(connection, over(STANDARD[1][1], first, last), now_us)
    walls = [spent.wall for spent in found.values()]
    slowest = max(found, key=lambda name: found[name].wall)
    return Measure(
        name=f"free combinations, {kind}, the slowest",
        value=found[slowest].wall,
        unit="ms",
        baseline=plain.wall,
        against="by service alone, tallied beforehand",
        aim=at_most(FREE_MS),
        note=f"{len(found)} combinations over {counted:,} numbers of a year, p50 {median(walls):.0f} ms; "
        f"slowest: {slowest}, {found[slowest].processor:.0f} ms of processor time",
    )
