"""By how many degrees lines of writing lean: turned straight, their ink falls into few rows.

Knows rows of ink; a page without lines has no slant.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardware.page_quality.raster import Raster, inner

MOST_DEGREES = 20.0
_POINTS = 12_000
_LEAST_POINTS = 1500
_ROW = 2.0
"""Dots a row is high while angles are tried."""


def slant_degrees(raster: Raster) -> tuple[float, float]:
    """Degrees, the right end down being positive; and how plainly: the best row pattern over the middling."""
    rows, columns = np.nonzero(raster.ink[inner(raster.ink.shape, 6.0)])
    if len(rows) < _LEAST_POINTS:
        return 0.0, 0.0
    chosen = np.random.default_rng(1).permutation(len(rows))[:_POINTS]  # the same ones each time
    y, x = rows[chosen].astype(np.float32), columns[chosen].astype(np.float32)
    coarse = np.arange(-MOST_DEGREES, MOST_DEGREES + 0.1, 0.5)
    heaped = _heaped(y, x, coarse)
    best = float(coarse[int(heaped.argmax())])
    fine = np.arange(best - 0.5, best + 0.55, 0.1)
    heaped_fine = _heaped(y, x, fine)
    plainness = float(heaped_fine.max() / np.median(heaped))
    return float(fine[int(heaped_fine.argmax())]), plainness


def _heaped(
    y: NDArray[np.float32], x: NDArray[np.float32], degrees: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How unevenly the ink falls into rows, by angle."""
    found = []
    for angle in np.radians(degrees):
        at = (y * np.cos(angle) - x * np.sin(angle)) / _ROW
        counts = np.bincount((at - at.min()).astype(np.int32)).astype(np.float64)
        found.append(float((np.diff(counts) ** 2).sum()))
    return np.array(found)
