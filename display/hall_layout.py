"""Where things stand on the hall display: how many rows a panel can show legibly at its distance.

Pure; limits are those of SCREENS.md. What doesn't fit legibly beside the calls takes turns in the foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from display.call_strip import LEAST_GAP, Lines, StripSize, needed_height, needed_width, padding
from display.counter_name import CounterName
from display.glass.legibility import ACT_DEG, READ_DEG, Legibility
from display.scene import ROW_PER_EM, Box, Face, Ruler

MOST_ROWS: Final = 4
"""Recent calls below the newest."""
NEWEST_SHARE: Final = 0.46
"""Part of the height for the newest call, where all legible rows still fit below it."""
TAIL_PER_NUMBER: Final = 0.55
"""Size of the counter's number below the ticket's; larger where it would not be legible."""
MARGIN: Final = 0.014
"""Room around the plate in parts of the panel's height."""
NEWEST_SAMPLE: Final = "A000"
COUNTER_SAMPLE: Final = CounterName("Quầy", "00")
SIDE_EM: Final = 7.0
"""Least width of the services' column in parts of its font size: `Chứng thực` and a count."""
WIDE_SIDE_EM: Final = 8.8
"""Width at which the clock stands beside the heading."""
WIDEST_SIDE: Final = 0.51
"""Part of the width, where the newest call is no smaller for it: `Người có công –` in one line at 5 m."""


@dataclass(frozen=True, slots=True)
class HallLayout:
    """Boxes and font sizes."""

    calls: Box
    """The newest call's plate with the room around it."""
    newest: Box
    newest_size: StripSize
    rows: tuple[Box, ...]
    """Places for recent calls below the newest one."""
    row_px: int
    read_px: int
    """Least font size of anything."""
    services: Box | None
    """None: no legible place; services take turns in the foot."""
    service_px: int
    foot: Box
    foot_px: int


def hall_layout(glass: Legibility, ruler: Ruler) -> HallLayout:
    """The layout for one panel."""
    return (
        _portrait(glass, ruler) if glass.panel.height_px > glass.panel.width_px else _landscape(glass, ruler)
    )


def _landscape(glass: Legibility, ruler: Ruler) -> HallLayout:
    width, height = glass.panel.width_px, glass.panel.height_px
    act, read = glass.font_px(ACT_DEG), glass.font_px(READ_DEG)
    foot_px = max(read, int(height * 0.04))
    foot = _foot(width, height, foot_px)
    count = _rows_that_fit(foot.y, act * ROW_PER_EM, read * ROW_PER_EM)
    least_h, most_h = act * ROW_PER_EM, foot.y - count * read * ROW_PER_EM
    calls_h = min(most_h, max(least_h, height * NEWEST_SHARE)) if count else foot.y
    plate_h = calls_h - 2 * min(height * MARGIN, max(0.0, (calls_h - least_h) / 2))
    service_px = max(read, int(height * 0.05))
    side, size = _newest_beside_services(ruler, Box(0, 0, width, plate_h), act, read, service_px)
    calls = Box(0, 0, width - side, calls_h)
    row_h = (foot.y - calls_h) / count if count else 0.0
    return HallLayout(
        calls=calls,
        newest=_plate(calls, plate_h),
        newest_size=size,
        rows=tuple(Box(0, calls_h, calls.w, row_h).row(i, row_h) for i in range(count)),
        row_px=max(read, min(int(row_h / 1.25), int(size.number_px * 0.7))),
        read_px=read,
        services=Box(calls.w, 0, side, foot.y) if side else None,
        service_px=service_px,
        foot=foot,
        foot_px=foot_px,
    )


def _portrait(glass: Legibility, ruler: Ruler) -> HallLayout:
    width, height = glass.panel.width_px, glass.panel.height_px
    act, read = glass.font_px(ACT_DEG), glass.font_px(READ_DEG)
    foot_px = max(read, int(height * 0.024))
    foot = _foot(width, height, foot_px)
    service_px = max(read, int(height * 0.026))
    has_services = width >= SIDE_EM * service_px
    services_h = foot.y * 0.4 if has_services else 0.0
    room = foot.y - services_h
    calls = Box(0, 0, width, max(2 * act * ROW_PER_EM, room * 0.48))
    count = _rows_that_fit(room, calls.h, read * ROW_PER_EM)
    row_h = (room - calls.h) / count if count else 0.0
    newest = _plate(calls, calls.h - 2 * width * MARGIN)
    return HallLayout(
        calls=calls,
        newest=newest,
        newest_size=_largest(ruler, newest, act, read, Lines.TWO),
        rows=tuple(Box(0, calls.h, width, row_h).row(i, row_h) for i in range(count)),
        row_px=max(read, int(min(row_h / 1.25, width / 9))),
        read_px=read,
        services=Box(0, room, width, services_h) if has_services else None,
        service_px=service_px,
        foot=foot,
        foot_px=foot_px,
    )


def _newest_beside_services(
    ruler: Ruler, whole: Box, act: int, read: int, service_px: int
) -> tuple[float, StripSize]:
    """Width of the services' column, none where it has no legible place; and the largest newest call."""
    least = SIDE_EM * service_px
    sides = [side for side in (whole.w * WIDEST_SIDE, WIDE_SIDE_EM * service_px, least) if side >= least]
    found = [
        (side, size)
        for side in sides
        for lines in (Lines.TWO, Lines.ONE)
        if _fits(
            ruler, (size := _largest(ruler, _beside(whole, side), act, read, lines)), _beside(whole, side)
        )
    ]
    if not found:
        two = _largest(ruler, whole, act, read, Lines.TWO)
        is_two = _fits(ruler, two, whole)
        one = _largest(ruler, whole, act, read, Lines.ONE)
        found = [(0.0, two if is_two and two.number_px > one.number_px else one)]
    return max(found, key=lambda pair: pair[1].number_px)


def _beside(whole: Box, side: float) -> Box:
    return Box(whole.x, whole.y, whole.w - side, whole.h).inset(whole.h * MARGIN)


def _largest(ruler: Ruler, box: Box, act: int, read: int, lines: Lines) -> StripSize:
    """The largest size at which a usual call fits; never less than can be read to act."""
    number_px = max(act, int(box.h))
    while True:
        size = StripSize(number_px, _tail_px(number_px, act, lines), read, lines)
        if number_px <= act or _fits(ruler, size, box):
            return size
        number_px = max(act, int(number_px * 0.98))


def _tail_px(number_px: int, act: int, lines: Lines) -> int:
    return number_px if lines is Lines.ONE else max(act, int(number_px * TAIL_PER_NUMBER))


def _fits(ruler: Ruler, size: StripSize, box: Box) -> bool:
    gaps = 3 * LEAST_GAP * box.h if size.lines is Lines.TWO else 0.0
    width = needed_width(ruler, NEWEST_SAMPLE, COUNTER_SAMPLE, size) + 2 * padding(size.number_px, box.w)
    return width <= box.w and needed_height(size) + gaps <= box.h


def _plate(calls: Box, plate_h: float) -> Box:
    margin = (calls.h - plate_h) / 2
    return Box(calls.x, calls.y + margin, calls.w, plate_h).inset(margin)


def _rows_that_fit(room: float, newest_h: float, row_h: float) -> int:
    return max(0, min(MOST_ROWS, int((room - newest_h) / row_h)))


def _foot(width: int, height: int, font_px: int) -> Box:
    foot_h = font_px * 1.2
    return Box(0, height - foot_h, width, foot_h)


def clock_width(ruler: Ruler, font_px: int) -> float:
    """What the clock takes, with its dot."""
    return ruler("00:00", font_px, Face.NUMBER) + 0.8 * font_px
