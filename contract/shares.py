"""How a share is rounded wherever it is shown: to tenths of a percent, and never to all or none unless it is.

Integers only, for a display and the hub must come to the same figure; knows nothing of how it is written.
"""

from __future__ import annotations


def nearest_tenths(part: int, whole: int) -> int | None:
    """Tenths of a percent; 1000 means all and 0 none, never nearly so. None: nothing to be a part of."""
    if not whole:
        return None
    nearest = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        return min(max(nearest, 1), 999)
    return nearest
