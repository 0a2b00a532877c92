"""The staff's menu behind a PIN: no PIN set, no menu; wrong PINs cost ever longer waits.

Knows the order and the throttling; knows nothing of hashes, printers or scanners.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from kiosk.copies import CopyPart
from kiosk.requests import CheckPin, RunCheck, ShutDown, Visit
from kiosk.stage import Stage
from kiosk.views import (
    Check,
    CheckEnd,
    ClosedNow,
    ConfirmShutDown,
    EnterPin,
    Home,
    PinIs,
    ServiceMenu,
    ShuttingDown,
    TouchTest,
)

FREE_TRIES = 3
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 900.0
SHORTEST_PIN = 4
LONGEST_PIN = 12
MOST_MARKS = 60


class ServicePart:
    """What staff can do; a citizen who holds the crest by chance sees a PIN pad and goes home."""

    def __init__(self, stage: Stage, monotonic_s: Callable[[], float], copies: CopyPart) -> None:
        self._stage = stage
        self._copies = copies
        self._monotonic_s = monotonic_s
        self._wrong_tries = 0
        self._locked_until_s = monotonic_s()

    # --- PIN ---

    def crest_held(self) -> None:
        """A long press on the crest."""
        if self._stage.pressed(Home, ClosedNow) and self._stage.equipment.has_pin:
            self._stage.show(EnterPin(state=self._pin_state(), wait_s=self._wait_s()))

    def digit(self, digit: str) -> None:
        """One more digit."""
        view = self._stage.view
        if (
            self._stage.pressed(EnterPin)
            and isinstance(view, EnterPin)
            and view.state in (PinIs.AWAITED, PinIs.WRONG)
            and digit.isdigit()
            and len(view.entered) < LONGEST_PIN
        ):
            self._stage.show(EnterPin(view.entered + digit))

    def erase(self) -> None:
        """The last digit away."""
        view = self._stage.view
        if self._stage.pressed(EnterPin) and isinstance(view, EnterPin) and view.state is PinIs.AWAITED:
            self._stage.show(EnterPin(view.entered[:-1]))

    def enter(self) -> None:
        """Check what was entered."""
        view = self._stage.view
        if (
            self._stage.pressed(EnterPin)
            and isinstance(view, EnterPin)
            and view.state is PinIs.AWAITED
            and len(view.entered) >= SHORTEST_PIN
        ):
            self._stage.show(EnterPin(state=PinIs.CHECKING))
            self._stage.ask(CheckPin(self._stage.visit, view.entered))

    def pin_right(self, visit: Visit) -> None:
        """Staff."""
        self._wrong_tries = 0
        if self._is_checking(visit):
            self._stage.show(self.menu())

    def pin_wrong(self, visit: Visit) -> None:
        """After the third wrong one each costs a wait, twice as long as the last."""
        self._wrong_tries += 1
        if self._wrong_tries >= FREE_TRIES:
            wait_s = FIRST_WAIT_S * 2 ** (self._wrong_tries - FREE_TRIES)
            self._locked_until_s = self._monotonic_s() + min(wait_s, LONGEST_WAIT_S)
        if self._is_checking(visit):
            state = PinIs.LOCKED if self._wait_s() else PinIs.WRONG
            self._stage.show(EnterPin(state=state, wait_s=self._wait_s()))

    def tick(self) -> None:
        """Count the lock's seconds down on the screen."""
        view = self._stage.view
        if isinstance(view, EnterPin) and view.state is PinIs.LOCKED and view.wait_s != self._wait_s():
            self._stage.renew(EnterPin(state=self._pin_state(), wait_s=self._wait_s()))

    # --- menu ---

    def menu(self) -> ServiceMenu:
        """Only what this kiosk has."""
        equipment = self._stage.equipment
        absent = set()
        if not equipment.has_scanner:
            absent.add(Check.SCANNER)
        if not equipment.has_speaker:
            absent.add(Check.SOUND)
        return ServiceMenu(tuple(check for check in Check if check not in absent))

    def run(self, check: Check) -> None:
        """One line of the menu."""
        view = self._stage.view
        if not self._stage.pressed(ServiceMenu) or not isinstance(view, ServiceMenu):
            return
        if check not in view.checks or view.end is CheckEnd.RUNNING:
            return
        if check is Check.TOUCH:
            self._stage.show(TouchTest())
        elif check is Check.SHUT_DOWN:
            self._stage.show(ConfirmShutDown())
        elif check is Check.REPRINT:
            self._copies.begin()
        else:
            self._stage.show(replace(self.menu(), last=check, end=CheckEnd.RUNNING))
            self._stage.ask(RunCheck(self._stage.visit, check))

    def check_ended(
        self, visit: Visit, check: Check, end: CheckEnd, detail_vi: str = "", detail_en: str = ""
    ) -> None:
        """How it went, with the device's own sentence where it has one."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, ServiceMenu) and view.last is check:
            self._stage.show(replace(view, end=end, detail_vi=detail_vi, detail_en=detail_en))

    def mark_touch(self, x: float, y: float) -> None:
        """A touch at that place, as shares of width and height."""
        view = self._stage.view
        if isinstance(view, TouchTest):
            self._stage.show(TouchTest((*view.marks, (x, y))[-MOST_MARKS:]))

    def shut_down(self) -> None:
        """Yes, really."""
        if self._stage.pressed(ConfirmShutDown):
            self._stage.show(ShuttingDown())
            self._stage.ask(ShutDown())

    def _is_checking(self, visit: Visit) -> bool:
        view = self._stage.view
        return self._stage.is_current(visit) and isinstance(view, EnterPin) and view.state is PinIs.CHECKING

    def _pin_state(self) -> PinIs:
        return PinIs.LOCKED if self._wait_s() else PinIs.AWAITED

    def _wait_s(self) -> int:
        return max(0, ceil(self._locked_until_s - self._monotonic_s()))
