"""The hall's foot: what takes turns in one still line, and the clock with its sign of connection.

Pure composition.
"""

from __future__ import annotations

from typing import Final

from display import wording
from display.board import HallView
from display.glass import palette
from display.hall_layout import HallLayout, clock_width
from display.hub_watch import Line
from display.scene import Align, Box, Dot, Face, Item, Ring, Ruler, Text, largest_font, pages, shortened
from display.scene_parts import rule

GREEN: Final = palette.colour("#7BD88F")
"""Online; without the hub the sign has another shape too: who sees no green sees that."""
RING_SHARE: Final = 0.17
"""Stroke of the open ring in parts of its width: the hole is seen from where the clock is read."""
CORNER_SHARE: Final = 0.24
"""A wider clock takes its turn in the line instead."""


def clock_items(view: HallView, box: Box, font_px: int) -> list[Item]:
    """The clock at the right end of the box; after it a full dot while online, else an open ring."""
    side = font_px * 0.5
    place = Box(box.x + box.w - side, box.y + (box.h - side) / 2, side, side)
    is_online = view.line is Line.ONLINE
    return [
        Text("clock", view.clock, Box(box.x, box.y, box.w - side * 1.4, box.h), font_px, Face.NUMBER,
             palette.WHITE, palette.BOARD, Align.RIGHT),
        Dot(place, GREEN) if is_online else Ring(place, palette.BOARD_QUIET, side * RING_SHARE),
    ]  # fmt: skip


def foot_items(view: HallView, layout: HallLayout, ruler: Ruler, turn: int, *, has_clock: bool) -> list[Item]:
    """The line at the left; at the right the clock, if it has no better place and there is room for it."""
    box, font_px = layout.foot, layout.foot_px
    items: list[Item] = [rule(Box(box.x, box.y, box.w, 2))]
    inner = box.inset(font_px * 0.3)
    clock_w = clock_width(ruler, font_px)
    has_corner = not has_clock and clock_w <= box.w * CORNER_SHARE
    text_w = inner.w - clock_w - font_px * 0.4 if has_corner else inner.w
    if has_corner:
        items += clock_items(view, Box(inner.x + inner.w - clock_w, box.y, clock_w, box.h), font_px)
    clock = (view.clock,) if view.clock and not has_clock and not has_corner else ()
    texts = _texts(view, layout, ruler, text_w, clock)
    if texts:
        place = Box(inner.x, box.y, text_w, box.h)
        text = texts[turn % len(texts)]
        size = largest_font(ruler, text, Face.TEXT, text_w, font_px)
        items.append(Text("foot", text, place, size, Face.TEXT, palette.BOARD_QUIET, palette.BOARD))
    return items


def _texts(
    view: HallView, layout: HallLayout, ruler: Ruler, width: float, clock: tuple[str, ...]
) -> tuple[str, ...]:
    """The pages that take turns: all that found no place of its own."""
    font_px = layout.foot_px
    unplaced = view.services if layout.services is None else ()
    services = tuple(
        shortened(ruler, row.name, Face.TEXT, font_px, width, f" {wording.people_waiting(row.waiting)}")
        for row in unplaced
    )
    checking = (wording.CHECKING,) if view.line is Line.CHECKING else ()
    today = pages(ruler, (view.today,), Face.TEXT, font_px, width) if view.today else ()
    records = pages(ruler, view.records.summary if view.records else (), Face.TEXT, font_px, width)
    return (
        *checking,
        *services,
        *clock,
        *today,
        *records,
        *pages(ruler, view.notice, Face.TEXT, font_px, width),
    )
