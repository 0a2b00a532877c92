"""What figures of records cost over the usual ranges, on SQLite and PostgreSQL: one page's reading each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.asking_reports import STANDARD_MS, evening_us
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
from tools.postgres import RunningPostgres

LAST = date(2026, 11, 27)
"""A Friday; the holidays of that year are confirmed."""
SPLITS = (None, *RecordDimension, Grain.MONTH)
DAYS = {"a day": 1, "a week": 5, "a month": 30, "a quarter": 91, "a year": 365}


def measure_records(folder: Path, scale: Scale) -> Iterator[Measure]:
    """Each split over each range, some times."""
    folder.mkdir(parents=True, exist_ok=True)
    for records in scale.records:
        file = folder / "records.sqlite"
        file.unlink(missing_ok=True)
        with opened(f"sqlite:///{file}") as database:
            yield from _measured(database, make_records(database, records, LAST), "SQLite")
        file.unlink()
        with RunningPostgres() as server, opened(server.new_database()) as database:
            past = make_records(database, records, LAST)
            with database.writing() as connection:
                connection.exec_driver_sql("ANALYZE")
            yield from _measured(database, past, "PostgreSQL")


def _measured(database: Database, past: RecordPast, kind: str) -> Iterator[Measure]:
    spent = {name: _asked(database, past, days) for name, days in DAYS.items()}
    every = [one for spents in spent.values() for one in spents]
    yield Measure(
        name=f"figures of records, {past.records:,}, {kind}, p95",
        value=percentile([wall for wall, _ in every], 95),
        unit="ms",
        aim=at_most(STANDARD_MS),
        note="; ".join(f"{name} {_told(spents)}" for name, spents in spent.items())
        + " (p50, slowest ms; processor time p50)",
    )


def _told(spents: list[tuple[float, float]]) -> str:
    walls, worked = zip(*spents, strict=True)
    return f"{median(walls):.0f}, {max(walls):.0f}; {median(worked):.0f}"


def _asked(database: Database, past: RecordPast, days: int) -> list[tuple[float, float]]:
    """Wall and processor time of each split, milliseconds; three times."""
    rules = rules_of(center_text(PROFILES["XL"]), past.last)
    first, now_us = max(past.first, past.last - timedelta(days - 1)), evening_us(past.last)
    found = []
    with database.reading() as connection:
        view = LedgerView(connection, now_us)
        for by in SPLITS * 3:
            started_s, worked_s = time.perf_counter(), time.process_time()
            view.records(RecordQuestion(first, past.last, by), rules)
            found.append(((time.perf_counter() - started_s) * 1000, (time.process_time() - worked_s) * 1000))
    return found
