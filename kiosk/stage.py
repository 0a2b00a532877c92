"""Which screen is shown to whom, and until when: view, visit, language, warning, one press at a time.

Knows time and touches; knows nothing of what the screens are about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contract.words import Language
from kiosk.center import Center
from kiosk.patience import SETTLE_S, Patience, patience_with
from kiosk.requests import Request, Visit
from kiosk.views import ClosedNow, Home, View


@dataclass(frozen=True, slots=True)
class Equipment:
    """What this kiosk has; what it has not is on no screen."""

    has_scanner: bool = False
    has_reader: bool = False
    has_speaker: bool = False
    has_pin: bool = False


class Stage:
    """The one screen there is, and who stands before it."""

    def __init__(
        self,
        monotonic_s: Callable[[], float],
        outbox: Callable[[Request], None],
        equipment: Equipment,
    ) -> None:
        self.equipment = equipment
        self.center = Center()
        self.view: View = Home()
        self.language = Language.VI
        self.visit = Visit(0)
        self.is_lowered = False
        """The controls are in the lower half, for who sits or is small."""
        self.on_leave: Callable[[View], None] = lambda _view: None
        """Told of the view that a time-out or a way home puts an end to."""
        self.on_change: Callable[[], None] = lambda: None
        """Told that there is something new to draw."""
        self._monotonic_s = monotonic_s
        self._outbox = outbox
        self._shown_at_s = float("-inf")
        self._touched_at_s = monotonic_s()
        self._warned_s: int | None = None

    # --- what is shown ---

    @property
    def warning_s(self) -> int | None:
        """While the citizen is warned: whole seconds until home."""
        return self._warned_s

    def show(self, view: View) -> None:
        """Another screen; presses on it count once it has settled."""
        if type(view) is not type(self.view):
            self._shown_at_s = self._monotonic_s()
        self._renew(view)

    def renew(self, view: View) -> None:
        """The same screen with something new on it; the citizen's time goes on."""
        self.view = view
        self.on_change()

    def home(self) -> None:
        """Back to the tiles; nothing of the last person stays."""
        left = self.view
        self.visit = Visit(self.visit + 1)
        self.language = Language.VI
        self.is_lowered = False
        self.show(self.resting())
        self.on_leave(left)

    def resting(self) -> Home | ClosedNow:
        """The screen that waits for the next citizen."""
        closed = self.center.closed()
        return Home() if closed is None else ClosedNow(closed)

    def ask(self, request: Request) -> None:
        """Have it done outside."""
        self._outbox(request)

    # --- presses and time ---

    def pressed(self, *kinds: type[View]) -> bool:
        """Whether a press meant for these screens counts now; any press is a sign of life."""
        has_settled = self._monotonic_s() - self._shown_at_s >= SETTLE_S
        self.touched()
        return has_settled and isinstance(self.view, kinds)

    def touched(self) -> None:
        """Somebody is there: a warning goes away."""
        self._touched_at_s = self._monotonic_s()
        if self._warned_s is not None:
            self._warned_s = None
            self.on_change()

    def tick(self) -> None:
        """Let time pass: warn, then leave. Called a few times a second."""
        patience = patience_with(self.view)
        if patience is None or self._is_at_rest():
            return
        left_s = self._left_s(patience)
        if left_s <= 0:
            self.home()
        elif left_s <= patience.warned_s and self._warned_s != int(left_s) + 1:
            self._warned_s = int(left_s) + 1
            self.on_change()

    def is_current(self, visit: Visit) -> bool:
        """Whether an answer still meets the one who asked."""
        return visit == self.visit

    def _left_s(self, patience: Patience) -> float:
        return patience.quiet_s + patience.warned_s - (self._monotonic_s() - self._touched_at_s)

    def _is_at_rest(self) -> bool:
        return self.view == self.resting() and self.language is Language.VI and not self.is_lowered

    def _renew(self, view: View) -> None:
        self._touched_at_s = self._monotonic_s()
        self._warned_s = None
        self.view = view
        self.on_change()
