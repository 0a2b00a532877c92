"""Notices between calls: in the place of the recent calls, in turns with them, while no call is new.

Pure composition. A notice that has no legible place there takes its turn in the foot.
"""

from __future__ import annotations

from typing import Final

from display.board import HallView, sentences
from display.call_strip import PLATE
from display.glass import palette
from display.hall_layout import HallLayout
from display.hub_watch import Line
from display.notice_pages import PAD_EM, Page, notice_pages
from display.notices import HallNotice
from display.scene import ROW_PER_EM, Box, Fill, Item, Ruler, Text

CALLS_TURNS: Final = 2
"""Of the screen's turns the recent calls have so many before each notice, and a notice of one page, too."""
LARGEST_SHARE: Final = 0.2
"""Of the panel's height: no letters are larger."""


def notice_box(layout: HallLayout, bottom: float) -> Box | None:
    """Where recent calls stand above `bottom`; None: there is no such place."""
    rows = [box for box in layout.rows if box.y + box.h <= bottom + 1]
    if not rows:
        return None
    return Box(rows[0].x, rows[0].y, rows[0].w, rows[-1].y + rows[-1].h - rows[0].y)


def notice_items(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float, turn: int) -> list[Item]:
    """This moment's page; empty: it is the calls' moment."""
    box = notice_box(layout, bottom)
    if box is None or not _is_quiet(view):
        return []
    calls = [None] * CALLS_TURNS if view.calls[1:] else []
    order: list[tuple[int, Page] | None] = []
    for notice in view.notices:
        size = _size(notice, box, layout, ruler)
        pages = [(size, page) for page in notice_pages(notice, box, size, ruler)] if size else []
        if pages:
            order += [*calls, *(pages * CALLS_TURNS if len(pages) == 1 else pages)]
    now = order[turn % len(order)] if order else None
    return _drawn(*now, box) if now is not None else []


def without_place(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float) -> tuple[str, ...]:
    """What the foot has to say of notices that have no place here."""
    box = notice_box(layout, bottom)
    left = [notice for notice in view.notices if box is None or not _size(notice, box, layout, ruler)]
    return tuple(part for notice in left for part in (notice.title, *sentences(notice.elsewhere)))


def _is_quiet(view: HallView) -> bool:
    return view.line is Line.ONLINE and view.calm_s is not None


def _size(notice: HallNotice, box: Box, layout: HallLayout, ruler: Ruler) -> int:
    """The largest at which all of it stands on one page, else the least legible one; 0: no place."""
    largest = max(layout.read_px, int(box.h * LARGEST_SHARE))
    for size in range(largest, layout.read_px - 1, -2):
        if len(notice_pages(notice, box, size, ruler)) == 1:
            return size
    return layout.read_px if notice_pages(notice, box, layout.read_px, ruler) else 0


def _drawn(size: int, page: Page, box: Box) -> list[Item]:
    step, pad = size * ROW_PER_EM, PAD_EM * size
    top = box.y + (box.h - step * len(page)) / 2
    return [
        Fill(box.inset(box.h * 0.015), PLATE, box.h * 0.02),
        *(
            Text(f"notice{at}", line, Box(box.x + pad, top + at * step, box.w - 2 * pad, step), size, face,
                 palette.WHITE, PLATE)
            for at, (line, face) in enumerate(page)
        ),
    ]  # fmt: skip
