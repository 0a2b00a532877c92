"""The hall display composed: newest call, recent calls, people waiting, foot with notice and connection.

Pure; what is shown was decided by the board, where it stands by the layout.
"""

from __future__ import annotations

from typing import Final

from display import wording
from display.board import CallRow, HallView
from display.call_strip import Lines, StripStyle, colours, needed_width, padding, strip
from display.glass import palette
from display.hall_layout import HallLayout, clock_width
from display.hub_watch import Line
from display.scene import (
    Align,
    Box,
    Dot,
    Face,
    Fill,
    Item,
    Ruler,
    Scene,
    Text,
    largest_font,
    pages,
    shortened,
)
from display.scene_parts import alarm_items, headline_items, rule
from display.service_list import service_items

PAGE_S: Final = 5.0
"""How long one page of what takes turns is shown."""
GREEN: Final = palette.colour("#7BD88F")
"""Online: the sign is said in words too, where there is room."""


def hall_scene(view: HallView, layout: HallLayout, ruler: Ruler, now_s: float) -> Scene:
    """Everything on the screen now."""
    turn = int(now_s / PAGE_S)
    width, height = layout.foot.w, layout.foot.y + layout.foot.h
    whole = Box(0, 0, width, height)
    items: list[Item] = [Fill(whole, palette.BOARD)]
    low = alarm_items(ruler, view.alarm, whole, layout.foot_px, turn)
    top = low[0].box.y if low else layout.foot.y
    items += _calls(view, layout, ruler, top)
    if layout.services is not None and view.services:
        box = layout.services
        free = Box(box.x, box.y, box.w, min(box.h, top - box.y))
        items += service_items(view.services, free, layout, ruler, turn)
    items += low or _foot(view, layout, ruler, turn)
    return tuple(items)


def _calls(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float) -> list[Item]:
    """As many calls as have a place above `bottom`."""
    if view.headline:
        width = layout.newest.w if view.services and layout.services else layout.foot.w
        services = layout.services if view.services else None
        low = services.y if services is not None and services.y > 0 else bottom
        return [*headline_items(ruler, view.headline, Box(0, 0, width, min(low, bottom)), layout.newest_px)]
    is_old = view.line is Line.LOST
    items: list[Item] = []
    places = [(layout.newest, layout.newest_px, layout.newest_lines)]
    places += [(box, layout.row_px, Lines.ONE) for box in layout.rows if box.y + box.h <= bottom + 1]
    for index, (row, (box, font_px, lines)) in enumerate(zip(view.calls, places, strict=False)):
        name = f"recent{index}" if index else "newest"
        items += strip(ruler, name, row, box, _style(row, box, font_px, lines, layout, ruler, is_old=is_old))
        if index and not row.is_lit:
            items.append(rule(Box(box.x + box.h * 0.15, box.y, box.w - box.h * 0.3, 2)))
    # grounds first: the tail of a letter may reach into the next row
    return sorted(items, key=lambda item: not isinstance(item, Fill))


def _style(
    row: CallRow, box: Box, font_px: int, lines: Lines, layout: HallLayout, ruler: Ruler, *, is_old: bool
) -> StripStyle:
    """The place's own size; smaller only for a number longer than usual."""
    ink, number_ink, ground = colours(row, is_old=is_old)
    style = StripStyle(font_px, layout.read_px, lines, ink, number_ink, ground)
    if not row.counter.number:
        return style
    for word in (row.counter.word, ""):
        needed = needed_width(ruler, row.number, row.counter.number, word, style) + 2 * padding(
            font_px, box.w
        )
        if needed <= box.w:
            return style
    return StripStyle(int(font_px * box.w / needed), layout.read_px, lines, ink, number_ink, ground)


def _foot(view: HallView, layout: HallLayout, ruler: Ruler, turn: int) -> list[Item]:
    """What takes turns at the left, the clock at the right where there is room for both."""
    box, font_px = layout.foot, layout.foot_px
    items: list[Item] = [rule(Box(box.x, box.y, box.w, 2))]
    inner = box.inset(font_px * 0.3)
    clock_w = clock_width(ruler, font_px)
    has_corner = clock_w <= box.w * 0.24
    text_w = inner.w - clock_w - font_px * 0.4 if has_corner else inner.w
    texts = _foot_texts(view, layout, ruler, text_w, has_corner=has_corner)
    if has_corner:
        items += _corner(view, Box(inner.x + inner.w - clock_w, box.y, clock_w, box.h), font_px)
    if texts:
        place = Box(inner.x, box.y, text_w, box.h)
        text = texts[turn % len(texts)]
        size = largest_font(ruler, text, Face.TEXT, text_w, font_px)
        items.append(Text("foot", text, place, size, Face.TEXT, palette.BOARD_QUIET, palette.BOARD))
    return items


def _foot_texts(
    view: HallView, layout: HallLayout, ruler: Ruler, width: float, *, has_corner: bool
) -> tuple[str, ...]:
    """The pages that take turns: all that found no place of its own."""
    font_px = layout.foot_px
    unplaced = view.services if layout.services is None else ()
    services = tuple(
        shortened(ruler, row.name, Face.TEXT, font_px, width, f" {wording.people_waiting(row.waiting)}")
        for row in unplaced
    )
    clock = (view.clock,) if view.clock and not has_corner else ()
    checking = (wording.CHECKING,) if view.line is Line.CHECKING else ()
    today = pages(ruler, (view.today,), Face.TEXT, font_px, width) if view.today else ()
    return (*checking, *services, *clock, *today, *pages(ruler, view.notice, Face.TEXT, font_px, width))


def _corner(view: HallView, box: Box, font_px: int) -> list[Item]:
    side = font_px * 0.5
    colour = GREEN if view.line is Line.ONLINE else palette.BOARD_QUIET
    return [
        Text("clock", view.clock, Box(box.x, box.y, box.w - side * 1.4, box.h), font_px, Face.NUMBER,
             palette.WHITE, palette.BOARD, Align.RIGHT),
        Dot(Box(box.x + box.w - side, box.y + (box.h - side) / 2, side, side), colour),
    ]  # fmt: skip
