"""The hall display composed: newest call, recent calls, people waiting, foot; records while no call needs it.

Pure; what is shown was decided by the board, where it stands by the layout.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from display.board import CallRow, HallView
from display.call_rows import row_items
from display.call_strip import StripSize, needed_width, padding, plate_ink, strip
from display.counter_name import CounterName
from display.glass import palette
from display.hall_foot import clock_items, foot_items
from display.hall_layout import HallLayout
from display.hub_watch import Line
from display.notice_panel import notice_box, notice_items, without_place
from display.record_scene import record_items
from display.scene import Box, Fill, Item, Ruler, Scene
from display.scene_parts import alarm_items, headline_items
from display.service_list import clock_box, service_items

PAGE_S: Final = 5.0
"""How long one page of what takes turns is shown."""


def hall_scene(view: HallView, layout: HallLayout, ruler: Ruler, now_s: float, notice_turn: int) -> Scene:
    """Everything on the screen now; `notice_turn` as `display.notice_turns` counts it."""
    turn = int(now_s / PAGE_S)
    width, height = layout.foot.w, layout.foot.y + layout.foot.h
    whole = Box(0, 0, width, height)
    items: list[Item] = [Fill(whole, palette.BOARD)]
    low = alarm_items(ruler, view.alarm, whole, layout.foot_px, turn)
    top = low[0].box.y if low else layout.foot.y
    view = replace(view, notice=(*view.notice, *without_place(view, layout, ruler, top)))
    records = record_items(view, layout, ruler, top)
    if records is not None:
        return (*items, *records, *(low or foot_items(view, layout, ruler, turn, has_clock=False)))
    items += _calls(view, layout, ruler, top, notice_turn)
    clock = None
    if layout.services is not None and view.services:
        box = layout.services
        free = Box(box.x, box.y, box.w, min(box.h, top - box.y))
        items += service_items(view.services, free, layout, ruler, turn)
        clock = clock_box(free, layout, ruler)
    items += clock_items(view, clock, layout.read_px) if clock else []
    items += low or foot_items(view, layout, ruler, turn, has_clock=clock is not None)
    return tuple(items)


def _calls(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float, notice_turn: int) -> list[Item]:
    """As many calls as have a place above `bottom`."""
    notice = notice_items(view, layout, ruler, bottom, notice_turn)
    if view.headline:
        box = notice_box(layout, bottom) if notice else None
        return [*_headline(view, layout, ruler, box.y if box else bottom), *notice]
    is_old = view.line is Line.LOST
    newest = view.calls[0]
    size = _size(newest, layout, ruler)
    places = tuple(box for box in layout.rows if box.y + box.h <= bottom + 1)
    return [
        *strip(ruler, newest, layout.newest, size, plate_ink(newest, is_old=is_old)),
        *(notice or row_items(view.calls[1:], places, layout.row_px, layout.read_px, ruler, is_old=is_old)),
    ]


def _headline(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float) -> list[Item]:
    services = layout.services if view.services else None
    width = layout.calls.w if services else layout.foot.w
    low = services.y if services is not None and services.y > 0 else bottom
    box = Box(0, 0, width, min(low, bottom))
    return [*headline_items(ruler, view.headline, box, layout.newest_size.number_px)]


def _size(row: CallRow, layout: HallLayout, ruler: Ruler) -> StripSize:
    """The place's own size; smaller only for a number longer than usual."""
    size, room = layout.newest_size, layout.newest.w
    if not row.counter.number:
        return size
    for counter in (row.counter, CounterName("", row.counter.number)):
        needed = needed_width(ruler, row.number, counter, size) + 2 * padding(size.number_px, room)
        if needed <= room:
            return size
    share = room / needed
    return replace(size, number_px=int(size.number_px * share), tail_px=int(size.tail_px * share))
