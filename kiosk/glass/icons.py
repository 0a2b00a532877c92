"""Draws the shapes of `kiosk.screens.icons` on buttons.

Knows Kivy's lines; knows no shape by name.
"""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Ellipse, Line

from display.glass.palette import PRIMARY, Colour
from kiosk.screens.icons import shape
from kiosk.screens.scene import COLOURS, Box, Button, Style


def line_colour(button: Button) -> Colour:
    """Of its border and its icon."""
    return COLOURS[button.style][1] if button.style is Style.QUIET else PRIMARY


def draw_button_icon(canvas: Any, button: Button, top: float) -> None:
    """In its box, or in the middle of a button without words; `top` is the glass's height."""
    if button.icon is None:
        return
    box = button.icon_box
    if box is None:
        side = min(button.box.w, button.box.h) * 0.8
        whole = button.box
        box = Box(whole.x + (whole.w - side) / 2, whole.y + (whole.h - side) / 2, side, side)
    _draw(canvas, button.icon, line_colour(button), box.x, top - box.bottom, box.w)


def _draw(canvas: Any, name: str, colour: Colour, x: float, y: float, side: float) -> None:
    """In a square whose bottom left corner is at x, y."""
    strokes, rings = shape(name)
    width = max(1.5, side * 0.03)
    with canvas:
        Color(*colour)
        for stroke in strokes:
            points = [(x if i % 2 == 0 else y) + value * side for i, value in enumerate(stroke)]
            Line(points=points, width=width, joint="round", cap="round")
        for middle_x, middle_y, radius in rings:
            corner = (x + (middle_x - radius) * side, y + (middle_y - radius) * side)
            Ellipse(pos=corner, size=(2 * radius * side, 2 * radius * side))
