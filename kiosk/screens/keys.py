"""The kiosk's own keyboard on the glass: rows of keys at the lower edge.

Knows sizes and labels; what a press does is given.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk import keyboard
from kiosk.keyboard import Layout
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Box

_WIDE = (keyboard.SPACE, keyboard.ERASE, keyboard.SWITCH)
"""Their words take more room than a letter: where letters are few, keys of such a row share its width."""


def paint_keys(brush: Brush, layout: Layout, press: Callable[[str], None], body: Box) -> Box:
    """The keys at the lower edge; what is left above them."""
    m = brush.m
    gap, rows = m.mm(3), keyboard.ROWS[layout]
    key = min((body.w - 9 * gap) / 10, m.mm(20))
    height = min(max(m.mm(14), key * 0.9), m.mm(18)) if not m.is_small else m.mm(14)
    body, board = body.bottom_part(len(rows) * height + (len(rows) - 1) * gap, m.mm(3.2))
    for row, box in zip(rows, board.rows(len(rows), gap), strict=True):
        is_shared = layout is not Layout.CODES and any(name in _WIDE for name in row)
        each = (box.w - (len(row) - 1) * gap) / len(row) if is_shared else key
        x = box.x + (box.w - len(row) * each - (len(row) - 1) * gap) / 2
        for name in row:
            where = Box(x, box.y, each, box.h)
            brush.key(f"key-{_spoken(name)}", where, _label(brush, layout, name), Act(press, (name,)))
            x += each + gap
    return body


def _label(brush: Brush, layout: Layout, key: str) -> str:
    if key == keyboard.SPACE:
        return brush.say("search.space")
    if key == keyboard.ERASE:
        return brush.say("search.erase")
    if key == keyboard.SWITCH:
        return brush.say("search.digits" if layout is Layout.LETTERS else "search.letters")
    return key


def _spoken(key: str) -> str:
    return "space" if key == keyboard.SPACE else key
