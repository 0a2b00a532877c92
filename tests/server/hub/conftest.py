"""A hub's place beside a broker, and the hub as a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.live_hub import LiveHub
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until


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


@pytest.fixture
def live(place: HubPlace) -> Iterator[LiveHub]:
    """A hub in this process, the day open."""
    with LiveHub(place) as hub:
        wait_until(lambda: hub.day_is_open, what="the day is open")
        yield hub
