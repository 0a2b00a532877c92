"""A hub with its day open, on SQLite: what use cases do does not depend on the database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store.database import Database
from tests.support.hub import SmallHub, small_hub


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables and nothing else, made once: migrations are slow."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite"
    database = Database(f"sqlite:///{path}")
    database.open()
    database.close()
    return path


@pytest.fixture
def closed_hub(tmp_path: Path, empty_ledger: Path) -> Iterator[SmallHub]:
    """Before the day is opened."""
    shutil.copy(empty_ledger, tmp_path / "ledger.sqlite")
    with small_hub(tmp_path) as hub:
        yield hub
        assert hub.findings().wrong == []


@pytest.fixture
def hub(closed_hub: SmallHub) -> SmallHub:
    """At 08:00 of an open Monday."""
    closed_hub.open_day()
    return closed_hub
