"""The newest call on its plate: `A025 → Quầy 3`, in one line or the number above its counter.

Pure composition; knows nothing of where on the screen the plate stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import Final

from display.board import CallRow
from display.counter_name import CounterName
from display.glass import palette
from display.glass.legibility import CAPITAL_PER_EM
from display.glass.palette import Colour
from display.scene import ROW_PER_EM, Align, Arrow, Box, Face, Fill, Item, Ruler, Text, largest_font, lines

ARROW_EM: Final = 0.45
GAP_EM: Final = 0.12
LINES_OF_A_NAME: Final = 2
WORD_PER_NUMBER: Final = 0.6
"""Size of the word beside the counter's number."""
TAIL_EM: Final = 0.16
"""How far letters such as `Q` and `y` reach below the base line, in parts of the word's size."""
LEAST_GAP: Final = 0.08
"""Free room above, between and below two lines, each in parts of the plate's height."""
ROUNDING: Final = 0.05
"""Radius of the plate's corners in parts of its height."""
PLATE: Final = palette.colour("#14345F")
"""Ground of a call that is no longer new: white 12.5:1, `BOARD_NUMBER` 8.8:1."""


@unique
class Lines(Enum):
    """How a strip is laid out."""

    ONE = 1
    TWO = 2
    """The number above, the counter below: the number can be larger."""


@dataclass(frozen=True, slots=True)
class StripSize:
    """Font sizes of one strip."""

    number_px: int
    tail_px: int
    """Of the counter's number."""
    least_word_px: int
    """The word beside the counter's number is never smaller."""
    lines: Lines

    @property
    def word_px(self) -> int:
        """Font size of the word."""
        return max(self.least_word_px, int(self.tail_px * WORD_PER_NUMBER))


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of one strip."""

    text: Colour
    number: Colour
    ground: Colour


LIT_INK: Final = Ink(palette.BOARD, palette.BOARD, palette.BOARD_NUMBER)
QUIET_INK: Final = Ink(palette.BOARD_QUIET, palette.BOARD_QUIET, palette.BOARD)


def plate_ink(row: CallRow, *, is_old: bool) -> Ink:
    """Bright while new, then calm; quiet where it is past or no longer sure."""
    if is_old or not row.is_current:
        return QUIET_INK
    if row.is_lit or row.is_new_at_rest:
        return LIT_INK
    return Ink(palette.WHITE, palette.BOARD_NUMBER, PLATE)


def padding(font_px: float, width: float) -> float:
    """Free room left and right of a strip's texts."""
    return max(0.08 * font_px, width * 0.015)


def needed_width(ruler: Ruler, number: str, counter: CounterName, size: StripSize) -> float:
    """Width of the texts."""
    head = ruler(number, size.number_px, Face.NUMBER)
    tail = tail_width(ruler, counter, size)
    return max(head, tail) if size.lines is Lines.TWO else head + GAP_EM * size.number_px + tail


def needed_height(size: StripSize) -> float:
    """Height of the texts without the room around them."""
    if size.lines is Lines.ONE:
        return size.number_px * ROW_PER_EM
    return CAPITAL_PER_EM * (size.number_px + size.tail_px) + TAIL_EM * size.word_px


def strip(ruler: Ruler, row: CallRow, box: Box, size: StripSize, ink: Ink) -> list[Item]:
    """The plate, texts and arrow; the counter's word gives way where there is no room for it."""
    plate = Fill(box, ink.ground, box.h * ROUNDING)
    inner = box.inset(padding(size.number_px, box.w))
    if row.counter.number and needed_width(ruler, row.number, row.counter, size) > inner.w + 1:
        row = replace(row, counter=CounterName("", row.counter.number))
    head_box, tail_box, align = (
        _above_each_other(ruler, row, inner, size)
        if size.lines is Lines.TWO
        else _side_by_side(ruler, row, inner, size)
    )
    number = _number("newest.number", row.number, head_box, size.number_px, ink, align)
    return [plate, number, *_tail(ruler, row, tail_box, size, ink)]


def _above_each_other(ruler: Ruler, row: CallRow, box: Box, size: StripSize) -> tuple[Box, Box, Align]:
    """Both centred, with equal room above, between and below."""
    capitals, tail_capitals = CAPITAL_PER_EM * size.number_px, CAPITAL_PER_EM * size.tail_px
    gap = max(0.0, (box.h - needed_height(size)) / 3)
    upper = Box(box.x, box.y + gap / 2, box.w, capitals + gap)
    tail_w = min(box.w, tail_width(ruler, row.counter, size))
    lower = Box(box.x + (box.w - tail_w) / 2, box.y + capitals + gap * 1.5, tail_w, tail_capitals + gap)
    return upper, lower, Align.CENTRE


def _side_by_side(ruler: Ruler, row: CallRow, box: Box, size: StripSize) -> tuple[Box, Box, Align]:
    gap = GAP_EM * size.number_px
    head_w = ruler(row.number, size.number_px, Face.NUMBER)
    tail_w = min(tail_width(ruler, row.counter, size), box.w - head_w - gap)
    left = box.x + (box.w - head_w - gap - tail_w) / 2
    return Box(left, box.y, head_w, box.h), Box(left + head_w + gap, box.y, tail_w, box.h), Align.LEFT


def tail_width(ruler: Ruler, counter: CounterName, size: StripSize) -> float:
    """Width of arrow, word and counter's number; a name without a number is as large as a number."""
    gap = GAP_EM * size.tail_px
    arrow_w = ARROW_EM * size.tail_px
    if not counter.number:
        return arrow_w + gap + ruler(counter.word, size.tail_px, Face.BOLD)
    word_w = gap + ruler(counter.word, size.word_px, Face.BOLD) if counter.word else 0.0
    return arrow_w + word_w + gap + ruler(counter.number, size.tail_px, Face.NUMBER)


def _tail(ruler: Ruler, row: CallRow, box: Box, size: StripSize, ink: Ink) -> list[Item]:
    """Arrow, word and counter's number, or a name without number: legible before pointed at."""
    arrow_w, arrow_h = ARROW_EM * size.tail_px, 0.4 * size.tail_px
    arrow = Arrow(Box(box.x, box.y + (box.h - arrow_h) / 2, arrow_w, arrow_h), ink.text)
    gap = GAP_EM * size.tail_px
    rest = Box(box.x + arrow_w + gap, box.y, max(1.0, box.w - arrow_w - gap), box.h)
    counter = row.counter
    is_wide = gap + arrow_w + ruler(counter.word, size.word_px, Face.BOLD) > box.w
    if not counter.number and is_wide and size.lines is Lines.TWO:
        return name_alone(ruler, "newest", counter.word, box, size.word_px, ink, Align.CENTRE)
    if not counter.number:
        return [arrow, *name_alone(ruler, "newest", counter.word, rest, size.tail_px, ink, Align.LEFT)]
    number_w = ruler(counter.number, size.tail_px, Face.NUMBER)
    place = Box(box.x + box.w - number_w, rest.y, number_w, rest.h)
    number = _number("newest.counter", counter.number, place, size.tail_px, ink, Align.LEFT)
    if not counter.word:
        return [arrow, number]
    word_box = Box(rest.x, rest.y + drop(size.tail_px, size.word_px), place.x - gap - rest.x, rest.h)
    return [
        arrow,
        Text("newest.word", counter.word, word_box, size.word_px, Face.BOLD, ink.text, ink.ground),
        number,
    ]


def drop(large_px: float, small_px: float) -> float:
    """How far a smaller word's box is moved down for both to stand on one base line."""
    return (large_px - small_px) * CAPITAL_PER_EM / 2


def name_alone(
    ruler: Ruler, name: str, word: str, box: Box, wanted_px: int, ink: Ink, align: Align
) -> list[Item]:
    """A counter that has a name instead of a number: in one line, or in two where larger; always whole."""
    size, parts = largest_font(ruler, word, Face.BOLD, box.w, wanted_px), [word]
    if size < wanted_px:
        half_px = min(wanted_px, int(box.h / LINES_OF_A_NAME / ROW_PER_EM))
        while half_px > size and not _is_whole(ruler, word, half_px, box.w):
            half_px = int(half_px * 0.95)
        if half_px > size:
            size, parts = half_px, lines(ruler, word, Face.BOLD, half_px, box.w)
    step = min(size * ROW_PER_EM, box.h / len(parts))
    top = box.y + (box.h - step * len(parts)) / 2
    return [
        Text(f"{name}.word{index}", part, Box(box.x, top + index * step, box.w, step), size, Face.BOLD,
             ink.text, ink.ground, align)
        for index, part in enumerate(parts)
    ]  # fmt: skip


def _is_whole(ruler: Ruler, word: str, font_px: int, width: float) -> bool:
    parts = lines(ruler, word, Face.BOLD, font_px, width)
    return len(parts) <= LINES_OF_A_NAME and all(ruler(part, font_px, Face.BOLD) <= width for part in parts)


def _number(name: str, text: str, box: Box, font_px: int, ink: Ink, align: Align) -> Text:
    return Text(name, text, box, font_px, Face.NUMBER, ink.number, ink.ground, align)
