"""Which way up printed lines stand: Vietnamese letters have their marks and most of their long strokes above.

Every piece of a printed line says how its ink lies about the small letters' bodies. Handwriting (whose lines
have no hard edge above and below) and ruled lines are not asked. Where the answers are few or divided nothing
is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hardware.page_quality.raster import Mask, Raster, millimetres

_STRIP = millimetres(40)
_RULE = millimetres(9)
"""No letter's stroke is so long."""
_LINE_HEIGHT = (millimetres(2.2), millimetres(9.0))
"""From the lowest mark to the highest, 8 to 24 points."""
_BODY = 0.4
"""Of a line's fullest rows: the rows between these are the small letters' bodies."""
_HARD_EDGE = 0.42
"""Of a line's fullest row gained within one row: print has 0.45 to 0.75, handwriting 0.25 to 0.35."""
_LEAST_PIECES = 14
_PLAIN = 0.2
"""Of all ink outside the bodies, how much more lies on one side."""
_SURE = 3.0
"""Standard errors between the lines' mean and 0."""


class Way(Enum):
    """How the page lies."""

    UPRIGHT = "upright"
    UPSIDE_DOWN = "upside-down"
    UNSURE = "unsure"


def way_up(raster: Raster, slant_degrees: float) -> Way:
    """By what the lines say, once they are level."""
    level = Image.fromarray(raster.ink.astype(np.uint8)).rotate(slant_degrees)
    ink = _without_rules(np.asarray(level, dtype=bool))
    said = np.array([lean for piece in _pieces(ink) if (lean := _leaning(piece)) is not None])
    if len(said) < _LEAST_PIECES:
        return Way.UNSURE
    mean = float(said.mean())
    if abs(mean) < max(_PLAIN, _SURE * float(said.std()) / len(said) ** 0.5):
        return Way.UNSURE
    return Way.UPRIGHT if mean > 0 else Way.UPSIDE_DOWN


def _pieces(ink: Mask) -> Iterator[NDArray[np.int64]]:
    """Of each line in each strip of the page, how much ink its rows have, from above."""
    for left in range(0, ink.shape[1] - _STRIP + 1, _STRIP):
        rows = ink[:, left : left + _STRIP].sum(axis=1)
        turns = np.flatnonzero(np.diff(np.concatenate(([False], rows > 0, [False])).astype(np.int8)))
        for top, end in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True):
            if _LINE_HEIGHT[0] <= end - top <= _LINE_HEIGHT[1] and rows[top:end].sum() >= _STRIP:
                yield rows[top:end]


def _leaning(rows: NDArray[np.int64]) -> float | None:
    """1: all ink outside the bodies is above them; -1: below; None: no printed line, or all is body."""
    change = np.diff(np.concatenate(([0], rows, [0]))) / rows.max()
    if (change.max() - change.min()) / 2 < _HARD_EDGE:
        return None
    body = np.flatnonzero(rows > np.percentile(rows, 90) * _BODY)
    above, below = int(rows[: body[0]].sum()), int(rows[body[-1] + 1 :].sum())
    if above + below < rows.sum() * 0.03:
        return None
    return (above - below) / (above + below)


def _without_rules(ink: Mask) -> Mask:
    return ink & ~_long_runs(ink) & ~_long_runs(ink.T).T


def _long_runs(ink: Mask) -> Mask:
    """Dots that are part of a level run of at least `_RULE`."""
    sums = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    starts = (sums[:, _RULE:] - sums[:, :-_RULE]) == _RULE
    marks = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    marks[:, : starts.shape[1]] += starts
    marks[:, _RULE : _RULE + starts.shape[1]] -= starts
    return np.asarray(np.cumsum(marks, axis=1)[:, : ink.shape[1]] > 0)
