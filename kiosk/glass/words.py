"""Lines of text as Kivy labels."""

from __future__ import annotations

from kivy.uix.label import Label

from display.glass.fonts import NUMBER, TEXT
from display.glass.palette import Colour
from kiosk.screens.scene import LINE_HEIGHT, Align, Face

_FONT_LINE_HEIGHT = 1.362
"""Noto Sans: from line to line, in font sizes."""


def label(
    lines: tuple[str, ...], size_px: int, face: Face, colour: Colour, align: Align = Align.LEFT
) -> Label:
    """The lines as they are: nothing is wrapped or cut here. Place and size are set by the caller."""
    return Label(
        text="\n".join(lines),
        font_name=NUMBER if face is Face.NUMBER else TEXT,
        font_size=size_px,
        bold=face is Face.BOLD,
        color=tuple(colour),
        line_height=LINE_HEIGHT / _FONT_LINE_HEIGHT,
        halign="center" if align is Align.MIDDLE else "left",
        valign="middle",
        size_hint=(None, None),
    )


def place(words: Label, x: float, y: float, w: float, h: float) -> None:
    """In that box, at half its height. The label is a little wider than the box: lines were broken to fit
    already, and a pixel of rounding must not make Kivy break them again.
    """
    slack = words.font_size
    left = x if words.halign == "left" else x - slack / 2
    words.pos, words.size, words.text_size = (left, y), (w + slack, h), (w + slack, None)
