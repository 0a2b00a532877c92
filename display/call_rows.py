"""Recent calls below the newest one, in two columns: number left, counter right.

Pure composition; how many rows there are was decided by the layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from display.board import CallRow
from display.call_strip import GAP_EM, LIT_INK, QUIET_INK, WORD_PER_NUMBER, Ink, drop, name_alone, padding
from display.glass import palette
from display.scene import Align, Box, Face, Fill, Item, Ruler, Text, largest_font
from display.scene_parts import rule

COLUMN_GAP_EM: Final = 0.22
"""Between the word and the column of counter numbers."""
_CURRENT_INK: Final = Ink(palette.WHITE, palette.BOARD_NUMBER, palette.BOARD)


@dataclass(frozen=True, slots=True)
class RowSize:
    """Font sizes of all rows, and the width of the column of counter numbers."""

    font_px: int
    word_px: int
    column_w: float


def row_items(
    calls: tuple[CallRow, ...],
    places: tuple[Box, ...],
    font_px: int,
    read_px: int,
    ruler: Ruler,
    *,
    is_old: bool,
) -> list[Item]:
    """The rows; a place without a call stays empty."""
    shown = list(zip(calls, places, strict=False))
    widths = [ruler(row.counter.number, font_px, Face.NUMBER) for row, _ in shown if row.counter.number]
    size = RowSize(font_px, max(read_px, int(font_px * WORD_PER_NUMBER)), max(widths, default=0.0))
    items: list[Item] = []
    for index, (row, box) in enumerate(shown, start=1):
        items += _row(ruler, f"recent{index}", row, box, size, _ink(row, is_old=is_old))
        if index > 1 and not row.is_lit:
            items.append(rule(Box(box.x + box.h * 0.15, box.y, box.w - box.h * 0.3, 2)))
    # grounds first: the tail of a letter may reach into the next row
    return sorted(items, key=lambda item: not isinstance(item, Fill))


def _ink(row: CallRow, *, is_old: bool) -> Ink:
    if is_old or not row.is_current:
        return QUIET_INK
    return LIT_INK if row.is_lit else _CURRENT_INK


def _row(ruler: Ruler, name: str, row: CallRow, box: Box, size: RowSize, ink: Ink) -> list[Item]:
    inner = box.inset(padding(size.font_px, box.w))
    number_px = largest_font(ruler, row.number, Face.NUMBER, inner.w * 0.6, size.font_px)
    number_w = ruler(row.number, number_px, Face.NUMBER)
    gap = GAP_EM * size.font_px
    rest = Box(inner.x + number_w + 2 * gap, inner.y, inner.w - number_w - 2 * gap, inner.h)
    head = Box(inner.x, inner.y, number_w, inner.h)
    return [
        Fill(box, ink.ground),
        Text(f"{name}.number", row.number, head, number_px, Face.NUMBER, ink.number, ink.ground),
        *_counter(ruler, name, row, rest, size, ink),
    ]


def _counter(ruler: Ruler, name: str, row: CallRow, box: Box, size: RowSize, ink: Ink) -> list[Item]:
    """The numbers right-aligned in a column of their own, so that the words stand below each other."""
    counter = row.counter
    if not counter.number:
        return name_alone(ruler, name, counter.word, box, size.word_px, ink, Align.RIGHT)
    right = box.x + box.w
    place = Box(right - size.column_w, box.y, size.column_w, box.h)
    number = Text(f"{name}.counter", counter.number, place, size.font_px, Face.NUMBER, ink.number, ink.ground,
                  Align.RIGHT)  # fmt: skip
    word_w = ruler(counter.word, size.word_px, Face.BOLD)
    left = place.x - COLUMN_GAP_EM * size.font_px - word_w
    if left < box.x:
        return [number]
    word_box = Box(left, box.y + drop(size.font_px, size.word_px), word_w, box.h)
    return [
        Text(f"{name}.word", counter.word, word_box, size.word_px, Face.BOLD, ink.text, ink.ground),
        number,
    ]
