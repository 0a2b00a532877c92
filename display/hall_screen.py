"""The hall's content for a window: board, layout and scene put together.

Keeps the layout as long as the panel stays the same.
"""

from __future__ import annotations

from collections.abc import Callable

from contract.states import PanelSize
from display.board import HallBoard
from display.glass.legibility import Legibility
from display.hall_layout import HallLayout, hall_layout
from display.hall_scene import hall_scene
from display.known import Known
from display.notice_turns import NoticeTurns
from display.panel import fitted
from display.record_scene import board_s
from display.scene import Ruler, Scene


class HallScreen:
    """See `display.drawing.Composed`."""

    def __init__(
        self,
        board: HallBoard,
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
        self._notice_turns = NoticeTurns()
        self._laid_out: tuple[PanelSize, HallLayout] | None = None

    @property
    def is_flashing(self) -> bool:
        """Whether a call flashes now."""
        return self._board.is_flashing

    def scene(self, width_px: int, height_px: int) -> Scene:
        """What to show now."""
        known = self._known()
        told = known.settings.panel if known.settings else None
        panel = fitted(told or self._panel, width_px, height_px)
        if self._laid_out is None or self._laid_out[0] != panel:
            self._laid_out = (panel, hall_layout(Legibility(panel), self._ruler))
        view, layout = self._board.view(known), self._laid_out[1]
        notice_turn = self._notice_turns.at(board_s(view, layout, self._ruler))
        return hall_scene(view, layout, self._ruler, self._monotonic_s(), notice_turn)
