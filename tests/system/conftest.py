"""One center for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.system.open_hall import OpenHall, open_hall


@pytest.fixture(scope="module")
def hall() -> Iterator[OpenHall]:
    """All real processes."""
    with open_hall() as opened:
        yield opened
