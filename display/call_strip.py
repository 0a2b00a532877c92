"""One called number and its counter as a strip: `A025 → Quầy 3`, in one line or in two.

Pure composition; knows nothing of where on the screen the strip stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from display.board import CallRow
from display.glass import palette
from display.glass.legibility import CAPITAL_PER_EM
from display.glass.palette import Colour
from display.scene import ROW_PER_EM, Align, Arrow, Box, Face, Fill, Item, Ruler, Text, largest_font, lines

ARROW_EM: Final = 0.45
GAP_EM: Final = 0.12
LINES_OF_A_NAME: Final = 2
WORD_PER_NUMBER: Final = 0.6
"""Size of the word beside the counter's number."""


@unique
class Lines(Enum):
    """How a strip is laid out."""

    ONE = 1
    TWO = 2
    """The number above, the counter below: narrow screens."""


@dataclass(frozen=True, slots=True)
class StripStyle:
    """Sizes and colours of one strip."""

    font_px: int
    least_word_px: int
    """The word beside the counter's number is never smaller."""
    lines: Lines
    ink: Colour
    number_ink: Colour
    ground: Colour

    @property
    def word_px(self) -> int:
        """Font size of the word."""
        return max(self.least_word_px, int(self.font_px * WORD_PER_NUMBER))


def colours(row: CallRow, *, is_old: bool) -> tuple[Colour, Colour, Colour]:
    """Ink, number's ink and ground: bright half of a flash, current, past or no longer sure."""
    if row.is_lit:
        return palette.BOARD, palette.BOARD, palette.BOARD_NUMBER
    if is_old or not row.is_current:
        return palette.BOARD_QUIET, palette.BOARD_QUIET, palette.BOARD
    return palette.WHITE, palette.BOARD_NUMBER, palette.BOARD


def padding(font_px: float, width: float) -> float:
    """Free room left and right of a strip's texts."""
    return max(GAP_EM * font_px, width * 0.022)


def needed_width(ruler: Ruler, number: str, counter_number: str, word: str, style: StripStyle) -> float:
    """Width of the strip with these texts."""
    head = ruler(number, style.font_px, Face.NUMBER)
    tail = _tail_width(ruler, word, counter_number, style)
    gap = GAP_EM * style.font_px
    return max(head, tail) if style.lines is Lines.TWO else head + gap + tail


def strip(ruler: Ruler, name: str, row: CallRow, box: Box, style: StripStyle) -> list[Item]:
    """The strip's ground, texts and arrow."""
    items: list[Item] = [Fill(box, style.ground)]
    pad = GAP_EM * style.font_px
    inner = box.inset(padding(style.font_px, box.w))
    if style.lines is Lines.TWO:
        upper, lower = inner.row(0, inner.h / 2), inner.row(1, inner.h / 2)
        tail_w = min(inner.w, _tail_width(ruler, row.counter.word, row.counter.number, style))
        start = lower.x + (lower.w - tail_w) / 2
        return [
            *items,
            _number(f"{name}.number", row.number, upper, style, Align.CENTRE),
            *_tail(ruler, name, row, Box(start, lower.y, tail_w, lower.h), style),
        ]
    head_w = ruler(row.number, style.font_px, Face.NUMBER)
    tail_box = Box(inner.x + head_w + pad, inner.y, inner.w - head_w - pad, inner.h)
    head_box = Box(inner.x, inner.y, head_w, inner.h)
    items.append(_number(f"{name}.number", row.number, head_box, style, Align.LEFT))
    return [*items, *_tail(ruler, name, row, tail_box, style)]


def _tail_width(ruler: Ruler, word: str, number: str, style: StripStyle) -> float:
    gap = GAP_EM * style.font_px
    word_w = gap + ruler(word, style.word_px, Face.BOLD) if word else 0.0
    number_w = gap + ruler(number, style.font_px, Face.NUMBER) if number else 0.0
    return ARROW_EM * style.font_px + word_w + number_w


def _tail(ruler: Ruler, name: str, row: CallRow, box: Box, style: StripStyle) -> list[Item]:
    """Arrow, word and counter's number; the word gives way where there is no room for both."""
    arrow_w, arrow_h = ARROW_EM * style.font_px, 0.4 * style.font_px
    arrow = Arrow(Box(box.x, box.y + (box.h - arrow_h) / 2, arrow_w, arrow_h), style.ink)
    gap = GAP_EM * style.font_px
    rest = Box(box.x + arrow_w + gap, box.y, box.w - arrow_w - gap, box.h)
    if not row.counter.number:
        return [arrow, *_name_alone(ruler, name, row.counter.word, rest, style)]
    word = (
        row.counter.word
        if _tail_width(ruler, row.counter.word, row.counter.number, style) <= box.w + 1
        else ""
    )
    # both stand on one base line, so the smaller word's box is moved down by half the difference
    drop = (style.font_px - style.word_px) * CAPITAL_PER_EM / 2
    word_w = ruler(word, style.word_px, Face.BOLD) if word else 0.0
    word_box = Box(rest.x, rest.y + drop, word_w, rest.h)
    words: list[Item] = (
        [Text(f"{name}.word", word, word_box, style.word_px, Face.BOLD, style.ink, style.ground)]
        if word
        else []
    )
    after = word_w + gap if word else 0.0
    number_box = Box(rest.x + after, rest.y, ruler(row.counter.number, style.font_px, Face.NUMBER), rest.h)
    return [arrow, *words, _number(f"{name}.counter", row.counter.number, number_box, style, Align.LEFT)]


def _name_alone(ruler: Ruler, name: str, word: str, box: Box, style: StripStyle) -> list[Item]:
    """A counter that has a name instead of a number: one line, or two smaller ones, but whole."""
    size = largest_font(ruler, word, Face.BOLD, box.w, style.word_px)
    parts = [word]
    if size < style.word_px:
        size = min(style.word_px, int(box.h / 2 / ROW_PER_EM))
        while len(parts := lines(ruler, word, Face.BOLD, size, box.w)) > LINES_OF_A_NAME or any(
            ruler(part, size, Face.BOLD) > box.w for part in parts
        ):
            size = int(size * 0.95)
    step = min(size * ROW_PER_EM, box.h / len(parts))
    top = box.y + (box.h - step * len(parts)) / 2
    return [
        Text(f"{name}.word{index}", part, Box(box.x, top + index * step, box.w, step), size, Face.BOLD,
             style.ink, style.ground)
        for index, part in enumerate(parts)
    ]  # fmt: skip


def _number(name: str, text: str, box: Box, style: StripStyle, align: Align) -> Text:
    return Text(name, text, box, style.font_px, Face.NUMBER, style.number_ink, style.ground, align)
