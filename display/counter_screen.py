"""A counter's content for a window: board and scene put together."""

from __future__ import annotations

from collections.abc import Callable

from contract.states import PanelSize
from display.counter_board import CounterBoard
from display.counter_scene import counter_scene
from display.glass.legibility import Legibility
from display.known import Known
from display.panel import fitted
from display.scene import Ruler, Scene


class CounterScreen:
    """See `display.drawing.Composed`."""

    def __init__(
        self,
        board: CounterBoard,
        known: Callable[[], Known],
        panel: PanelSize,
        ruler: Ruler,
        monotonic_s: Callable[[], float],
    ) -> None:
        self._board = board
        self._known = known
        self._panel = panel
        self._ruler = ruler
        self._monotonic_s = monotonic_s

    @property
    def is_flashing(self) -> bool:
        """Whether the number flashes now."""
        return self._board.is_flashing

    def scene(self, width_px: int, height_px: int) -> Scene:
        """What to show now."""
        known = self._known()
        told = known.settings.panel if known.settings else None
        glass = Legibility(fitted(told or self._panel, width_px, height_px))
        return counter_scene(self._board.view(known), glass, self._ruler, self._monotonic_s())
