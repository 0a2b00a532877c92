"""Waits for a condition with a deadline, never for a time."""

from __future__ import annotations

import threading
from collections.abc import Callable


def wait_until(condition: Callable[[], object], timeout_s: float = 10.0, what: str = "") -> None:
    """Return as soon as the condition is true.

    Raises:
        AssertionError: it did not become true in time.
    """
    rounds = max(1, round(timeout_s / _STEP_S))
    pause = threading.Event()
    for _ in range(rounds):
        if condition():
            return
        pause.wait(_STEP_S)
    assert condition(), f"not within {timeout_s:g} s: {what or condition}"


_STEP_S = 0.01
