"""Our percentiles beside DuckDB's on the same rows; they must be equal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from bench.asking_reports import evening_us
from bench.duck import Duck, Percentiles
from bench.measure import Measure, median
from bench.past import Past
from server.reports.answering import answer
from server.reports.figures import PERCENTILES
from server.reports.question import Question
from server.reports.units import Dimension
from server.reports.units import Measure as Time
from server.store.database import Database

TIMES = 5
_ASKED = (("by_service", Dimension.SERVICE), ("by_hour", Dimension.HOUR))


class NotEqualError(Exception):
    """Two ways of counting differ: a mistake in one of them."""


def measure_beside_duck(database: Database, past: Past, folder: Path) -> Iterator[Measure]:
    """Waits of everything by service and by hour, the open day from its rows.

    Raises:
        NotEqualError: DuckDB says something else.
    """
    with database.reading() as connection:
        duck = Duck(connection, folder)
        try:
            for what, dimension in _ASKED:
                yield _beside(connection, past, duck, what, dimension)
        finally:
            duck.close()


def _beside(connection: Connection, past: Past, duck: Duck, what: str, dimension: Dimension) -> Measure:
    question = Question(past.days[0], past.days[-1], by=(dimension,), measures=(Time.WAITING,))
    ours, ours_ms = _ours(connection, question, evening_us(past.days[-1]))
    theirs, rows_ms = duck.from_rows(what)
    if ours != theirs:
        raise NotEqualError(f"{what}: {ours} is not {theirs}")
    prepared_ms = median([duck.prepared(what)[1] for _ in range(TIMES)])
    return Measure(
        name=f"percentiles {what.replace('_', ' ')}, {past.tickets:,}",
        value=ours_ms,
        unit="ms",
        baseline=prepared_ms,
        against="DuckDB, one group and one wait a row, in memory",
        note=f"equal in all {len(ours)} groups; DuckDB from tickets and periods: {rows_ms:.0f} ms; ours from "
        "sheets made beforehand, the open day from its rows",
    )


def _ours(connection: Connection, question: Question, now_us: int) -> tuple[Percentiles, float]:
    spent: list[float] = []
    for _ in range(TIMES):
        started_s = time.perf_counter()
        report = answer(connection, question, now_us)
        spent.append((time.perf_counter() - started_s) * 1000)
    found: dict[str | int, tuple[int, ...]] = {}
    for (group,), figures in report.groups.items():
        times = figures.times[Time.WAITING]
        if times.n:
            assert times.longest_s is not None
            found[group] = (times.n, *(times.percentiles_s[at] for at in PERCENTILES), times.longest_s)
    return found, median(spent)
