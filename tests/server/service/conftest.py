"""A hub with its day open, on SQLite: what use cases do does not depend on the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hub import SmallHub, small_hub


@pytest.fixture
def closed_hub(tmp_path: Path) -> Iterator[SmallHub]:
    """Before the day is opened."""
    with small_hub(tmp_path) as hub:
        yield hub
        assert hub.findings().wrong == []


@pytest.fixture
def hub(closed_hub: SmallHub) -> SmallHub:
    """At 08:00 of an open Monday."""
    closed_hub.open_day()
    return closed_hub
