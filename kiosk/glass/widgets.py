"""One Kivy widget for each part of a scene.

Knows how parts look and how a press feels; knows nothing of what a press does.
"""

from __future__ import annotations

import io
from typing import Any

from kivy.clock import Clock
from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Ellipse, Line, Rectangle, RoundedRectangle
from kivy.uix.widget import Widget

from display.glass.palette import GROUND, INK, PRIMARY, WHITE
from kiosk.glass.icons import draw_button_icon, line_colour
from kiosk.glass.words import label, place
from kiosk.screens.scene import (
    COLOURS,
    TONES,
    Align,
    Box,
    Button,
    Dots,
    Face,
    Hold,
    Picture,
    Text,
    Veil,
    lines_height,
)

HOLD_S = 3.0
_RAISED = 0.08
"""Of a line: what hangs below the line takes less room than the marks above it."""
_CORNER_PX = 14
"""All buttons alike, large or small; half a key's height at most."""


class PartWidget(Widget):  # type: ignore[misc]  # Kivy has no types
    """Stands where its part says; `top` is the glass's height, since Kivy counts from below."""

    def __init__(self, box: Box, top: float) -> None:
        super().__init__(size_hint=(None, None), pos=(box.x, top - box.bottom), size=(box.w, box.h))


class TextWidget(PartWidget):
    def __init__(self, part: Text, top: float) -> None:
        super().__init__(part.box, top)
        ground, ink = TONES[part.tone]
        if ground is not None:
            with self.canvas:
                Color(*ground)
                Rectangle(pos=self.pos, size=self.size)
        words = label(part.lines, part.size_px, part.face, ink, part.align)
        place(words, self.x, self.y, self.width, self.height)
        self.add_widget(words)


class ButtonWidget(PartWidget):
    """Answers a touch by its colour at once, and acts when the finger leaves it inside."""

    def __init__(self, part: Button, top: float) -> None:
        super().__init__(part.box, top)
        self.act = part.act
        ground, ink = COLOURS[part.style]
        radius = min(_CORNER_PX, min(self.size) / 2)
        with self.canvas:
            self._colour = Color(*ground)
            RoundedRectangle(pos=self.pos, size=self.size, radius=[radius])
            Color(*line_colour(part))
            Line(rounded_rectangle=(*self.pos, *self.size, radius), width=1.5)
        self._ground = ground
        draw_button_icon(self.canvas, part, top)
        self._add_words(part, ink)

    def _add_words(self, part: Button, ink: tuple[float, ...]) -> None:
        heights = [lines_height(1, line.size_px) for line in part.lines]
        y = self.center_y + sum(heights) / 2 + heights[0] * _RAISED if heights else 0
        for line, height in zip(part.lines, heights, strict=True):
            y -= height
            words = label((line.text,), line.size_px, line.face, ink, part.align)  # type: ignore[arg-type]
            place(words, self.x + part.pad_px, y, self.width - 2 * part.pad_px, height)
            self.add_widget(words)

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._colour.rgba = (*(shade * 0.8 for shade in self._ground[:3]), 1)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._colour.rgba = tuple(self._ground)
        if self.collide_point(*touch.pos):
            self.act()
        return True


class HoldWidget(PartWidget):
    """The crest's place: a drawn door where no crest is given."""

    def __init__(self, part: Hold, top: float) -> None:
        super().__init__(part.box, top)
        self._act = part.act
        self._waiting: Any = None
        if part.picture_file is not None:
            _draw_picture(self, CoreImage(part.picture_file).texture)
            return
        side = min(self.size) * 0.86
        x, y = self.center_x - side / 2, self.center_y - side / 2
        with self.canvas:
            Color(*PRIMARY)
            Ellipse(pos=(x, y), size=(side, side))
            Color(*WHITE)
            Rectangle(pos=(x + side * 0.34, y + side * 0.24), size=(side * 0.32, side * 0.5))
            Color(*PRIMARY)
            Ellipse(pos=(x + side * 0.56, y + side * 0.45), size=(side * 0.06, side * 0.06))

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._waiting = Clock.schedule_once(lambda _dt: self._act(), HOLD_S)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._waiting.cancel()
        return True


class PictureWidget(PartWidget):
    def __init__(self, part: Picture, top: float) -> None:
        super().__init__(part.box, top)
        kind = "png" if part.image.startswith(b"\x89PNG") else "jpg"
        _draw_picture(self, CoreImage(io.BytesIO(part.image), ext=kind).texture)


class DotsWidget(PartWidget):
    """Hears every touch on the whole glass and lets it through."""

    def __init__(self, part: Dots, size: tuple[float, float]) -> None:
        super().__init__(Box(0, 0, *size), size[1])
        self._touched = part.touched
        with self.canvas:
            Color(*PRIMARY)
            for x, y in part.marks:
                Ellipse(pos=(x * size[0] - 20, (1 - y) * size[1] - 20), size=(40, 40))

    def on_touch_down(self, touch: Any) -> bool:
        self._touched(touch.x / self.width, 1 - touch.y / self.height)
        return False


class VeilWidget(PartWidget):
    """What is below can be seen, not pressed."""

    def __init__(self, part: Veil, size: tuple[float, float]) -> None:
        super().__init__(Box(0, 0, *size), size[1])
        card, top = part.card, size[1]
        with self.canvas:
            Color(*INK[:3], 0.6)
            Rectangle(pos=(0, 0), size=size)
            Color(*GROUND)
            RoundedRectangle(pos=(card.x, top - card.bottom), size=(card.w, card.h), radius=[12])

    def on_touch_down(self, _touch: Any) -> bool:
        return True


def failsafe(lines: tuple[str, ...], size_px: int, size: tuple[float, float]) -> PartWidget:
    """A plain sentence and nothing else, for when drawing itself has failed."""
    box = Box(size[0] * 0.08, 0, size[0] * 0.84, size[1])
    widget = PartWidget(box, size[1])
    words = label(lines, size_px, Face.BOLD, INK, Align.MIDDLE)
    place(words, box.x, 0, box.w, box.h)
    widget.add_widget(words)
    return widget


def _draw_picture(widget: PartWidget, texture: Any) -> None:
    scale = min(widget.width / texture.width, widget.height / texture.height)
    w, h = texture.width * scale, texture.height * scale
    with widget.canvas:
        Color(1, 1, 1, 1)
        Rectangle(texture=texture, pos=(widget.center_x - w / 2, widget.center_y - h / 2), size=(w, h))
