"""The panel as it really is: configured millimetres, the window's own pixels, turned as the window is turned.

Pure.
"""

from __future__ import annotations

from contract.states import PanelSize


def fitted(panel: PanelSize, width_px: int, height_px: int) -> PanelSize:
    """That panel with a window over all of it."""
    is_turned = (panel.width_mm > panel.height_mm) != (width_px > height_px)
    width_mm, height_mm = (
        (panel.height_mm, panel.width_mm) if is_turned else (panel.width_mm, panel.height_mm)
    )
    return PanelSize(
        width_px=width_px,
        height_px=height_px,
        width_mm=width_mm,
        height_mm=height_mm,
        distance_m=panel.distance_m,
    )
