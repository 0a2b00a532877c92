"""A message handler that keeps what it was given."""

from __future__ import annotations

import threading

from contract.codec import Received
from contract.message import Message
from tests.support.waiting import wait_until


class Inbox:
    """Give it to `subscribe`; then wait for what should come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.messages: list[Message] = []
        self.received: list[Received] = []

    def __call__(self, message: Message, received: Received) -> None:
        with self._lock:
            self.messages.append(message)
            self.received.append(received)

    def wait_for(self, count: int) -> list[Message]:
        """Everything so far, once there are that many."""
        wait_until(lambda: len(self.messages) >= count, what=f"{count} messages; came: {self.messages}")
        return self.messages
