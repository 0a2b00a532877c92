"""What figures of records cost over the usual ranges, on SQLite and PostgreSQL: one page's reading each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.asking_reports import STANDARD_MS, Spent, evening_us
from bench.kept_records import keep_records
from bench.measure import Measure, at_most, median, percentile
from bench.opened import opened
from bench.record_past import RecordPast, make_records
from bench.scale import Scale
from server.report_record_verb import rules_of
from server.reports.ledger_view import LedgerView
from server.reports.question import Grain
from server.reports.record_question import RecordDimension, RecordQuestion
from server.simulate.center_text import center_text
from server.simulate.profile import PROFILES
from server.store.database import Database
from server.store.records import forget_record_sheets
from tools.postgres import RunningPostgres

LAST = date(2026, 11, 27)
"""A Friday; the holidays of that year are confirmed."""
SPLITS = (None, *RecordDimension, Grain.MONTH)
YEAR_DAYS = 365
DAYS = {"a day": 1, "a week": 5, "a month": 30, "a quarter": 91, "a year": YEAR_DAYS}
JUST_CHANGED = 10
"""Past days of which records changed in the seconds before: more than a busy center has at once."""


class Asked(NamedTuple):
    """A register to ask of, and its place among the figures."""

    database: Database
    past: RecordPast
    kind: str

    @property
    def called(self) -> str:
        """As the table calls it."""
        return f"figures of records, {self.past.records:,}, {self.kind}"


def measure_records(folder: Path, scale: Scale) -> Iterator[Measure]:
    """Each split over each range, some times."""
    folder.mkdir(parents=True, exist_ok=True)
    for records in scale.records:
        file = folder / "records.sqlite"
        file.unlink(missing_ok=True)
        with opened(f"sqlite:///{file}") as database:
            yield from _measured(Asked(database, make_records(database, records, LAST), "SQLite"))
        file.unlink()
        with RunningPostgres() as server, opened(server.new_database()) as database:
            past = make_records(database, records, LAST)
            with database.writing() as connection:
                connection.exec_driver_sql("ANALYZE")
            yield from _measured(Asked(database, past, "PostgreSQL"))


def _measured(asked: Asked) -> Iterator[Measure]:
    from_rows = _spent(asked, YEAR_DAYS)
    keep_records(asked.database, LAST)
    spent = {name: _spent(asked, days) for name, days in DAYS.items()}
    yield _measure(asked, "a year", spent["a year"], from_rows)
    yield Measure(
        name=f"{asked.called}, all ranges, p95",
        value=percentile([one.wall for spents in spent.values() for one in spents], 95),
        unit="ms",
        aim=at_most(STANDARD_MS),
        note="; ".join(f"{name} {_told(spents)}" for name, spents in spent.items()),
    )
    with asked.database.writing() as connection:
        forget_record_sheets(connection, _just_changed())
    yield _measure(asked, "a year of which days just changed", _spent(asked, YEAR_DAYS), from_rows)


def _just_changed() -> list[date]:
    """Every other working day back from the last."""
    days = (LAST - timedelta(days=back) for back in range(2, 8 * JUST_CHANGED, 2))
    return [day for day in days if day.weekday() < 5][:JUST_CHANGED]


def _measure(asked: Asked, name: str, spent: Sequence[Spent], from_rows: Sequence[Spent]) -> Measure:
    return Measure(
        name=f"{asked.called}, {name}, p95",
        value=percentile([one.wall for one in spent], 95),
        unit="ms",
        baseline=percentile([one.wall for one in from_rows], 95),
        against="the same from rows, nothing kept",
        aim=at_most(STANDARD_MS),
        note=f"{_told(spent)}; from rows {_told(from_rows)}",
    )


def _told(spents: Sequence[Spent]) -> str:
    walls, worked = zip(*spents, strict=True)
    return f"p50 {median(walls):.0f}, slowest {max(walls):.0f}, processor {median(worked):.0f} ms"


def _spent(asked: Asked, days: int) -> list[Spent]:
    """Each split, three times."""
    rules = rules_of(center_text(PROFILES["XL"]), LAST)
    first, now_us = max(asked.past.first, LAST - timedelta(days - 1)), evening_us(LAST)
    found = []
    with asked.database.reading() as connection:
        view = LedgerView(connection, now_us)
        for by in SPLITS * 3:
            started_s, worked_s = time.perf_counter(), time.process_time()
            view.records(RecordQuestion(first, LAST, by), rules)
            wall_s, processor_s = time.perf_counter() - started_s, time.process_time() - worked_s
            found.append(Spent(wall_s * 1000, processor_s * 1000))
    return found
