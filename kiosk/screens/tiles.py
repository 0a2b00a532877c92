"""The services' tiles: name, what it covers, who waits, and a picture where it costs the name nothing.

Knows one tile and the grid of all; knows nothing of what else is on the home screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import product

from contract.states import ServiceCard
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Button, Style, lines_height

_MOST_TILES = 9
_ICON_MM = (16.0, 14.0, 12.0, 10.0, 8.0, 7.0)


class Corner(StrEnum):
    """Of a tile's right side."""

    UPPER = "upper"
    LOWER = "lower"


def paint_tiles(brush: Brush, cards: Sequence[ServiceCard], boxes: Sequence[Box]) -> None:
    """One tile a box."""
    first = len(brush.parts)
    for card, box in zip(cards, boxes, strict=False):
        _tile(brush, card, box)
    tiles = [part for part in brush.parts[first:] if isinstance(part, Button)]
    brush.parts[first:] = _with_icons(brush, tiles, [card.icon for card in cards])


def _with_icons(brush: Brush, tiles: list[Button], icons: list[str]) -> list[Button]:
    """As large as every tile has room for beside its words, in the same corner of all; else none."""
    for side_mm, corner in product(_ICON_MM, Corner):
        places = [_place(brush, tile.box, side_mm, corner) for tile in tiles]
        if all(_is_free(brush, tile, place) for tile, place in zip(tiles, places, strict=True)):
            return [
                replace(tile, icon=icon, icon_box=place)
                for tile, icon, place in zip(tiles, icons, places, strict=False)
            ]
    return tiles


def _place(brush: Brush, tile: Box, side_mm: float, corner: Corner) -> Box:
    side, inset = brush.m.mm(side_mm), brush.m.mm(1.5 if brush.m.is_small else 3)
    y = tile.y + inset if corner is Corner.UPPER else tile.bottom - inset - side
    return Box(tile.right - inset - side, y, side, side)


def _is_free(brush: Brush, tile: Button, place: Box) -> bool:
    """Whether no line of the tile comes as near as a millimetre."""
    heights = [lines_height(1, line.size_px) for line in tile.lines]
    y = tile.box.y + (tile.box.h - sum(heights)) / 2
    for line, height in zip(tile.lines, heights, strict=True):
        right = tile.box.x + tile.pad_px + brush.breaker.width(line.text, line.size_px, line.face)
        is_beside = y + height > place.y and y < place.bottom
        if is_beside and right + brush.m.mm(1) > place.x:
            return False
        y += height
    return place.y >= tile.box.y


def grid(brush: Brush, body: Box) -> tuple[int, int]:
    """Columns and rows of tiles there is room for."""
    m = brush.m
    columns = 2 if m.is_portrait else 3
    more_lines = (1 if m.is_small else 3) - brush.center.is_alone  # who waits is not said then
    least_h = lines_height(2, m.act_px) + lines_height(more_lines, m.read_px)
    rows = max(1, int((body.h + m.gap) / (least_h + m.gap) + 0.02))
    tiles = len(brush.center.services) + bool(brush.center.notices)
    wanted = -(-min(tiles, _MOST_TILES) // columns)
    return columns, max(1, min(rows, wanted))


def _tile(brush: Brush, card: ServiceCard, box: Box) -> None:
    standing = brush.center.standing(card.service)
    is_open = brush.center.closed(card.service) is None
    if not is_open:
        waiting = brush.say("home.not_now")
    elif brush.center.is_alone:
        waiting = ""  # nobody can say
    elif standing is None or standing.waiting == 0:
        waiting = brush.say("home.nobody_waiting")
    else:
        waiting = brush.say("home.waiting", count=standing.waiting)
    covers = brush.pick(card.covers_vi, card.covers_en)
    second = waiting if brush.m.is_small or not covers else f"{covers}\n{waiting}".strip()
    brush.button(
        f"tile-{card.service}",
        box,
        brush.pick(card.name_vi, card.name_en),
        Act(brush.flow.numbers.choose_service, (card.service,)),
        Style.TILE if is_open else Style.QUIET,
        second=second,
        align=Align.LEFT,
    )
