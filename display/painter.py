"""Paints a scene with Kivy: only when it differs from the one before, each line of text drawn once.

Knows Kivy's canvas and our fonts; knows nothing of calls and counters.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from typing import Any, Final

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Ellipse, Line, Rectangle, RoundedRectangle, Triangle
from kivy.uix.widget import Widget

from display.glass import fonts
from display.glass.legibility import CAPITAL_PER_EM
from display.scene import Arrow, Box, Dot, Face, Fill, Ring, Scene, Text

KEPT_TEXTURES: Final = 64
DESCENT_PER_EM: Final = 0.293
"""Of Noto Sans and Noto Sans Display; the base line stands this far above a texture's lower edge."""
HEIGHT_PER_EM: Final = 1.362

_FONTS: Final = {
    Face.TEXT: (fonts.TEXT, False),
    Face.BOLD: (fonts.TEXT, True),
    Face.NUMBER: (fonts.NUMBER, False),
}


@lru_cache(maxsize=512)
def kivy_ruler(text: str, font_px: int, face: Face) -> float:
    """Width of a line as Kivy will draw it."""
    return float(_label("", font_px, face).get_extents(text)[0]) if text else 0.0


def _label(text: str, font_px: int, face: Face) -> CoreLabel:
    name, is_bold = _FONTS[face]
    return CoreLabel(text=text, font_size=font_px, font_name=name, bold=is_bold)


class Painter(Widget):  # type: ignore[misc]  # Kivy is untyped
    """The whole window."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._scene: Scene | None = None
        self._textures: OrderedDict[tuple[str, int, Face], Any] = OrderedDict()

    def paint(self, scene: Scene) -> bool:
        """Show this scene; whether anything had to be drawn."""
        if scene == self._scene:
            return False
        self._scene = scene
        self.canvas.clear()
        with self.canvas:
            for item in scene:
                Color(*item.colour)
                match item:
                    case Fill(radius_px=radius) if radius:
                        size = (item.box.w, item.box.h)
                        RoundedRectangle(pos=self._corner(item.box), size=size, radius=[radius])
                    case Fill():
                        Rectangle(pos=self._corner(item.box), size=(item.box.w, item.box.h))
                    case Dot():
                        Ellipse(pos=self._corner(item.box), size=(item.box.w, item.box.h))
                    case Ring():
                        self._ring(item)
                    case Arrow():
                        self._arrow(item.box)
                    case Text():
                        self._text(item)
        return True

    def _corner(self, box: Box) -> tuple[float, float]:
        return box.x, self.height - box.y - box.h

    def _ring(self, ring: Ring) -> None:
        x, y = self._corner(ring.box)
        stroke = ring.stroke_px
        Line(
            ellipse=(x + stroke / 2, y + stroke / 2, ring.box.w - stroke, ring.box.h - stroke),
            width=stroke / 2,
        )

    def _arrow(self, box: Box) -> None:
        x, y = self._corner(box)
        head = min(box.h, box.w * 0.6)
        Rectangle(pos=(x, y + box.h * 0.37), size=(box.w - head * 0.9, box.h * 0.26))
        right = x + box.w
        Triangle(points=[right - head, y, right - head, y + box.h, right, y + box.h / 2])

    def _text(self, item: Text) -> None:
        texture = self._texture(item)
        if texture is None:
            return
        x, y = self._corner(item.box)
        base = y + (item.box.h - item.font_px * CAPITAL_PER_EM) / 2
        descent = DESCENT_PER_EM * texture.height / HEIGHT_PER_EM
        left = x + (item.box.w - texture.width) / 2 * item.align
        Rectangle(texture=texture, pos=(round(left), round(base - descent)), size=texture.size)

    def _texture(self, item: Text) -> Any:
        if not item.text:
            return None
        key = (item.text, item.font_px, item.face)
        texture = self._textures.pop(key, None)
        if texture is None:
            label = _label(*key)
            label.refresh()
            texture = label.texture
        self._textures[key] = texture
        while len(self._textures) > KEPT_TEXTURES:
            self._textures.popitem(last=False)
        return texture
