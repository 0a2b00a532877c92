"""Eight simulated weeks for the reports' tests, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.simulate.making import simulate
from tests.support.simulated import DAYS, FIRST, SEED, Weeks, copied, opened, simulated_file
from tools.postgres import RunningPostgres

__all__ = ["simulated_file"]


@pytest.fixture
def weeks(simulated_file: Path, tmp_path: Path) -> Iterator[Weeks]:
    """A copy of this test's own; nothing is kept for reports yet."""
    with copied(simulated_file, tmp_path) as weeks:
        yield weeks


@pytest.fixture(scope="session")
def postgres_weeks(postgres: RunningPostgres) -> Iterator[Weeks]:
    """The same on PostgreSQL, for tests that take turns and change nothing but what is kept."""
    url = postgres.new_database()
    simulate(url, "S", FIRST, DAYS, seed=SEED)
    with opened(url) as weeks:
        yield weeks
    postgres.drop_database(url)
