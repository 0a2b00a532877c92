"""Where things stand on the hall display: how many rows a panel can show legibly at its distance.

Pure; limits are those of SCREENS.md. What doesn't fit legibly beside the calls takes turns in the foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from display.call_strip import GAP_EM, Lines, StripStyle, needed_width
from display.glass import palette
from display.glass.legibility import ACT_DEG, READ_DEG, Legibility
from display.scene import ROW_PER_EM, Box, Face, Ruler

MOST_ROWS: Final = 4
"""Recent calls below the newest."""
NEWEST_SAMPLE: Final = "A000"
COUNTER_SAMPLE: Final = "00"
SIDE_EM: Final = 7.0
"""Least width of the services' column in parts of its font size: `Chứng thực` and a count."""


@dataclass(frozen=True, slots=True)
class HallLayout:
    """Boxes and font sizes."""

    newest: Box
    newest_px: int
    newest_lines: Lines
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
    needed = strip_width(ruler, act, read, Lines.ONE)
    service_px = max(read, int(height * 0.05))
    side = width - max(needed, min(width * 0.64, width - SIDE_EM * service_px))
    has_side = side >= SIDE_EM * service_px - 1
    calls_w = width - side if has_side else width
    count = _rows_that_fit(foot.y, act * ROW_PER_EM, read * ROW_PER_EM)
    stretch = foot.y / ((act + count * read) * ROW_PER_EM)
    newest_h, row_h = act * ROW_PER_EM * stretch, read * ROW_PER_EM * stretch
    newest_px = _font(ruler, act, read, calls_w, newest_h, Lines.ONE)
    return HallLayout(
        newest=Box(0, 0, calls_w, newest_h),
        newest_px=newest_px,
        newest_lines=Lines.ONE,
        rows=tuple(Box(0, newest_h, calls_w, row_h).row(i, row_h) for i in range(count)),
        row_px=max(read, min(int(row_h / 1.25), int(newest_px * 0.7))),
        read_px=read,
        services=Box(calls_w, 0, side, foot.y) if has_side else None,
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
    calls_h = foot.y - services_h
    newest_h = max(2 * act * ROW_PER_EM, calls_h * 0.48)
    count = _rows_that_fit(calls_h, newest_h, read * ROW_PER_EM)
    row_h = (calls_h - newest_h) / count if count else 0.0
    return HallLayout(
        newest=Box(0, 0, width, newest_h),
        newest_px=_font(ruler, act, read, width, newest_h / 2, Lines.TWO),
        newest_lines=Lines.TWO,
        rows=tuple(Box(0, newest_h, width, row_h).row(i, row_h) for i in range(count)),
        row_px=max(read, int(min(row_h / 1.25, width / 9))),
        read_px=read,
        services=Box(0, calls_h, width, services_h) if has_services else None,
        service_px=service_px,
        foot=foot,
        foot_px=foot_px,
    )


def strip_width(ruler: Ruler, font_px: int, read_px: int, lines: Lines) -> float:
    """Width a usual call needs at that size, its margins included."""
    style = StripStyle(font_px, read_px, lines, palette.WHITE, palette.BOARD_NUMBER, palette.BOARD)
    margins = 2.4 * GAP_EM * font_px
    return needed_width(ruler, NEWEST_SAMPLE, COUNTER_SAMPLE, "Quầy", style) + margins


def _font(ruler: Ruler, least: int, read: int, width: float, height: float, lines: Lines) -> int:
    """The largest size at which a usual call fits; legibility goes before beauty."""
    size = int(height / ROW_PER_EM)
    while size > least and strip_width(ruler, size, read, lines) > width:
        size = int(size * 0.97)
    return max(size, least)


def _rows_that_fit(room: float, newest_h: float, row_h: float) -> int:
    return max(0, min(MOST_ROWS, int((room - newest_h) / row_h)))


def _foot(width: int, height: int, font_px: int) -> Box:
    foot_h = font_px * 1.2
    return Box(0, height - foot_h, width, foot_h)


def clock_width(ruler: Ruler, font_px: int) -> float:
    """What the clock in the foot takes, with its dot."""
    return ruler("00:00", font_px, Face.NUMBER) + 1.2 * font_px
