"""Ledgers with some weeks of everything that happens in a hall, made once a run and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from server.reports.making import make, missing, present_in
from server.reports.record_day_rows import read_day
from server.reports.record_sheets import keep_day, missing_days
from server.reports.spans import Span
from server.simulate.making import simulate
from server.store.database import Database

FIRST = date(2026, 9, 21)
"""A Monday: the range spans three months, one of them whole."""
DAYS = 56
LAST = date(2026, 11, 15)
SEED = 26
"""Of those tried, the one in whose weeks most kinds of things happen."""


class Weeks(NamedTuple):
    """One simulated ledger."""

    database: Database
    url: str


@pytest.fixture(scope="session")
def simulated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight weeks of a small center, on SQLite; nothing is kept for reports yet."""
    file = tmp_path_factory.mktemp("simulated") / "ledger.sqlite"
    simulate(f"sqlite:///{file}", "S", FIRST, DAYS, seed=SEED)
    return file


@contextmanager
def copied(file: Path, folder: Path) -> Iterator[Weeks]:
    """The ledger as a test's own."""
    target = folder / "weeks.sqlite"
    for part in file.parent.glob(f"{file.name}*"):
        shutil.copy(part, folder / part.name.replace(file.name, target.name))
    with opened(f"sqlite:///{target}") as weeks:
        yield weeks


@contextmanager
def opened(url: str) -> Iterator[Weeks]:
    """A ledger that is there."""
    database = Database(url)
    database.open()
    try:
        yield Weeks(database, url)
    finally:
        database.close()


def keep(weeks: Weeks, *, days: bool = True, spans: bool = True) -> int:
    """Make what is missing for reports, as the hub's keeper does; how much that was."""
    made = 0
    with weeks.database.reading() as connection:
        steps = missing(connection, present_in(connection))
    for step in steps:
        if spans if isinstance(step, Span) else days:
            with weeks.database.reading() as connection:
                write = make(connection, step)
            with weeks.database.writing() as connection:
                write(connection)
            made += 1
    keep_records(weeks.database, LAST)
    return made


def keep_records(database: Database, before: date) -> list[date]:
    """Make what is missing of the records of days before that, as the hub's keeper does; which days."""
    with database.writing() as connection:
        days = missing_days(connection, before)
        return [day for day in days if keep_day(connection, read_day(connection, day))]
