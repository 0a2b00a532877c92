"""One counter's display composed: counter above, the number large, one word below.

Pure; what is shown was decided by the counter's board.
"""

from __future__ import annotations

from typing import Final

from contract.words import CounterStatus
from display.counter_board import CounterView
from display.glass import palette
from display.glass.legibility import CAPITAL_PER_EM, READ_DEG, Legibility
from display.glass.palette import Colour
from display.hub_watch import Line
from display.scene import (
    ROW_PER_EM,
    Align,
    Box,
    Face,
    Fill,
    Item,
    Ruler,
    Scene,
    Text,
    largest_font,
    lines,
    wrapped,
)
from display.scene_parts import alarm_items

HEAD: Final = 0.24
NUMBER: Final = 0.5
"""Part of the height for the number; its figures take at least 45 % of the whole where the width allows."""
FIGURES: Final = 0.46
PAGE_S: Final = 5.0
BELOW_ROW_PER_EM: Final = 1.05
WORD_ROW_PER_EM: Final = 1.35
"""Room for the word with its marks and tails, which must not reach the line below."""


def counter_scene(view: CounterView, glass: Legibility, ruler: Ruler, now_s: float) -> Scene:
    """Everything on the screen now."""
    width, height = glass.panel.width_px, glass.panel.height_px
    ink, ground = _colours(view)
    whole = Box(0, 0, width, height)
    head = Box(0, 0, width, height * HEAD)
    middle = Box(0, head.h, width, height * NUMBER)
    low = Box(0, head.h + middle.h, width, height - head.h - middle.h)
    turn = int(now_s / PAGE_S)
    alarm_px = max(glass.font_px(READ_DEG), int(height * 0.07))
    alarm = alarm_items(ruler, view.alarm, whole, alarm_px, turn)
    items: list[Item] = [Fill(whole, ground), *_head(view, head, glass, ruler, ground)]
    if view.number:
        items.append(_number(view, middle, height, ruler, ink, ground))
        items += alarm or _word(view, low, glass, ruler, ground)
    else:
        rest = Box(0, head.h, width, (alarm[0].box.y if alarm else height) - head.h)
        items += [*_word_alone(view, rest, glass, ruler, ground), *alarm]
    return tuple(items)


def _colours(view: CounterView) -> tuple[Colour, Colour]:
    if view.is_lit:
        return palette.BOARD, palette.BOARD_NUMBER
    return (palette.BOARD_QUIET if view.line is Line.LOST else palette.BOARD_NUMBER), palette.BOARD


def _ink(view: CounterView) -> Colour:
    return palette.BOARD if view.is_lit else palette.WHITE


def _head(view: CounterView, box: Box, glass: Legibility, ruler: Ruler, ground: Colour) -> list[Item]:
    # hardly raised: the marks of "Quầy" must stay on the glass
    raised = Box(box.x, box.y - glass.panel.height_px * 0.006, box.w, box.h)
    inner = raised.inset(glass.panel.width_px * 0.03)
    name = view.counter.whole
    size = largest_font(ruler, name, Face.BOLD, inner.w, max(glass.font_px(READ_DEG), box.h * 0.7))
    return [Text("counter", name, inner, size, Face.BOLD, _ink(view), ground, Align.CENTRE)]


def _raised(box: Box, glass: Legibility) -> Box:
    """Room for the tails of letters, and away from the number."""
    return Box(box.x, box.y - glass.panel.height_px * 0.015, box.w, box.h)


def _number(view: CounterView, box: Box, height: float, ruler: Ruler, ink: Colour, ground: Colour) -> Text:
    wanted = height * FIGURES / CAPITAL_PER_EM
    size = largest_font(ruler, view.number, Face.NUMBER, box.w * 0.98, wanted)
    return Text("number", view.number, box, size, Face.NUMBER, ink, ground, Align.CENTRE)


def _word(view: CounterView, box: Box, glass: Legibility, ruler: Ruler, ground: Colour) -> list[Item]:
    inner = _raised(box.inset(glass.panel.width_px * 0.03), glass)
    wanted = max(glass.font_px(READ_DEG), box.h * 0.5)
    size = largest_font(ruler, view.word, Face.BOLD, inner.w, wanted)
    return [Text("word", view.word, inner, size, Face.BOLD, _ink(view), ground, Align.CENTRE)]


def _word_alone(view: CounterView, box: Box, glass: Legibility, ruler: Ruler, ground: Colour) -> list[Item]:
    """Nobody called: the word takes the number's place, below it the reason or the word in English."""
    inner = box.inset(glass.panel.width_px * 0.03)
    ink = palette.BOARD_QUIET if view.status in (None, CounterStatus.CLOSED) else palette.WHITE
    below_px = max(glass.font_px(READ_DEG), int(box.h * 0.14))
    row_h = below_px * BELOW_ROW_PER_EM
    every = lines(ruler, view.reason or view.word_en, Face.TEXT, below_px, inner.w)
    size = largest_font(ruler, view.word, Face.BOLD, inner.w, inner.h * 0.33)
    least_h = min(size, glass.font_px(READ_DEG)) * ROW_PER_EM
    word_h = min(size * WORD_ROW_PER_EM, max(inner.h - len(every) * row_h, least_h))
    size = min(size, int(word_h / ROW_PER_EM))
    room = int((inner.h - word_h) / row_h)
    parts = every if len(every) <= room else _shortened_reason(view, ruler, below_px, inner.w, room)
    top = inner.y + max(0.0, (inner.h - word_h - len(parts) * row_h) / 2)
    lower = Box(inner.x, top + word_h, inner.w, row_h)
    return [
        Text("word", view.word, Box(inner.x, top, inner.w, word_h), size, Face.BOLD, ink, ground,
             Align.CENTRE),
        *(
            Text(f"below{index}", part, lower.row(index, row_h), below_px, Face.TEXT,
                 palette.BOARD_QUIET, ground, Align.CENTRE)
            for index, part in enumerate(parts)
        ),
    ]  # fmt: skip


def _shortened_reason(view: CounterView, ruler: Ruler, font_px: int, width: float, room: int) -> list[str]:
    """A reason is cut at a word where it must be; the English word is shown whole or not at all."""
    return wrapped(ruler, view.reason, Face.TEXT, font_px, width, room) if view.reason and room else []
