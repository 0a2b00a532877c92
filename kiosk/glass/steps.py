"""How far something has come, drawn: a line with stations, passed ones filled, the one reached large.

Knows how it looks; what the stations are called stands below as texts.
"""

from __future__ import annotations

from kivy.graphics import Color, Ellipse, Line, Rectangle

from display.glass.palette import DONE, PRIMARY, QUIET, WHITE
from kiosk.glass.widgets import PartWidget
from kiosk.screens.scene import Steps

_HERE = 0.9
"""Diameter of the station that is reached, in parts of the height; the others are smaller."""
_OTHERS = 0.55


class StepsWidget(PartWidget):
    """Stations stand in the middle of equal columns."""

    def __init__(self, part: Steps, top: float) -> None:
        super().__init__(part.box, top)
        column = self.width / part.count
        with self.canvas:
            Color(*QUIET)
            thick = self.height * 0.12
            Rectangle(pos=(self.x + column / 2, self.center_y - thick / 2), size=(self.width - column, thick))
            Color(*DONE)
            passed = column * (part.reached - 1)
            Rectangle(pos=(self.x + column / 2, self.center_y - thick / 2), size=(passed, thick))
            for place in range(1, part.count + 1):
                self._station(part, place, self.x + column * (place - 0.5))

    def _station(self, part: Steps, place: int, middle: float) -> None:
        side = self.height * (_HERE if place == part.reached else _OTHERS)
        pos, size = (middle - side / 2, self.center_y - side / 2), (side, side)
        if place > part.reached:
            Color(*WHITE)
            Ellipse(pos=pos, size=size)
            Color(*QUIET)
            Line(circle=(middle, self.center_y, side / 2), width=2)
            return
        Color(*(PRIMARY if place == part.reached else DONE))
        Ellipse(pos=pos, size=size)
