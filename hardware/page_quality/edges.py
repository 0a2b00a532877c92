"""Whether writing runs off the picture: strokes that are cut by an edge.

A scanner's own shadow along an edge, ruled paper and a photograph that fills the page are no strokes.
"""

from __future__ import annotations

import numpy as np

from hardware.page_quality.raster import Mask, Raster, millimetres

_BAND = millimetres(5.0)
_SHADOW = millimetres(2.0)
"""A scanner's shadow is no broader."""
_SHADOW_SHARE = 0.3
_MOST_STROKE = millimetres(8.0)
_INWARD = 4
"""Dots a stroke must go on towards the middle: specks do not."""
_LEAST_PAPER = 0.6
LEAST_STROKES = 3
"""Cut by one edge."""


def strokes_cut(raster: Raster) -> int:
    """By the edge that cuts the most."""
    ink = raster.ink
    sides = (ink[:_BAND], ink[::-1][:_BAND], ink.T[:_BAND], ink.T[::-1][:_BAND])
    return max(_cut_in(side) for side in sides)


def _cut_in(band: Mask) -> int:
    """`band` begins with the row of dots at the edge."""
    shadowed = np.flatnonzero(band[:_SHADOW].mean(axis=1) > _SHADOW_SHARE)
    first = int(shadowed[-1]) + 3 if len(shadowed) else 1
    inside = band[first:]
    if len(inside) <= _INWARD or inside.mean() > 1 - _LEAST_PAPER:
        return 0
    return sum(_goes_on(inside, start, end) for start, end in _runs(inside[0]))


def _runs(row: Mask) -> list[tuple[int, int]]:
    turns = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return list(zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True))


def _goes_on(inside: Mask, start: int, end: int) -> bool:
    if not 2 <= end - start <= _MOST_STROKE:
        return False
    beside = inside[1 : _INWARD + 1, max(0, start - 2) : end + 2]
    return bool(beside.any(axis=1).all())
