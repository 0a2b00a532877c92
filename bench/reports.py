"""The reports' cost on years of profile XL, on SQLite and PostgreSQL: one ledger after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bench.asking_reports import measure_free, measure_standard
from bench.beside_duck import measure_beside_duck
from bench.beside_export import measure_beside_export
from bench.center import BenchCenter
from bench.exporting import measure_exports
from bench.measure import Measure
from bench.opened import opened
from bench.past import Weeks, live_through, repeat
from bench.past_sheets import close_last_day, keep_all
from bench.report_upkeep import measure_rebuild, measure_room, measure_simulate
from bench.scale import ReportScale, Scale
from contract.clock import LOCAL
from server.settled_memory import settle
from tools.postgres import RunningPostgres

LEDGER = "reports"


def measure_reports(center: BenchCenter, scale: Scale) -> Iterator[Measure]:
    """Everything that issue 4 limits."""
    asked, folder = scale.reports, center.place.var
    yield measure_simulate(asked.month_of, asked.month_days, folder)
    weeks = live_through(asked.profile, asked.weeks, folder)
    settle()
    for tickets in asked.history:
        yield from _on_sqlite(center, weeks, tickets, asked)
        yield from _on_postgres(weeks, tickets, asked, folder)


def _on_sqlite(center: BenchCenter, weeks: Weeks, tickets: int, asked: ReportScale) -> Iterator[Measure]:
    file, folder = center.ledger(LEDGER), center.place.var
    with opened(f"sqlite:///{file}") as database:
        past = repeat(database, weeks, tickets, _today(), file.parent)
        rows_bytes = file.stat().st_size
        keep_all(database, past)
        yield from measure_standard(database, past, "SQLite", asked.ranges)
        yield measure_free(database, past, "SQLite")
        if tickets == asked.history[0]:
            yield from measure_beside_duck(database, past, folder)
            yield measure_room(database, past, rows_bytes)
            yield measure_rebuild(database)
            yield from measure_exports(database, past, asked.exported, folder)
        close_last_day(database, past)
    if tickets == asked.history[0]:
        yield from measure_beside_export(center, LEDGER, past, asked.issues)
    file.unlink()


def _on_postgres(weeks: Weeks, tickets: int, asked: ReportScale, folder: Path) -> Iterator[Measure]:
    with RunningPostgres() as server, opened(server.new_database()) as database:
        past = repeat(database, weeks, tickets, _today(), folder)
        keep_all(database, past)
        with database.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
        yield from measure_standard(database, past, "PostgreSQL", asked.ranges)
        yield measure_free(database, past, "PostgreSQL")


def _today() -> date:
    return datetime.now(UTC).astimezone(LOCAL).date()
