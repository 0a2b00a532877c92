"""What a start leaves behind stays until the end: the garbage collector need not walk it again and again."""

from __future__ import annotations

import gc


def settle() -> None:
    """Once everything is up; measured: a report of today met a walk of 40 ms in every other answer."""
    gc.collect()
    gc.freeze()
