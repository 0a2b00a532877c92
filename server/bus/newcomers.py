"""Who has just come: a device whose first word since its connection, or since ours, is heard now.

Such a device has the broker's retained words only, and none of them proves that the hub lives.
"""

from __future__ import annotations

from contract.broker import BrokerClient
from contract.codec import Received
from contract.devices import DeviceState
from contract.ids import DeviceId


class Newcomers:
    """Used on the network thread alone."""

    def __init__(self, client: BrokerClient) -> None:
        self._client = client
        self._connection: int | None = None
        self._greeted: set[DeviceId] = set()

    def hear(self, state: DeviceState, received: Received) -> bool:
        """Whether this word is of a newcomer; a farewell or last will makes it one the next time."""
        if self._connection != self._client.connection:
            self._connection = self._client.connection
            self._greeted.clear()
        if not state.is_online:
            self._greeted.discard(state.device)
            return False
        if received.is_retained or state.device in self._greeted:
            return False
        self._greeted.add(state.device)
        return True
