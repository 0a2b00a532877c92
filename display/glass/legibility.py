"""How large letters must be to be read: degrees at a distance, millimetres of a panel, pixels of a font.

Pure. Limits are those of SCREENS.md: capital height 0.7° for what must be read to act, 0.4° for the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from contract.states import PanelSize

ACT_DEG: Final = 0.7
"""Capital height of what a citizen must read to act."""
READ_DEG: Final = 0.4
"""Capital height of everything else."""
CAPITAL_PER_EM: Final = 0.714
"""Capital and figure height of Noto Sans and Noto Sans Display, in parts of the font size."""
TARGET_MM: Final = 20.0
"""Least side of something to touch."""
TARGET_GAP_MM: Final = 5.0
KEY_MM: Final = 14.0
"""Least side of a keyboard's key."""
KEY_GAP_MM: Final = 3.0


def height_mm(degrees: float, distance_m: float) -> float:
    """How high something must be to be seen under that angle."""
    return 2 * distance_m * 1000 * math.tan(math.radians(degrees) / 2)


@dataclass(frozen=True, slots=True)
class Legibility:
    """One panel seen from its distance."""

    panel: PanelSize

    def px(self, millimetres: float) -> float:
        """Millimetres in pixels, by the panel's coarser direction: never too small."""
        panel = self.panel
        return millimetres * max(panel.width_px / panel.width_mm, panel.height_px / panel.height_mm)

    def capital_px(self, degrees: float) -> float:
        """Height of a capital letter seen under that angle."""
        return self.px(height_mm(degrees, self.panel.distance_m))

    def font_px(self, degrees: float) -> int:
        """Smallest font size whose capitals are seen under that angle."""
        return math.ceil(self.capital_px(degrees) / CAPITAL_PER_EM)

    def distance_m(self, font_px: float, degrees: float) -> float:
        """From how far a font of that size is still seen under that angle."""
        capital_mm = font_px * CAPITAL_PER_EM / self.px(1)
        return capital_mm / height_mm(degrees, 1.0)
