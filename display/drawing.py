"""When to draw: on news, each second for clock and silence, and in the rhythm of a flash while one lasts.

Knows Kivy's clock and the painter; what is drawn is composed elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, Protocol

from kivy.clock import Clock

from display.flash import PHASE_S
from display.painter import Painter
from display.scene import Scene

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 1.0


class Composed(Protocol):
    """A display's content for a window of a given size."""

    def scene(self, width_px: int, height_px: int) -> Scene:
        """What to show now."""
        ...

    @property
    def is_flashing(self) -> bool:
        """Whether it changes again within half a flash."""
        ...


class Drawing:
    """Draws when due, and never lets an error reach the glass."""

    def __init__(self, painter: Painter, composed: Composed) -> None:
        self._painter = painter
        self._composed = composed
        self._awaits_phase = False
        self.has_failed = False
        """The last drawing failed: the glass shows what it showed before."""
        self.on_painted: Callable[[Scene], None] = lambda _scene: None
        """Told of every scene that is on the glass now."""
        Clock.schedule_interval(lambda _dt: self.draw(), LOOK_EVERY_S)
        painter.bind(size=lambda *_: self.draw())

    def draw_soon(self) -> None:
        """Before the next frame: the first one already says what is true."""
        Clock.schedule_once(lambda _dt: self.draw())

    def draw(self) -> None:
        """Show what is true now."""
        try:
            scene = self._composed.scene(int(self._painter.width), int(self._painter.height))
            if self._painter.paint(scene):
                self.on_painted(scene)
            self.has_failed = False
        except Exception:
            self.has_failed = True
            log.exception("drawing failed; the glass keeps what it showed")
        self._keep_rhythm()

    def _keep_rhythm(self) -> None:
        if not self._awaits_phase and self._composed.is_flashing:
            self._awaits_phase = True
            Clock.schedule_once(self._next_phase, PHASE_S)

    def _next_phase(self, _dt: float) -> None:
        self._awaits_phase = False
        self.draw()
