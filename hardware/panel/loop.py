"""One thread that does everything in order: what others post, and what time brings.

Sleeps until the next post or due time; knows nothing of buttons.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

log = logging.getLogger(__name__)

Call = Callable[[], None]


class Loop:
    """Runs posted calls; between them `pass_time`, at `due_s` and at least every `idle_s`."""

    def __init__(self, idle_s: float = 0.5, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._calls: SimpleQueue[Call | None] = SimpleQueue()
        self._idle_s = idle_s
        self._monotonic_s = monotonic_s

    def post(self, call: Call) -> None:
        """Run this on the loop's thread, after all posted before. From any thread."""
        self._calls.put(call)

    def end(self) -> None:
        """Let `run` return once all posted before has been done."""
        self._calls.put(None)

    def run(self, pass_time: Call, due_s: Callable[[], float | None]) -> None:
        """Work until `end`. A call that fails is logged and the next one runs; time waits `idle_s` then."""
        went_well = True
        while True:
            patience_s = self._patience_s(due_s()) if went_well else self._idle_s
            try:
                call = self._calls.get(timeout=patience_s)
            except Empty:
                went_well = _goes_well(pass_time)
                continue
            if call is None:
                return
            _goes_well(call)
            if self._calls.empty():
                went_well = _goes_well(pass_time)

    def _patience_s(self, due_s: float | None) -> float:
        if due_s is None:
            return self._idle_s
        return min(self._idle_s, max(0.0, due_s - self._monotonic_s()))


def _goes_well(call: Call) -> bool:
    try:
        call()
    except Exception:
        log.exception("the panel's loop goes on after a failure")
        return False
    return True
