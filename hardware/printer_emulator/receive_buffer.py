"""The printer's memory between cable and head: commands wait here until they can be printed.

Knows order and emptiness; knows neither what commands do nor who sent them.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Waiting = TypeVar("Waiting")


class ReceiveBuffer(Generic[Waiting]):
    """Thread-safe. One taker; any number of givers."""

    def __init__(self, may_take: Callable[[], bool]) -> None:
        self._may_take = may_take
        self._waiting: deque[Waiting] = deque()
        self._changed = threading.Condition()
        self._is_closed = False

    def put(self, item: Waiting) -> None:
        with self._changed:
            self._waiting.append(item)
            self._changed.notify_all()

    def take(self) -> Waiting | None:
        """The next one, once there is one and the printer can print; None when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or (bool(self._waiting) and self._may_take()))
            return None if self._is_closed else self._waiting.popleft()

    def look_again(self) -> None:
        """The printer's condition changed."""
        with self._changed:
            self._changed.notify_all()

    def clear(self) -> None:
        with self._changed:
            self._waiting.clear()

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
