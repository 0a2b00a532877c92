"""Whose turn it is among the notices: their turns pass only while the calls' board is on the glass.

A page that records or a new call took the place of has its whole turn when the board is back, and the next
comes after it. Pure; knows neither notices nor pixels.
"""

from __future__ import annotations

from display.hall_scene import PAGE_S


class NoticeTurns:
    """Used from the drawing thread alone."""

    def __init__(self) -> None:
        self._before = self._turn = 0
        self._began_s = self._seen_s = 0.0

    def at(self, board_s: float | None) -> int:
        """Which turn it is; `board_s` as `record_scene.board_s` has it, asked at least once a turn."""
        board_s = board_s or 0.0
        is_the_same_stay = 0 <= board_s - self._seen_s < PAGE_S
        if not is_the_same_stay:
            self._before, self._began_s = self._turn, board_s - board_s % PAGE_S
        self._seen_s = board_s
        self._turn = self._before + int((board_s - self._began_s) / PAGE_S)
        return self._turn
