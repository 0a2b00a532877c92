"""The hop from network threads to the glass: however often it is pulled, Kivy draws at a bounded rate.

Knows Kivy's clock; knows nothing of what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

DRAW_EVERY_S: Final = 0.04


class GlassTrigger:
    """Calls `draw` on Kivy's thread soon after a pull; pulls in between count as one."""

    def __init__(self, draw: Callable[[], None], every_s: float = DRAW_EVERY_S) -> None:
        from kivy.clock import Clock

        self._pull: Callable[[], object] = Clock.create_trigger(lambda _dt: draw(), every_s)

    def pull(self) -> None:
        """Something changed; may be called from any thread, and returns at once."""
        self._pull()
