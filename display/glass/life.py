"""Ties a Kivy application's loop to its unit: watchdog from the loop that draws, orderly end on SIGTERM.

Knows the loop and the unit; knows nothing of the screens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from contract.unit import Notifier

LOOK_EVERY_S: Final = 0.25


def tie_to_unit(stop: Callable[[], None], stopped: threading.Event, notifier: Notifier) -> None:
    """Call `stop` (usually `App.stop`) once `stopped` is set; send signs of life while Kivy's clock runs.

    The event may be set from a signal handler or any thread: `contract.unit.stop_event`.
    """
    from kivy.clock import Clock

    def look(_dt: float) -> bool:
        if stopped.is_set():
            notifier.stopping()
            stop()
            return False
        return True

    Clock.schedule_interval(look, LOOK_EVERY_S)
    if notifier.watchdog_s is not None:
        Clock.schedule_interval(lambda _dt: notifier.alive(), notifier.watchdog_s / 2)
