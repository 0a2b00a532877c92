"""Ties a Kivy application's loop to its unit: watchdog from the loop that draws, orderly end on SIGTERM.

Knows the loop and the unit; knows nothing of the screens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from contract.unit import Notifier

LOOK_EVERY_S: Final = 0.25


def tie_to_unit(stop: Callable[[], None], stopped: threading.Event, notifier: Notifier, does: str) -> None:
    """Ready with the first frame, signs of life while Kivy's clock runs, `stop` once `stopped` is set.

    The event may be set from a signal handler or any thread: `contract.unit.stop_event`. `does` is what the
    process does from then on, for `systemctl status`.
    """
    from kivy.clock import Clock
    from kivy.core.window import Window

    def first_frame(*_: object) -> None:
        Window.unbind(on_flip=first_frame)
        notifier.ready(does)
        if notifier.sign_every_s is not None:
            Clock.schedule_interval(lambda _dt: notifier.alive(), notifier.sign_every_s)

    def look(_dt: float) -> bool:
        if stopped.is_set():
            notifier.stopping()
            stop()
            return False
        return True

    Window.bind(on_flip=first_frame)
    Clock.schedule_interval(look, LOOK_EVERY_S)
