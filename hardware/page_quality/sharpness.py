"""How sharp print and strokes are: how much of its darkness an edge gains from one dot to the next.

Judged only where ink stands on paper; a photograph's soft shades say nothing.
"""

from __future__ import annotations

import numpy as np

from hardware.page_quality.raster import Dots, Raster, inner

SQUARE = 24
"""Dots, 4 mm: a letter or two."""
LEAST_SQUARES = 12
"""On fewer nothing is said."""
_LEAST_CONTRAST = 0.5
"""Of the page's own: fainter squares are left out."""
_LEAST_PAPER = 0.35
"""Share of a square that must be paper."""
_PAPER_VARIES = 12.0
"""Darker ground is a photograph's."""
_LEAST_PRINT = 0.6
"""Of what is on the page; else it is a page of photographs."""


def sharpness(raster: Raster) -> float | None:
    """The steepest step of one dot in the middle square, as a share of that square's whole darkness.

    About 0.6 for good print, under 0.3 where letters run together; None: too little print to say.
    """
    middle = inner(raster.darkness.shape, 6.0)
    dark = raster.darkness[middle]
    deepest = _of_squares(dark, "max")
    is_marked = deepest > raster.contrast * _LEAST_CONTRAST
    is_print = is_marked & (_paper_share(dark, deepest) > _LEAST_PAPER)
    is_print &= _of_squares(raster.paper[middle], "mean") > np.percentile(raster.paper, 80) - _PAPER_VARIES
    if int(is_print.sum()) < max(LEAST_SQUARES, int(is_marked.sum()) * _LEAST_PRINT):
        return None
    across = _of_squares(np.abs(np.diff(dark, axis=1, append=dark[:, -1:])), "max")
    down = _of_squares(np.abs(np.diff(dark, axis=0, append=dark[-1:, :])), "max")
    steps = (float(np.median(step[is_print] / deepest[is_print])) for step in (across, down))
    return min(steps)


def _of_squares(dots: Dots, how: str) -> Dots:
    height, width = (length - length % SQUARE for length in dots.shape)
    squares = dots[:height, :width].reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE)
    return np.asarray(squares.max(axis=(1, 3)) if how == "max" else squares.mean(axis=(1, 3)))


def _paper_share(dark: Dots, deepest: Dots) -> Dots:
    height, width = deepest.shape
    squares = dark[: height * SQUARE, : width * SQUARE].reshape(height, SQUARE, width, SQUARE)
    is_paper = squares < deepest[:, None, :, None] * 0.2
    return np.asarray(is_paper.mean(axis=(1, 3)), dtype=np.float32)
