"""A live hub with its devices, the day open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import AskingDevice, Devices, LiveHub
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until


@pytest.fixture
def place(broker: RunningBroker, tmp_path: Path) -> HubPlace:
    """Settings and configuration; nothing runs yet."""
    return HubPlace(broker, tmp_path)


@pytest.fixture
def hub(place: HubPlace) -> Iterator[LiveHub]:
    """Connected to its broker; the clockwork has opened the day."""
    with LiveHub(place) as live:
        wait_until(lambda: live.hub.client.is_connected and live.day_is_open, what="hub and day")
        yield live


@pytest.fixture
def devices(hub: LiveHub, broker: RunningBroker) -> Devices:
    """Makes devices."""
    return Devices(hub, broker)


@pytest.fixture
def kiosk(devices: Devices) -> AskingDevice:
    """kiosk-1."""
    return devices.kiosk()
