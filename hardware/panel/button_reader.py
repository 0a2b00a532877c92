"""One button from raw edges to gestures: debounce, then gesture.

Pure: time comes with every call.
"""

from __future__ import annotations

from hardware.panel.debounce import Contact, Debounce, Settled
from hardware.panel.gesture import ACTS, Button, Gesture, GestureReader, Timing

STUCK_AFTER_S = 30.0
"""Nobody holds a button for so long: it is jammed, or something lies on it."""


class ButtonReader:
    """Reads one button."""

    def __init__(self, button: Button, debounce_s: float, timing: Timing) -> None:
        self.button = button
        self._debounce = Debounce(debounce_s)
        self._gestures = GestureReader(ACTS[button], timing)

    @property
    def due_s(self) -> float | None:
        """When `pass_time` may have something to say."""
        dues = (self._debounce.due_s, self._gestures.due_s)
        return min((due for due in dues if due is not None), default=None)

    def edge(self, contact: Contact, at_s: float) -> tuple[Gesture, ...]:
        """The contact moved; what has become plain by then, in order."""
        return self._told(self._debounce.edge(contact, at_s), at_s)

    def pass_time(self, now_s: float) -> tuple[Gesture, ...]:
        """What has become plain by now, in order."""
        return self._told(self._debounce.pass_time(now_s), now_s)

    def is_stuck(self, now_s: float) -> bool:
        """Whether it has been down for longer than any hand would."""
        return self._gestures.held_s(now_s) > STUCK_AFTER_S

    def _told(self, settled: Settled | None, now_s: float) -> tuple[Gesture, ...]:
        by_contact = None if settled is None else self._gestures.settled(settled)
        by_time = self._gestures.pass_time(now_s)
        return tuple(gesture for gesture in (by_contact, by_time) if gesture is not None)
