"""A panel on mock pins whose hub is there and whose counter is ready."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hardware.panel.bench import Bench


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A panel whose hub is there and whose counter is ready."""
    made = Bench()
    made.connect()
    made.stands()
    yield made
    made.panel.close()
    made.pins.close()
