"""A long text that scrolls under the finger and by its two buttons."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from display.glass.palette import PRIMARY, QUIET
from kiosk.glass.widgets import ButtonWidget
from kiosk.glass.words import label, place
from kiosk.screens.scene import TONES, Act, Box, Paragraph, Scroll, lines_height

_STEP = 0.8
"""Of what is seen: the last lines stay in sight."""


class ScrollWidget(FloatLayout):  # type: ignore[misc]  # Kivy has no types
    """Text at its place, buttons at theirs."""

    def __init__(self, part: Scroll, size: tuple[float, float]) -> None:
        super().__init__(size_hint=(None, None), pos=(0, 0), size=size)
        top = size[1]
        box = part.box
        self._view = ScrollView(
            size_hint=(None, None),
            pos=(box.x, top - box.bottom),
            size=(box.w, box.h),
            bar_width=box.w * 0.012,
            bar_color=tuple(PRIMARY),
            bar_inactive_color=tuple(QUIET),
            scroll_type=["bars", "content"],
        )
        self._view.add_widget(_column(part.paragraphs, box))
        self.add_widget(self._view)
        for button, share in ((part.up, _STEP), (part.down, -_STEP)):
            widget = ButtonWidget(button, top)
            widget.act = Act(self._move, (share,))
            self.add_widget(widget)

    def _move(self, share: float) -> None:
        hidden = self._view.children[0].height - self._view.height
        if hidden > 0:
            step = share * self._view.height / hidden
            self._view.scroll_y = min(1.0, max(0.0, self._view.scroll_y + step))


def _column(paragraphs: tuple[Paragraph, ...], box: Box) -> BoxLayout:
    column = BoxLayout(orientation="vertical", size_hint=(1, None))
    for paragraph in paragraphs:
        column.add_widget(_paragraph(paragraph, box.w * 0.98))
    column.height = sum(child.height for child in column.children)
    return column


def _paragraph(paragraph: Paragraph, width: float) -> Widget:
    ground, ink = TONES[paragraph.tone]
    text_h = lines_height(len(paragraph.lines), paragraph.size_px)
    words = label(paragraph.lines, paragraph.size_px, paragraph.face, ink)
    holder = Widget(size_hint=(1, None), height=text_h + paragraph.space_px)
    holder.add_widget(words)
    with holder.canvas.before:
        Color(*(ground or (0, 0, 0, 0)))
        back = Rectangle()

    def follow(*_: Any) -> None:
        place(words, holder.x, holder.y, width, text_h)
        back.pos, back.size = (holder.x, holder.y), (width, text_h)

    holder.bind(pos=follow, size=follow)
    return holder
