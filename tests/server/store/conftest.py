"""A hub with its day open, on SQLite and on a real PostgreSQL: here the database matters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.ids import RecordId
from tests.support.hub import SmallHub, small_hub
from tests.support.record_papers import PaperRoom
from tests.support.records import receive


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
def hub(url: str, tmp_path: Path) -> Iterator[SmallHub]:
    """At 08:00 of an open Monday."""
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        yield hub


@pytest.fixture
def room(hub: SmallHub) -> PaperRoom:
    """Scanned papers of that hub's records."""
    return PaperRoom(hub)


@pytest.fixture
def record(hub: SmallHub) -> RecordId:
    """Received by Anh."""
    return receive(hub).record
