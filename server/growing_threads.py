"""Threads of an HTTP listener, started when they are needed: 424 at once took a sixth of the hub's start.

Knows waitress's queue; knows nothing of requests.
"""

from __future__ import annotations

import threading
from typing import Any

from waitress.task import ThreadedTaskDispatcher

FIRST = 4


class GrowingThreads(ThreadedTaskDispatcher):  # type: ignore[misc] # waitress has no types
    """One more thread whenever a task finds all of them busy, up to `most`; then tasks wait their turn."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._growing = threading.Lock()
        self.set_thread_count(min(FIRST, most))

    def add_task(self, task: Any) -> None:
        """Do it as soon as a thread is free, or at once on a new one."""
        with self.lock:
            self.queue.append(task)
            self.queue_cv.notify()
        with self._growing:
            with self.lock:
                running = len(self.threads) - self.stop_count
                missing = len(self.queue) - (running - self.active_count)
            if missing > 0 and running < self._most:
                self.set_thread_count(min(running + missing, self._most))
