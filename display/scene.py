"""What is on a screen, as a list of grounds, signs and lines of text with their places.

Pure: a scene is composed and measured here and painted elsewhere. Pixels, y from the top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum, unique
from typing import Final, Protocol

from display.glass.palette import Colour

ROW_PER_EM: Final = 1.1
"""Least height of a row in parts of its font size: ink of neighbours does not meet."""

GOES_ON: Final = "…"
PAUSES: Final = ",;:–"
HARD_SPACE: Final = "\N{NO-BREAK SPACE}"


@unique
class Face(StrEnum):
    """Cuts of the two families."""

    TEXT = "text"
    BOLD = "bold"
    NUMBER = "number"


@unique
class Align(IntEnum):
    """Where in its box a line of text stands: how many halves of the free room are left of it."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    def inset(self, side: float) -> Box:
        """The same, narrower by `side` left and right."""
        return Box(self.x + side, self.y, max(0.0, self.w - 2 * side), self.h)

    def row(self, index: int, height: float) -> Box:
        """The n-th row of that height from the top."""
        return Box(self.x, self.y + index * height, self.w, height)


@dataclass(frozen=True, slots=True)
class Fill:
    """A ground of one colour."""

    box: Box
    colour: Colour
    radius_px: float = 0.0
    """Of its corners."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle that is open inside."""

    box: Box
    colour: Colour
    stroke_px: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow to the right: Noto Sans has none."""

    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, its capitals centred in the height of the box."""

    name: str
    """What it is, for tests: `newest.number`."""
    text: str
    box: Box
    font_px: int
    face: Face
    colour: Colour
    ground: Colour
    """What stands behind it."""
    align: Align = Align.LEFT


Item = Fill | Dot | Ring | Arrow | Text
Scene = tuple[Item, ...]


class Ruler(Protocol):
    """Measures text with the fonts that will draw it."""

    def __call__(self, text: str, font_px: int, face: Face) -> float:
        """Width in pixels."""
        ...


def largest_font(ruler: Ruler, text: str, face: Face, width: float, wanted_px: float) -> int:
    """The wanted font size, or the largest at which the text is no wider."""
    wanted = int(wanted_px)
    needed = ruler(text, wanted, face)
    return wanted if needed <= width else max(1, int(wanted * width / needed) - 1)


def shortened(ruler: Ruler, text: str, face: Face, font_px: int, width: float, tail: str = "") -> str:
    """Text and tail in one line; the text cut at a word where it is too long, the tail always whole."""
    words = text.split()
    whole = f"{text}{tail}"
    while ruler(whole, font_px, face) > width and len(words) > 1:
        words.pop()
        whole = f"{' '.join(words).rstrip(' ,;:(–-')}…{tail}"
    return whole


def pages(
    ruler: Ruler, sentences: tuple[str, ...], face: Face, font_px: int, width: float
) -> tuple[str, ...]:
    """One-line pages: whole sentences together where they fit; a longer one has pages of its own."""
    made: list[str] = []
    can_join = False
    for sentence in sentences:
        joined = f"{made[-1]} {sentence}" if can_join else sentence
        is_whole = ruler(sentence, font_px, face) <= width
        if can_join and ruler(joined, font_px, face) <= width:
            made[-1] = joined
        else:
            made += [sentence] if is_whole else _parted(ruler, sentence, face, font_px, width)
        can_join = is_whole
    return tuple(made)


def _parted(ruler: Ruler, sentence: str, face: Face, font_px: int, width: float) -> list[str]:
    """A sentence in as few pages as it needs; "…" says that it goes on where no comma does."""
    parts = evenly(ruler, sentence, face, font_px, width - ruler(f" {GOES_ON}", font_px, face))
    return [*(part if part[-1] in PAUSES else f"{part} {GOES_ON}" for part in parts[:-1]), parts[-1]]


def evenly(ruler: Ruler, text: str, face: Face, font_px: int, width: float) -> list[str]:
    """The text in as few lines as it needs: parted at pauses where that takes no more, else evenly."""
    count = len(lines(ruler, text, face, font_px, width))
    clauses = re.sub(f"(?<![{PAUSES}]) ", HARD_SPACE, text)
    parts = [part.replace(HARD_SPACE, " ") for part in lines(ruler, clauses, face, font_px, width)]
    if len(parts) <= count and all(ruler(part, font_px, face) <= width for part in parts):
        return parts
    narrow, wide = width / 2, width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        is_enough = len(lines(ruler, text, face, font_px, middle)) <= count
        narrow, wide = (narrow, middle) if is_enough else (middle, wide)
    return lines(ruler, text, face, font_px, wide)


def lines(ruler: Ruler, text: str, face: Face, font_px: int, width: float) -> list[str]:
    """The text wrapped at words; a single word is never parted."""
    made: list[str] = []
    for word in filter(None, text.split(" ")):
        joined = f"{made[-1]} {word}" if made else word
        if made and ruler(joined, font_px, face) <= width:
            made[-1] = joined
        else:
            made.append(word)
    return made


def wrapped(ruler: Ruler, text: str, face: Face, font_px: int, width: float, most: int) -> list[str]:
    """At most so many lines; what is left over is cut at a word."""
    made = lines(ruler, text, face, font_px, width)
    if len(made) > most:
        rest = " ".join(made[most - 1 :])
        made = [*made[: most - 1], shortened(ruler, rest, face, font_px, width)]
    return made
