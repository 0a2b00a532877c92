"""Citizens at the kiosks: they touch what is on the glass, take their slip, or note or decline a number.

Knows names on the glass; knows nothing of the hub. Who meets a dark screen goes away.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import msgspec

from tools.demo.touch import Finger, NothingThereError
from tools.storm.people import Citizen, Citizens, WithoutSlip

LOOK_S = 0.1
PATIENCE_S = 12.0
SLIP_WITHIN_S = 20.0
TOUCH_AGAIN_S = 0.6
WAYS = ("more", "home", "back", "declined")
"""Towards one's tile: the next page of tiles, or away from what somebody else has left."""
TILE = "tile-ho-tich"
"""One of the tiles of the home screen."""


class Visitors(threading.Thread):
    """The queue before one kiosk."""

    def __init__(self, kiosk: str, finger: Finger, citizens: Citizens, stopped: threading.Event) -> None:
        super().__init__(name=f"citizens of {kiosk}", daemon=True)
        self.ends: Counter[str] = Counter()
        """How visits ended, by what was touched last."""
        self._finger = finger
        self._citizens = citizens
        self._stopped = stopped

    def run(self) -> None:
        """One citizen after the other."""
        while not self._stopped.is_set():
            citizen = self._citizens.next()
            if self._stopped.wait(citizen.after_s):
                return
            self.ends[self._visit(citizen)] += 1

    def _visit(self, citizen: Citizen) -> str:
        tile = f"tile-{citizen.service}"
        if not self._go_home(tile) or not self._touch(tile, then="take-number"):
            return "no number offered"
        if not self._touch("take-number", then=None):
            return "no number offered"
        if not self._until(lambda: not self._sees("take-number"), PATIENCE_S):
            return "the button did nothing"
        self._until(self._has_ended, SLIP_WITHIN_S)
        if self._sees("noted"):
            return self._without_slip(citizen.without_slip)
        return "slip or sentence"

    def _has_ended(self) -> bool:
        """Any screen with a button; where there is none, a touch beside everything says "done" to a slip."""
        if any(self._sees(name) for name in ("noted", "home", "scan", "guide", TILE)):
            return True
        self._stopped.wait(TOUCH_AGAIN_S)
        with suppress(OSError):
            self._finger.touch_at(0.01, 0.5)
        return False

    def _without_slip(self, choice: WithoutSlip) -> str:
        names = {WithoutSlip.NOTES: "noted", WithoutSlip.DECLINES: "declined"}
        if choice in names and self._touch(names[choice], then=None):
            self._until(lambda: not self._sees("noted"), PATIENCE_S)
            return names[choice]
        return "left"

    def _go_home(self, tile: str) -> bool:
        return self._until(lambda: self._is_home(tile), 2 * PATIENCE_S)

    def _is_home(self, tile: str) -> bool:
        """One way back a look; a number on the screen that nobody wanted is declined by the next in line."""
        if self._sees(tile):
            return True
        with suppress(NothingThereError, OSError):
            way = next((way for way in WAYS if self._sees(way)), None)
            if way is None:
                self._finger.touch_at(0.01, 0.5)
            else:
                self._finger.touch(way)
            self._stopped.wait(0.5)
        return False

    def _touch(self, name: str, then: str | None) -> bool:
        """Once it has settled; True when what should follow has come."""
        self._stopped.wait(0.5)
        try:
            self._finger.touch(name)
        except (NothingThereError, OSError, msgspec.DecodeError):
            return False
        return then is None or self._until(lambda: self._sees(then), PATIENCE_S)

    def _sees(self, name: str) -> bool:
        try:
            return name in self._finger.sees()
        except (OSError, msgspec.DecodeError):
            return False

    def _until(self, is_so: Callable[[], bool], within_s: float) -> bool:
        deadline = time.monotonic() + within_s
        while not is_so():
            if time.monotonic() > deadline or self._stopped.wait(LOOK_S):
                return False
        return True
