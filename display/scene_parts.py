"""Parts that several screens compose alike: a headline in place of numbers, an alarm at the bottom, a rule.

Pure composition.
"""

from __future__ import annotations

from typing import Final

from display.glass import palette
from display.scene import ROW_PER_EM, Align, Box, Face, Fill, Ruler, Text, largest_font, lines

MOST_OF_HEIGHT: Final = 0.45
"""An alarm never takes more of the screen: the newest call stays in sight."""
RATHER_SMALLER: Final = 0.55
"""A headline in one line is better than a larger one in two, down to this part of its size."""
ALARM_ROW_PER_EM: Final = 1.16
RULE: Final = palette.colour("#2C4666")


def rule(box: Box) -> Fill:
    """A quiet line between parts; it carries no meaning of its own."""
    return Fill(box, RULE)


def alarm_items(
    ruler: Ruler, sentences: tuple[str, ...], whole: Box, font_px: int, turn: int
) -> list[Fill | Text]:
    """The sentences on red at the bottom, in as many lines as they need, in turns where that is too many."""
    if not sentences:
        return []
    inner = whole.inset(font_px * 0.3)
    row_h = font_px * ALARM_ROW_PER_EM
    made = _alarm_pages(ruler, sentences, font_px, inner.w, max(1, int(whole.h * MOST_OF_HEIGHT / row_h)))
    room = max(len(page) for page in made)
    box = Box(whole.x, whole.y + whole.h - room * row_h, whole.w, room * row_h)
    texts = Box(inner.x, box.y - font_px * 0.04, inner.w, box.h)
    return [
        Fill(box, palette.CALL),
        *(
            Text(
                f"alarm{index}",
                text,
                texts.row(index, row_h),
                font_px,
                Face.TEXT,
                palette.WHITE,
                palette.CALL,
            )
            for index, text in enumerate(made[turn % len(made)])
        ),
    ]


def _alarm_pages(
    ruler: Ruler, sentences: tuple[str, ...], font_px: int, width: float, room: int
) -> list[list[str]]:
    """Lines by page: sentences stay together on a page where they fit."""
    made: list[list[str]] = []
    said = ""
    for sentence in sentences:
        joined = lines(ruler, f"{said} {sentence}".strip(), Face.TEXT, font_px, width)
        if made and len(joined) <= room:
            made[-1], said = joined, f"{said} {sentence}"
            continue
        own = lines(ruler, sentence, Face.TEXT, font_px, width)
        made += [own[start : start + room] for start in range(0, len(own), room)]
        said = sentence if len(own) <= room else " ".join(made[-1])
    return made


def headline_items(ruler: Ruler, texts: tuple[str, ...], box: Box, font_px: float) -> list[Text]:
    """Texts centred in the box, the first largest; each wraps, and all grow smaller until they fit."""
    inner = box.inset(box.w * 0.04)
    size = int(min(font_px, inner.h / len(texts)))
    in_one_line = largest_font(ruler, texts[0], Face.BOLD, inner.w, size)
    size = in_one_line if in_one_line > size * RATHER_SMALLER else size
    while True:
        rows = [
            (line, size if index == 0 else int(size * 0.7), index)
            for index, text in enumerate(texts)
            for line in lines(ruler, text, _face(index), size if index == 0 else int(size * 0.7), inner.w)
        ]
        height = sum(row_px * ROW_PER_EM * 1.15 for _, row_px, _ in rows)
        is_wide = any(ruler(line, row_px, _face(index)) > inner.w for line, row_px, index in rows)
        if (height <= inner.h and not is_wide) or size <= 8:
            break
        size = int(size * 0.94)
    return _stacked(rows, Box(inner.x, inner.y + (inner.h - height) / 2, inner.w, height))


def _stacked(rows: list[tuple[str, int, int]], box: Box) -> list[Text]:
    items, top = [], box.y
    for place, (line, row_px, index) in enumerate(rows):
        row_h = row_px * ROW_PER_EM * 1.15
        ink = palette.WHITE if index == 0 else palette.BOARD_QUIET
        where = Box(box.x, top, box.w, row_h)
        face = _face(index)
        items.append(Text(f"headline{place}", line, where, row_px, face, ink, palette.BOARD, Align.CENTRE))
        top += row_h
    return items


def _face(index: int) -> Face:
    return Face.TEXT if index else Face.BOLD
