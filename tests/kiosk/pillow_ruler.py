"""Measures text with Pillow and the same font files: no window is needed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from display.glass.fonts import BOLD_FILE, NUMBER_FILE, REGULAR_FILE
from kiosk.screens.scene import Face

_FOLDER = Path("/usr/share/fonts/truetype/noto")
_FILES = {Face.REGULAR: REGULAR_FILE, Face.BOLD: BOLD_FILE, Face.NUMBER: NUMBER_FILE}


class PillowRuler:
    def width(self, text: str, size_px: int, face: Face) -> float:
        return float(_font(size_px, face).getlength(text))


@lru_cache(maxsize=200)
def _font(size_px: int, face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FOLDER / _FILES[face], size_px)
