"""A hub's place beside a broker, and the hub as a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.support.mosquitto import RunningBroker


@pytest.fixture
def place(broker: RunningBroker, tmp_path: Path) -> HubPlace:
    """Settings and configuration; nothing runs yet."""
    return HubPlace(broker, tmp_path)


@pytest.fixture
def hub(place: HubPlace) -> Iterator[HubProcess]:
    """A running hub process."""
    running = HubProcess(place)
    try:
        running.start()
        yield running
    finally:
        running.close()
