"""One center for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.system.open_hall import OpenHall, open_hall


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHall]:
    """All real processes."""
    with open_hall(tmp_path_factory.mktemp("center")) as opened:
        yield opened
