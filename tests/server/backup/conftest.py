"""A small hub with its settings, on SQLite and on a real PostgreSQL, and the errands of a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.backup.kept_center import KeptCenter
from tests.support.hub import small_hub


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        (tmp_path / "data").mkdir()
        return f"sqlite:///{tmp_path / 'data' / 'ledger.sqlite'}"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
def kept(url: str, tmp_path: Path) -> Iterator[KeptCenter]:
    """A center at 08:00 of an open Monday, with devices and a scanned page."""
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        hub.sit()
        hub.take()
        yield KeptCenter(hub, tmp_path)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[KeptCenter]:
    """The same, where the database makes no difference."""
    (tmp_path / "data").mkdir()
    with small_hub(tmp_path, f"sqlite:///{tmp_path / 'data' / 'ledger.sqlite'}") as hub:
        hub.open_day()
        hub.sit()
        hub.take()
        yield KeptCenter(hub, tmp_path)
