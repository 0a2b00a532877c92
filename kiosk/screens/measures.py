"""Sizes on one panel: everything in millimetres and degrees, so that a screen is legible on any glass.

Pure; limits come from SCREENS.md by way of `display.glass.legibility`.
"""

from __future__ import annotations

from dataclasses import dataclass

from contract.states import PanelSize
from display.glass.legibility import ACT_DEG, READ_DEG, TARGET_GAP_MM, TARGET_MM, Legibility
from kiosk.screens.scene import Box

REACH_MM = 300.0
"""A panel higher than this cannot be reached all over by who sits: it offers to move the controls down."""
SMALL_MM = 160.0
"""Panels lower than this have tiles without the second line."""


@dataclass(frozen=True, slots=True)
class Measures:
    """One panel."""

    panel: PanelSize

    def mm(self, millimetres: float) -> float:
        """In pixels."""
        return Legibility(self.panel).px(millimetres)

    @property
    def act_px(self) -> int:
        """Font size of what must be read to act."""
        return Legibility(self.panel).font_px(ACT_DEG)

    @property
    def read_px(self) -> int:
        """Font size of everything else; a little more than the least."""
        return Legibility(self.panel).font_px(READ_DEG * 1.05)

    @property
    def target(self) -> float:
        """Least side of something to press."""
        return self.mm(TARGET_MM)

    @property
    def gap(self) -> float:
        """Between two things to press."""
        return self.mm(TARGET_GAP_MM)

    @property
    def margin(self) -> float:
        """Around everything."""
        return self.mm(3.0 if self.is_small else 6.0)

    @property
    def is_portrait(self) -> bool:
        """Higher than wide."""
        return self.panel.height_px > self.panel.width_px

    @property
    def is_small(self) -> bool:
        """Ten inches or less."""
        return self.panel.height_mm < SMALL_MM

    @property
    def is_tall(self) -> bool:
        """Too high to be reached all over."""
        return self.panel.height_mm > REACH_MM

    @property
    def whole(self) -> Box:
        """The glass."""
        return Box(0, 0, self.panel.width_px, self.panel.height_px)
