"""What the tests of the broker client share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from contract.ids import Epoch
from contract.states import HubState
from contract.words import ClockTrust
from tests.support.inbox import Inbox


@pytest.fixture
def inbox() -> Inbox:
    """An empty one."""
    return Inbox()


@pytest.fixture
def hub_state() -> Callable[[int], HubState]:
    """A heartbeat with that revision."""

    def make(revision: int) -> HubState:
        at = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
        return HubState(
            epoch=Epoch("e"), revision=revision, at=at, trust=ClockTrust.RTC, day=None, version="1"
        )

    return make
