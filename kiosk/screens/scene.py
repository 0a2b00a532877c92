"""The parts a screen is made of, as values: texts, buttons, pictures, in pixels from the top left.

Knows what stands where and what a press means; knows nothing of Kivy or of citizens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from display.glass.palette import (
    CALL,
    DONE,
    GROUND,
    INK,
    NOTICE,
    NOTICE_GROUND,
    PRIMARY,
    QUIET,
    WHITE,
    Colour,
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, by: float) -> Box:
        """Smaller by that on each side."""
        return Box(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)

    def top_part(self, h: float, gap: float = 0) -> tuple[Box, Box]:
        """The uppermost so many pixels, and the rest below the gap."""
        return Box(self.x, self.y, self.w, h), Box(self.x, self.y + h + gap, self.w, self.h - h - gap)

    def bottom_part(self, h: float, gap: float = 0) -> tuple[Box, Box]:
        """The rest above the gap, and the lowest so many pixels."""
        return Box(self.x, self.y, self.w, self.h - h - gap), Box(self.x, self.bottom - h, self.w, h)

    def left_part(self, w: float, gap: float = 0) -> tuple[Box, Box]:
        """The leftmost so many pixels, and the rest behind the gap."""
        return Box(self.x, self.y, w, self.h), Box(self.x + w + gap, self.y, self.w - w - gap, self.h)

    def right_part(self, w: float, gap: float = 0) -> tuple[Box, Box]:
        """The rest before the gap, and the rightmost so many pixels."""
        return Box(self.x, self.y, self.w - w - gap, self.h), Box(self.right - w, self.y, w, self.h)

    def columns(self, count: int, gap: float) -> list[Box]:
        """Side by side, equally wide."""
        w = (self.w - gap * (count - 1)) / count
        return [Box(self.x + (w + gap) * i, self.y, w, self.h) for i in range(count)]

    def rows(self, count: int, gap: float) -> list[Box]:
        """One below the other, equally high."""
        h = (self.h - gap * (count - 1)) / count
        return [Box(self.x, self.y + (h + gap) * i, self.w, h) for i in range(count)]


@dataclass(frozen=True, slots=True)
class Act:
    """What a press does; equal acts are the same, so that an unchanged button is not drawn again."""

    call: Callable[..., None]
    args: tuple[object, ...] = ()

    def __call__(self) -> None:
        self.call(*self.args)


class Face(StrEnum):
    """Which cut of the font."""

    REGULAR = "regular"
    BOLD = "bold"
    NUMBER = "number"


class Align(StrEnum):
    """Where a line stands in its box; `middle` texts are centred downwards, too."""

    LEFT = "left"
    MIDDLE = "middle"


class Style(StrEnum):
    """How a button looks."""

    PRIMARY = "primary"
    PLAIN = "plain"
    TILE = "tile"
    QUIET = "quiet"
    """Can be pressed, and then says why it does not do what it is called."""
    DONE = "done"
    KEY = "key"


COLOURS: dict[Style, tuple[Colour, Colour]] = {
    Style.PRIMARY: (PRIMARY, WHITE),
    Style.PLAIN: (WHITE, PRIMARY),
    Style.TILE: (WHITE, INK),
    Style.QUIET: (GROUND, QUIET),
    Style.DONE: (DONE, WHITE),
    Style.KEY: (WHITE, INK),
}
"""Ground and text."""

TONES: dict[str, tuple[Colour | None, Colour]] = {
    "ink": (None, INK),
    "quiet": (None, QUIET),
    "notice": (NOTICE_GROUND, NOTICE),
    "call": (None, CALL),
    "primary": (None, PRIMARY),
}


class Tone(StrEnum):
    """How a text looks."""

    INK = "ink"
    QUIET = "quiet"
    NOTICE = "notice"
    CALL = "call"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines already broken to fit."""

    box: Box
    lines: tuple[str, ...]
    size_px: int
    face: Face = Face.REGULAR
    tone: Tone = Tone.INK
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a button."""

    text: str
    size_px: int
    face: Face = Face.BOLD


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press."""

    name: str
    """Stable: tests and the demo press by it."""
    box: Box
    lines: tuple[Line, ...]
    act: Act
    style: Style = Style.PLAIN
    align: Align = Align.MIDDLE
    icon: str | None = None
    icon_box: Box | None = None
    """Where the icon stands; None: it fills a button without words."""
    pad_px: float = 0
    """Left and right of the words."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The crest: a long press means something, a short one nothing."""

    name: str
    box: Box
    act: Act
    picture_file: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG, as large as its box allows."""

    box: Box
    image: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of a scrolled text."""

    lines: tuple[str, ...]
    size_px: int
    face: Face = Face.REGULAR
    tone: Tone = Tone.INK
    space_px: float = 0
    """Above it."""


@dataclass(frozen=True, slots=True)
class Scroll:
    """A long text; the buttons named here move it."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    up: Button
    down: Button


@dataclass(frozen=True, slots=True)
class Dots:
    """The touch test's marks; every touch on it is told as shares of width and height."""

    marks: tuple[tuple[float, float], ...]
    touched: Callable[[float, float], None]


@dataclass(frozen=True, slots=True)
class Steps:
    """A line with so many stations, the first `reached` of them come to."""

    box: Box
    count: int
    reached: int


@dataclass(frozen=True, slots=True)
class Veil:
    """Covers what is below; what follows stands on it."""

    card: Box


Part = Text | Button | Hold | Picture | Scroll | Dots | Steps | Veil
Scene = tuple[Part, ...]


class Ruler(Protocol):
    """Measures text as it will be drawn."""

    def width(self, text: str, size_px: int, face: Face) -> float:
        """Pixels."""
        ...


LINE_HEIGHT = 1.2
"""Of the font size, from line to line; Noto's own 1.36 is more than Vietnamese needs."""


def lines_height(count: int, size_px: int) -> float:
    """How high so many lines are."""
    return count * size_px * LINE_HEIGHT


def nothing(*_args: Any) -> None:
    """A press that only shows that somebody is there."""
