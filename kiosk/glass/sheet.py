"""The glass: mirrors a scene, keeps widgets whose part has not changed, knows where named things are.

Knows scenes and touches; knows nothing of the flow but that a touch beside everything counts as life.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from display.glass.palette import GROUND
from kiosk.glass.scrolling import ScrollWidget
from kiosk.glass.steps import StepsWidget
from kiosk.glass.widgets import (
    ButtonWidget,
    DotsWidget,
    HoldWidget,
    PictureWidget,
    TextWidget,
    VeilWidget,
    failsafe,
)
from kiosk.screens.scene import Box, Button, Dots, Hold, Part, Picture, Scene, Scroll, Steps, Text, Veil


class Sheet(FloatLayout):  # type: ignore[misc]  # Kivy has no types
    """The root widget."""

    def __init__(self, touched: Callable[[], None]) -> None:
        super().__init__()
        self._touched = touched
        with self.canvas.before:
            Color(*GROUND)
            self._ground = Rectangle()
        self.bind(size=self._fill)
        self._shown: list[tuple[Part, Widget]] = []

    def show(self, scene: Scene) -> None:
        """Draw what is new, leave what is not: a finger on an unchanged button keeps it."""
        old = list(self._shown)
        fresh: list[tuple[Part, Widget]] = []
        for part in scene:
            same = next((pair for pair in old if pair[0] == part), None)
            if same is not None:
                old.remove(same)
            fresh.append(same or (part, self._widget(part)))
        self.clear_widgets()
        for _, widget in fresh:
            self.add_widget(widget)
        self._shown = fresh

    def names(self) -> dict[str, list[float]]:
        """Where named things are: x, y, width, height as shares of the glass, from the top left."""
        parts = [part for part, _ in self._shown]
        veils = [index for index, part in enumerate(parts) if isinstance(part, Veil)]
        boxes = {}
        for part in parts[veils[-1] if veils else 0 :]:
            buttons = (part.up, part.down) if isinstance(part, Scroll) else (part,)
            for named in buttons:
                if isinstance(named, Button | Hold):
                    box = named.box
                    shares = (
                        box.x / self.width,
                        box.y / self.height,
                        box.w / self.width,
                        box.h / self.height,
                    )
                    boxes[named.name] = [round(share, 4) for share in shares]
        return boxes

    def _shares(self, box: Box) -> list[float]:
        w, h = self.width, self.height
        return [round(share, 4) for share in (box.x / w, box.y / h, box.w / w, box.h / h)]

    def show_failsafe(self, lines: tuple[str, ...], size_px: int) -> None:
        """Words only."""
        self.clear_widgets()
        self._shown = []
        self.add_widget(failsafe(lines, size_px, tuple(self.size)))

    def on_touch_down(self, touch: Any) -> bool:
        is_taken = super().on_touch_down(touch)
        if not is_taken:
            self._touched()
        return bool(is_taken)

    def _fill(self, *_: Any) -> None:
        self._ground.size = self.size

    def _widget(self, part: Part) -> Widget:
        top, size = self.height, (self.width, self.height)
        match part:
            case Text():
                return TextWidget(part, top)
            case Button():
                return ButtonWidget(part, top)
            case Hold():
                return HoldWidget(part, top)
            case Picture():
                return PictureWidget(part, top)
            case Scroll():
                return ScrollWidget(part, size)
            case Dots():
                return DotsWidget(part, size)
            case Steps():
                return StepsWidget(part, top)
            case Veil():
                return VeilWidget(part, size)
