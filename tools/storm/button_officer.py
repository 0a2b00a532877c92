"""An officer who presses the panel's buttons for what has a button, and uses the console for the rest.

Knows which button does what; when to do it is decided as by every officer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from tools.storm.officers import Desk, Officer
from tools.storm.people import Steps

Press = Callable[[str], object]


class ButtonOfficer(Officer):
    """One who presses buttons for what has a button."""

    def __init__(self, desk: Desk, steps: Steps, stopped: threading.Event, press: Press) -> None:
        super().__init__(desk, steps, stopped)
        self._press = press

    def _call_next(self) -> None:
        self._pressed("next")

    def _start(self, _seen: dict[str, str]) -> None:
        self._pressed("finish")

    def _recall(self, _seen: dict[str, str]) -> None:
        self._pressed("recall")

    def _no_show(self, seen: dict[str, str]) -> None:
        self._pressed("no_show")
        self._absent.append(seen["ticket"])

    def _hold(self, seen: dict[str, str]) -> None:
        self._pressed("hold")
        self._parked.append(seen["ticket"])

    def _finish(self, _seen: dict[str, str]) -> None:
        self._pressed("finish")

    def _finish_and_call_next(self, _seen: dict[str, str]) -> None:
        self._pressed("next")

    def _pressed(self, button: str) -> None:
        self.asked[f"button {button}"] += 1
        self._press(button)
