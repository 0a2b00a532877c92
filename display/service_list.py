"""People waiting per service: names in up to two lines, counts at the right, in turns where many.

Pure composition.
"""

from __future__ import annotations

from typing import Final

from display import wording
from display.board import ServiceRow
from display.glass import palette
from display.hall_layout import HallLayout, clock_width
from display.scene import ROW_PER_EM, Align, Box, Dot, Face, Fill, Item, Ruler, Text, evenly, lines, wrapped
from display.scene_parts import RULE, rule

LINES_OF_A_NAME: Final = 2
GAP_EM: Final = 0.3
HEAD_EM: Final = 1.4
SIDE_EM: Final = 0.35
"""Room left and right of the column."""
MARK_EM: Final = 0.24
"""Size of a page's dot."""

_Named = tuple[ServiceRow, list[str]]


def service_items(
    services: tuple[ServiceRow, ...], box: Box, layout: HallLayout, ruler: Ruler, turn: int
) -> list[Item]:
    """The column; `turn` decides which page of it."""
    inner = box.inset(layout.service_px * SIDE_EM)
    head_h = layout.read_px * HEAD_EM
    body = Box(inner.x, box.y + head_h, inner.w, inner.h - head_h)
    head = Text("services.head", wording.WAITING, Box(inner.x, box.y, inner.w, head_h), layout.read_px,
                Face.TEXT, palette.BOARD_QUIET, palette.BOARD)  # fmt: skip
    edge = (
        rule(Box(box.x, box.y + head_h * 0.2, 2, box.h - head_h * 0.4))
        if box.x > 0
        else rule(Box(inner.x, box.y, inner.w, 2))
    )
    font_px = _font(services, body, layout, ruler)
    count_w = _count_width(services, font_px, ruler)
    made = _pages(_named(services, body, font_px, ruler), body.h, font_px)
    if len(made) > 1:
        made = _pages(_named(services, body, font_px, ruler), body.h - mark_height(font_px), font_px)
    number = turn // 2 % len(made)
    return [
        head,
        edge,
        *_page(made[number], body, font_px, count_w),
        *page_marks(len(made), number, body, font_px),
    ]


def clock_box(box: Box, layout: HallLayout, ruler: Ruler) -> Box | None:
    """Where the clock stands beside the heading; None where there is no room."""
    inner = box.inset(layout.service_px * SIDE_EM)
    width = clock_width(ruler, layout.read_px)
    head_w = ruler(wording.WAITING, layout.read_px, Face.TEXT)
    if head_w + width > inner.w:
        return None
    return Box(inner.x + inner.w - width, box.y, width, layout.read_px * HEAD_EM)


def _font(services: tuple[ServiceRow, ...], body: Box, layout: HallLayout, ruler: Ruler) -> int:
    """The largest size at which all names are whole on one page; else whole on several; else the least."""
    sizes = range(layout.service_px, layout.read_px - 1, -1)
    whole = [size for size in sizes if _are_whole(services, body, size, ruler)]
    on_one = (size for size in whole if len(_pages(_named(services, body, size, ruler), body.h, size)) == 1)
    return next(on_one, whole[-1] if whole else layout.read_px)


def _are_whole(services: tuple[ServiceRow, ...], body: Box, font_px: int, ruler: Ruler) -> bool:
    width = _name_width(services, body, font_px, ruler)
    names = (lines(ruler, row.name, Face.TEXT, font_px, width) for row in services)
    return all(
        len(parts) <= LINES_OF_A_NAME and all(ruler(part, font_px, Face.TEXT) <= width for part in parts)
        for parts in names
    )


def _count_width(services: tuple[ServiceRow, ...], font_px: int, ruler: Ruler) -> float:
    return max(ruler(row.waiting, font_px, Face.NUMBER) for row in services)


def _name_width(services: tuple[ServiceRow, ...], body: Box, font_px: int, ruler: Ruler) -> float:
    return body.w - _count_width(services, font_px, ruler) - font_px * 0.3


def _named(services: tuple[ServiceRow, ...], body: Box, font_px: int, ruler: Ruler) -> list[_Named]:
    width = _name_width(services, body, font_px, ruler)
    return [(row, _name(row.name, font_px, width, ruler)) for row in services]


def _name(name: str, font_px: int, width: float, ruler: Ruler) -> list[str]:
    parts = evenly(ruler, name, Face.TEXT, font_px, width)
    is_whole = len(parts) <= LINES_OF_A_NAME
    return parts if is_whole else wrapped(ruler, name, Face.TEXT, font_px, width, LINES_OF_A_NAME)


def _height(names: list[str], font_px: int) -> float:
    return (len(names) * ROW_PER_EM + GAP_EM) * font_px


def _pages(named: list[_Named], room: float, font_px: int) -> list[list[_Named]]:
    """Each page as full as it can be."""
    made: list[list[_Named]] = [[]]
    used = 0.0
    for entry in named:
        height = _height(entry[1], font_px)
        if made[-1] and used + height > room:
            made.append([])
            used = 0.0
        made[-1].append(entry)
        used += height
    return made


def _page(page: list[_Named], body: Box, font_px: int, count_w: float) -> list[Item]:
    """The services of one page, a quiet rule between two."""
    items: list[Item] = []
    used = sum(_height(names, font_px) for _, names in page)
    spare = max(0.0, min(font_px * 0.6, (body.h - mark_height(font_px) - used) / max(1, len(page))))
    top = body.y
    for index, (row, names) in enumerate(page):
        height = _height(names, font_px) + spare
        items += [rule(Box(body.x, top, body.w, 2))] if index else []
        items += _service(index, row, names, Box(body.x, top, body.w, height), font_px, count_w)
        top += height
    # grounds first: the tail of a letter may reach the rule
    return sorted(items, key=lambda item: not isinstance(item, Fill))


def _service(
    index: int, row: ServiceRow, names: list[str], box: Box, font_px: int, count_w: float
) -> list[Item]:
    step = font_px * ROW_PER_EM
    top = box.y + (box.h - step * len(names)) / 2
    name_w = box.w - count_w - font_px * 0.3
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


def mark_height(font_px: int) -> float:
    """Room for the dots at a column's lower edge."""
    return MARK_EM * font_px * 1.5


def page_marks(count: int, current: int, body: Box, font_px: int) -> list[Item]:
    """One dot a page at the column's lower edge, the shown one brighter; none for a single page."""
    side = MARK_EM * font_px
    left = body.x + (body.w - (2 * count - 1) * side) / 2
    top = body.y + body.h - side * 1.25
    return [
        Dot(Box(left + 2 * place * side, top, side, side), palette.BOARD_QUIET if place == current else RULE)
        for place in range(count if count > 1 else 0)
    ]
