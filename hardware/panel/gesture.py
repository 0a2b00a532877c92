"""What a hand does to a button: a short, a long or a second press.

Knows settled contacts and time; what a gesture asks for stands in `press_table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from hardware.panel.debounce import Contact, Settled


@unique
class Button(StrEnum):
    """The panel's buttons, named as in the settings."""

    NEXT = "next"
    RECALL = "recall"
    NO_SHOW = "no_show"
    HOLD = "hold"
    FINISH = "finish"


@unique
class Gesture(StrEnum):
    """One thing done to one button."""

    SHORT = "short"
    LONG = "long"
    DOUBLE = "double"
    """A press that follows the same button's release too closely to be meant."""


class Acts(StrEnum):
    """When a press that is not long is told."""

    AT_PRESS = "at-press"
    AT_RELEASE = "at-release"


ACTS = dict.fromkeys(Button, Acts.AT_PRESS) | {Button.HOLD: Acts.AT_RELEASE}
"""Only hold has a long press of its own, so only hold must wait to see which it is."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Where short ends and where a second press begins to count."""

    long_s: float
    double_s: float


class GestureReader:
    """Reads one button. The double window runs from release to press and begins anew with each press."""

    def __init__(self, acts: Acts, timing: Timing) -> None:
        self._acts = acts
        self._timing = timing
        self._pressed_s: float | None = None
        self._released_s: float | None = None
        self._may_become_long = False

    @property
    def due_s(self) -> float | None:
        """When `pass_time` has something to say."""
        if self._pressed_s is None or not self._may_become_long:
            return None
        return self._pressed_s + self._timing.long_s

    def held_s(self, now_s: float) -> float:
        """How long the button has been down; 0 when it is up."""
        return 0.0 if self._pressed_s is None else now_s - self._pressed_s

    def settled(self, change: Settled) -> Gesture | None:
        """The contact came to rest."""
        if change.contact is Contact.CLOSED:
            return self._pressed(change.at_s)
        return self._released(change.at_s)

    def pass_time(self, now_s: float) -> Gesture | None:
        """A press that has become long by now."""
        due_s = self.due_s
        if due_s is None or now_s < due_s:
            return None
        self._may_become_long = False
        return Gesture.LONG

    def _pressed(self, at_s: float) -> Gesture | None:
        is_second = self._released_s is not None and at_s - self._released_s < self._timing.double_s
        self._pressed_s = at_s
        self._may_become_long = not is_second
        if is_second:
            return Gesture.DOUBLE
        return Gesture.SHORT if self._acts is Acts.AT_PRESS else None

    def _released(self, at_s: float) -> Gesture | None:
        gesture = self.pass_time(at_s)
        if gesture is None and self._may_become_long and self._acts is Acts.AT_RELEASE:
            gesture = Gesture.SHORT
        self._pressed_s, self._released_s = None, at_s
        self._may_become_long = False
        return gesture
