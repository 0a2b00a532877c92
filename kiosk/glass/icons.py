"""The tiles' pictures, drawn from lines and circles in a square of side 1.

Knows shapes by name; an unknown name is drawn as a sheet of paper.
"""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Ellipse, Line

from display.glass.palette import PRIMARY

Stroke = tuple[float, ...]
"""x, y, x, y … from the bottom left."""
Ring = tuple[float, float, float]
"""Middle and radius."""

_PAPERS: tuple[tuple[Stroke, ...], tuple[Ring, ...]] = (
    (
        (0.25, 0.1, 0.75, 0.1, 0.75, 0.7, 0.55, 0.9, 0.25, 0.9, 0.25, 0.1),
        (0.36, 0.5, 0.64, 0.5),
        (0.36, 0.35, 0.64, 0.35),
        (0.36, 0.65, 0.5, 0.65),
    ),
    (),
)
_SHAPES: dict[str, tuple[tuple[Stroke, ...], tuple[Ring, ...]]] = {
    "up": (((0.2, 0.35, 0.5, 0.7, 0.8, 0.35),), ()),
    "down": (((0.2, 0.65, 0.5, 0.3, 0.8, 0.65),), ()),
    "papers": _PAPERS,
    "family": (
        (
            (0.1, 0.1, 0.14, 0.48, 0.46, 0.48, 0.5, 0.1),
            (0.58, 0.1, 0.62, 0.38, 0.86, 0.38, 0.9, 0.1),
        ),
        ((0.3, 0.68, 0.14), (0.74, 0.55, 0.1)),
    ),
    "stamp": (
        (
            (0.15, 0.1, 0.85, 0.1),
            (0.2, 0.22, 0.8, 0.22, 0.8, 0.4, 0.2, 0.4, 0.2, 0.22),
            (0.43, 0.4, 0.43, 0.6),
            (0.57, 0.4, 0.57, 0.6),
        ),
        ((0.5, 0.74, 0.16),),
    ),
    "land": (
        (
            (0.1, 0.15, 0.35, 0.75, 0.65, 0.6, 0.9, 0.85),
            (0.1, 0.15, 0.6, 0.1, 0.9, 0.35, 0.9, 0.85),
            (0.35, 0.75, 0.6, 0.1),
        ),
        (),
    ),
    "shop": (
        (
            (0.15, 0.1, 0.15, 0.5),
            (0.85, 0.1, 0.85, 0.5),
            (0.15, 0.1, 0.85, 0.1),
            (0.08, 0.55, 0.2, 0.88, 0.8, 0.88, 0.92, 0.55, 0.08, 0.55),
            (0.4, 0.1, 0.4, 0.4, 0.6, 0.4, 0.6, 0.1),
        ),
        (),
    ),
    "house": (
        (
            (0.08, 0.5, 0.5, 0.9, 0.92, 0.5),
            (0.2, 0.5, 0.2, 0.1, 0.8, 0.1, 0.8, 0.5),
            (0.42, 0.1, 0.42, 0.38, 0.58, 0.38, 0.58, 0.1),
        ),
        (),
    ),
    "care": (
        (
            (
                0.5,
                0.12,
                0.14,
                0.5,
                0.12,
                0.7,
                0.28,
                0.84,
                0.5,
                0.68,
                0.72,
                0.84,
                0.88,
                0.7,
                0.86,
                0.5,
                0.5,
                0.12,
            ),
        ),
        (),
    ),
    "computer": (
        (
            (0.1, 0.35, 0.9, 0.35, 0.9, 0.88, 0.1, 0.88, 0.1, 0.35),
            (0.5, 0.35, 0.5, 0.15),
            (0.28, 0.12, 0.72, 0.12),
        ),
        (),
    ),
    "result": (
        (
            (0.25, 0.1, 0.75, 0.1, 0.75, 0.9, 0.25, 0.9, 0.25, 0.1),
            (0.36, 0.48, 0.47, 0.36, 0.66, 0.64),
        ),
        (),
    ),
}


def draw_icon(canvas: Any, name: str, x: float, y: float, side: float) -> None:
    """In a square whose bottom left corner is at x, y."""
    strokes, rings = _SHAPES.get(name, _PAPERS)
    width = max(1.5, side * 0.03)
    with canvas:
        Color(*PRIMARY)
        for stroke in strokes:
            points = [(x if i % 2 == 0 else y) + value * side for i, value in enumerate(stroke)]
            Line(points=points, width=width, joint="round", cap="round")
        for middle_x, middle_y, radius in rings:
            corner = (x + (middle_x - radius) * side, y + (middle_y - radius) * side)
            Ellipse(pos=corner, size=(2 * radius * side, 2 * radius * side))
