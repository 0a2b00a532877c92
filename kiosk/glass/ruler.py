"""Measures text with the very fonts that draw it."""

from __future__ import annotations

from typing import Any

from kivy.core.text import Label as CoreLabel

from display.glass.fonts import NUMBER, TEXT
from kiosk.screens.scene import Face


class GlassRuler:
    """A `Ruler`; keeps one label a font and size, and every width it has measured."""

    def __init__(self) -> None:
        self._labels: dict[tuple[int, Face], Any] = {}
        self._widths: dict[tuple[str, int, Face], float] = {}

    def width(self, text: str, size_px: int, face: Face) -> float:
        key = (text, size_px, face)
        if key not in self._widths:
            if len(self._widths) > 20_000:
                self._widths.clear()
            self._widths[key] = float(self._label(size_px, face).get_extents(text)[0])
        return self._widths[key]

    def _label(self, size_px: int, face: Face) -> Any:
        if (size_px, face) not in self._labels:
            name = NUMBER if face is Face.NUMBER else TEXT
            self._labels[size_px, face] = CoreLabel(font_name=name, font_size=size_px, bold=face is Face.BOLD)
        return self._labels[size_px, face]
