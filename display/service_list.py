"""People waiting per service: names in up to two lines, counts at the right, in turns where many.

Pure composition.
"""

from __future__ import annotations

from typing import Final

from display import wording
from display.board import ServiceRow
from display.glass import palette
from display.hall_layout import HallLayout
from display.scene import ROW_PER_EM, Align, Box, Face, Item, Ruler, Text, wrapped
from display.scene_parts import rule

LINES_OF_A_NAME: Final = 2
GAP_EM: Final = 0.3

_Named = tuple[ServiceRow, list[str]]


def service_items(
    services: tuple[ServiceRow, ...], box: Box, layout: HallLayout, ruler: Ruler, turn: int
) -> list[Item]:
    """The column; `turn` decides which page of it."""
    font_px = layout.service_px
    inner = box.inset(font_px * 0.4)
    count_w = max(ruler(row.waiting, font_px, Face.NUMBER) for row in services)
    name_w = inner.w - count_w - font_px * 0.4
    head_h = layout.read_px * 1.5
    named = [(row, wrapped(ruler, row.name, Face.TEXT, font_px, name_w, LINES_OF_A_NAME)) for row in services]
    page = _page(named, inner.h - head_h, font_px, turn // 2)
    head = Box(inner.x, box.y, inner.w, head_h)
    items: list[Item] = [
        Text(
            "services.head",
            wording.WAITING,
            head,
            layout.read_px,
            Face.TEXT,
            palette.BOARD_QUIET,
            palette.BOARD,
        )
    ]
    if box.x > 0:
        items.append(rule(Box(box.x, box.y + font_px * 0.4, 2, box.h - font_px * 0.8)))
    used = sum(_height(names, font_px) for _, names in page)
    spare = min(font_px * 0.6, (inner.h - head_h - used) / max(1, len(page)))
    top = box.y + head_h
    for index, (row, names) in enumerate(page):
        height = _height(names, font_px) + spare
        items += _service(index, row, names, Box(inner.x, top, inner.w, height), font_px, count_w)
        top += height
    return items


def _height(names: list[str], font_px: int) -> float:
    return (len(names) * ROW_PER_EM + GAP_EM) * font_px


def _page(named: list[_Named], room: float, font_px: int, turn: int) -> list[_Named]:
    """The page whose turn it is, each as full as it can be."""
    made: list[list[_Named]] = [[]]
    used = 0.0
    for entry in named:
        height = _height(entry[1], font_px)
        if made[-1] and used + height > room:
            made.append([])
            used = 0.0
        made[-1].append(entry)
        used += height
    return made[turn % len(made)]


def _service(
    index: int, row: ServiceRow, names: list[str], box: Box, font_px: int, count_w: float
) -> list[Item]:
    step = font_px * ROW_PER_EM
    top = box.y + (box.h - step * len(names)) / 2
    name_w = box.w - count_w - font_px * 0.4
    items: list[Item] = [
        Text(f"service{index}.name{place}", name, Box(box.x, top + place * step, name_w, step), font_px,
             Face.TEXT, palette.WHITE, palette.BOARD)
        for place, name in enumerate(names)
    ]  # fmt: skip
    count = Box(box.x + box.w - count_w, box.y, count_w, box.h)
    items.append(
        Text(f"service{index}.waiting", row.waiting, count, font_px, Face.NUMBER,
             palette.WHITE, palette.BOARD, Align.RIGHT)
    )  # fmt: skip
    return items
