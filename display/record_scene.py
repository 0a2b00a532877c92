"""The figures of records in place of the calls: as many rows as can be read, the rest on further pages.

Pure composition; whether a call needs the screen was decided by the board.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from display.board import HallView
from display.glass import palette
from display.glass.palette import Colour
from display.hall_layout import HallLayout
from display.record_view import FigureRow, RecordPeriod, RecordsView
from display.scene import Align, Box, Face, Fill, Item, Ruler, Text, evenly, lines, wrapped
from display.scene_parts import rule
from display.service_list import mark_height, page_marks

SLOT_S: Final = 10.0
"""How long one page stands: whole turns of the notices, of which none is cut short."""
BOARD_SLOTS: Final = 2
"""Before each period the calls are shown for so long: who missed theirs looks again."""
ROW_EM: Final = 1.25
GAP_EM: Final = 0.7
"""Between a label and its figure."""
INDENT_EM: Final = 0.8
SIDE: Final = 0.03
"""Room left and right in parts of the width."""
LEAST_ROWS: Final = 4
"""Where fewer lines can be read below the title, the calls keep the screen and the foot says it."""


@dataclass(frozen=True, slots=True)
class _SetRow:
    """One row as it is set."""

    row: FigureRow
    label: list[str]
    is_stacked: bool
    """The figure stands below its label."""

    @property
    def line_count(self) -> int:
        return len(self.label) + (1 if self.is_stacked else 0)


@dataclass(frozen=True, slots=True)
class _Period:
    """One period on a panel: everything in it has the same size."""

    records: RecordsView
    period: RecordPeriod
    box: Box
    font_px: int
    ruler: Ruler

    @property
    def step(self) -> float:
        """Height of a line."""
        return self.font_px * ROW_EM

    @property
    def body(self) -> Box:
        """What the title leaves."""
        title_h = len(self._title()) * self.step
        return Box(self.box.x, self.box.y + title_h, self.box.w, self.box.h - title_h)

    @property
    def room(self) -> int:
        """Lines of one page."""
        return int((self.body.h - mark_height(self.font_px)) / self.step)

    def pages(self) -> list[list[_SetRow]]:
        """Each as full as it can be; a part at the top of a page has what it is a part of above it."""
        made: list[list[_SetRow]] = [[]]
        is_beside = self._has_time_beside()
        for row in self.period.rows if is_beside else (self.records.as_of, *self.period.rows):
            one = self._set(row)
            if made[-1] and sum(known.line_count for known in made[-1]) + one.line_count > self.room:
                made.append(self._begun_with(one, made[-1]))
            made[-1].append(one)
        return made

    def _begun_with(self, part: _SetRow, before: list[_SetRow]) -> list[_SetRow]:
        """What stands above a row at the top of a page; the foot of the page before is no place for it."""
        if part.row.part_of is None:
            return []
        if len(before) > 1 and before[-1].row is part.row.part_of:
            return [before.pop()]
        whole = self._set(part.row.part_of)
        return [whole] if whole.line_count + part.line_count <= self.room else []

    def page(self, made: list[list[_SetRow]], number: int) -> list[Item]:
        """Everything on that page."""
        body = self.body
        items: list[Item] = [*self._head(), *page_marks(len(made), number, body, self.font_px)]
        top = body.y
        for index, one in enumerate(made[number]):
            box = Box(body.x, top, body.w, one.line_count * self.step)
            items += [rule(Box(body.x, top, body.w, 2))] if index and one.row.part_of is None else []
            items += self._row(f"records{index}", one, box)
            top += box.h
        # grounds first: the tail of a letter may reach the rule
        return sorted(items, key=lambda item: not isinstance(item, Fill))

    def _title(self) -> list[str]:
        return lines(self.ruler, self.period.title, Face.BOLD, self.font_px, self.box.w)

    def _head(self) -> Iterator[Text]:
        """Title and time; where the time has no room beside the title it is the first row."""
        for place, part in enumerate(self._title()):
            yield self._text(f"title{place}", part, place, Face.BOLD, palette.WHITE)
        if self._has_time_beside():
            yield self._text("as_of", self._time(), 0, Face.TEXT, self._time_ink, Align.RIGHT)

    def _time(self) -> str:
        return f"{self.records.as_of.label} {self.records.as_of.figure}"

    def _has_time_beside(self) -> bool:
        title_w = self.ruler(self.period.title, self.font_px, Face.BOLD)
        time_w = self.ruler(self._time(), self.font_px, Face.TEXT)
        return title_w + GAP_EM * self.font_px + time_w <= self.box.w

    def _set(self, row: FigureRow) -> _SetRow:
        """Label and figure beside each other or, where that takes fewer lines, one above the other."""
        width = self.box.w - (INDENT_EM * self.font_px if row.part_of else 0.0)
        if not row.figure:
            return _SetRow(row, self._label(row.label, width, self.room), is_stacked=False)
        beside_w = width - self.ruler(row.figure, self.font_px, Face.NUMBER) - GAP_EM * self.font_px
        widest = max(self.ruler(word, self.font_px, Face.TEXT) for word in row.label.split())
        stacked = self._label(row.label, width, max(1, self.room - 1))
        if widest > beside_w:
            return _SetRow(row, stacked, is_stacked=True)
        beside = self._label(row.label, beside_w, self.room)
        is_stacked = len(stacked) + 1 <= len(beside)
        return _SetRow(row, stacked if is_stacked else beside, is_stacked)

    def _label(self, label: str, width: float, most: int) -> list[str]:
        """In as many lines as it needs; cut at a word only where no page holds it."""
        parts = evenly(self.ruler, label, Face.TEXT, self.font_px, width)
        is_whole = len(parts) <= most
        return parts if is_whole else wrapped(self.ruler, label, Face.TEXT, self.font_px, width, most)

    def _row(self, name: str, one: _SetRow, box: Box) -> Iterator[Text]:
        label_ink, figure_ink = self._inks(one.row)
        indent = INDENT_EM * self.font_px if one.row.part_of else 0.0
        left = Box(box.x + indent, box.y, box.w, box.h)
        for place, part in enumerate(one.label):
            yield Text(f"{name}.label{place}", part, left.row(place, self.step), self.font_px, Face.TEXT,
                       label_ink, palette.BOARD)  # fmt: skip
        if one.row.figure:
            place = len(one.label) if one.is_stacked else 0
            yield Text(f"{name}.figure", one.row.figure, box.row(place, self.step), self.font_px, Face.NUMBER,
                       figure_ink, palette.BOARD, Align.RIGHT)  # fmt: skip

    def _inks(self, row: FigureRow) -> tuple[Colour, Colour]:
        """Of a row's label and figure."""
        if row is self.records.as_of:
            return (self._time_ink, self._time_ink)
        if self.records.is_old:
            return (palette.BOARD_QUIET, palette.BOARD_QUIET)
        is_part = row.part_of is not None
        return (palette.BOARD_QUIET, palette.WHITE) if is_part else (palette.WHITE, palette.BOARD_NUMBER)

    @property
    def _time_ink(self) -> Colour:
        return palette.BOARD_NUMBER if self.records.is_old else palette.BOARD_QUIET

    def _text(
        self, name: str, text: str, place: int, face: Face, ink: Colour, align: Align = Align.LEFT
    ) -> Text:
        box = self.box.row(place, self.step)
        return Text(f"records.{name}", text, box, self.font_px, face, ink, palette.BOARD, align)


_Turn = tuple[_Period, list[list[_SetRow]], int] | None
"""A page of a period; None: the calls'."""


def record_items(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float) -> list[Item] | None:
    """The page whose turn it is above `bottom`; None: it is the calls' turn."""
    turns = _turns(view, layout, ruler, bottom)
    if not turns or view.quiet_s is None:
        return None
    turn = turns[int(view.quiet_s / SLOT_S) % len(turns)]
    if turn is None:
        return None
    one, made, number = turn
    return one.page(made, number)


def board_s(view: HallView, layout: HallLayout, ruler: Ruler) -> float | None:
    """How long the calls have had the screen since one was new (with records: needed it); None: one is."""
    turns = _turns(view, layout, ruler, layout.foot.y)
    if not turns or view.quiet_s is None:
        return view.calm_s
    rounds, into = divmod(int(view.quiet_s / SLOT_S), len(turns))
    slots = rounds * turns.count(None) + turns[:into].count(None)
    return slots * SLOT_S + (view.quiet_s % SLOT_S if turns[into] is None else 0.0)


def _turns(view: HallView, layout: HallLayout, ruler: Ruler, bottom: float) -> list[_Turn]:
    """One round, slot by slot; empty: no records here."""
    turns: list[_Turn] = []
    box = Box(0, 0, layout.foot.w, bottom).inset(layout.foot.w * SIDE)
    if view.records is None:
        return []
    for period in view.records.periods:
        one = _Period(view.records, period, box, layout.service_px, ruler)
        if one.room < LEAST_ROWS:
            return []
        made = one.pages()
        turns += [None] * BOARD_SLOTS
        turns += [(one, made, number) for number in range(len(made))]
    return turns
