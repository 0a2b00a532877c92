"""A notice in pages of one panel: every word, a sentence on one page where it fits.

Pure composition; knows neither turns nor colours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from display.board import sentences
from display.notices import HallNotice
from display.scene import GOES_ON, PAUSES, ROW_PER_EM, Box, Face, Ruler, lines

MOST_PAGES: Final = 4
"""Of a longer one the title alone stands here, and where all of it is read."""
PAD_EM: Final = 0.4
"""Left and right."""

Page = list[tuple[str, Face]]
"""Lines, the title's bold."""


def notice_pages(notice: HallNotice, box: Box, size: int, ruler: Ruler) -> list[Page]:
    """In letters of that size. None at all where a word is wider than the panel."""
    sheet = _Sheet.of(box, size, ruler)
    made = _parted(notice.title, notice.text, sheet)
    if len(made) > MOST_PAGES and notice.elsewhere:
        made = _parted(notice.title, notice.elsewhere, sheet)
    is_whole = all(ruler(line, size, face) <= sheet.width for page in made for line, face in page)
    return made if is_whole else []


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The room of a page, in letters of one size."""

    ruler: Ruler
    size: int
    width: float
    room: int
    """Lines."""

    @classmethod
    def of(cls, box: Box, size: int, ruler: Ruler) -> _Sheet:
        return cls(ruler, size, box.w - 2 * PAD_EM * size, int(box.h / (size * ROW_PER_EM) + 0.01))

    def set(self, text: str, face: Face) -> Page:
        """The text in lines, of which there may be more than a page has."""
        return [(line, face) for line in lines(self.ruler, text, face, self.size, self.width)]

    def with_sign(self, face: Face) -> _Sheet:
        """With room at a line's end for the sign that it goes on."""
        sign_w = self.ruler(f" {GOES_ON}", self.size, face)
        return _Sheet(self.ruler, self.size, self.width - sign_w, self.room)


def _parted(title: str, text: str, sheet: _Sheet) -> list[Page]:
    if sheet.room < 1:
        return []
    paragraphs: list[tuple[tuple[str, ...], Face]] = [((title,), Face.BOLD)]
    paragraphs += [(sentences(paragraph), Face.TEXT) for paragraph in text.split("\n")]
    made: list[Page] = [[]]
    for parts, face in paragraphs:
        base, said = len(made[-1]), ""
        for part in parts:
            joined = f"{said} {part}".strip()
            own = sheet.set(joined, face)
            if base + len(own) <= sheet.room:
                made[-1][base:] = own
                said = joined
                continue
            made += _alone(part, face, sheet)
            base, said = 0, " ".join(line for line, _ in made[-1])
    return [page for page in made if page]


def _alone(sentence: str, face: Face, sheet: _Sheet) -> list[Page]:
    """A sentence on pages of its own: parted at pauses where that takes no more of them."""
    by_clauses = _by_clauses(sentence, face, sheet)
    filled = _filled(sentence, face, sheet)
    is_better = len(by_clauses) <= len(filled) and all(len(page) <= sheet.room for page in by_clauses)
    return by_clauses if is_better else filled


def _filled(sentence: str, face: Face, sheet: _Sheet) -> list[Page]:
    """Page by page as full as it can be, with "…" at the foot of each that ends within a clause."""
    whole = sheet.set(sentence, face)
    if len(whole) <= sheet.room:
        return [whole]
    own = sheet.with_sign(face).set(sentence, face)
    made = [own[start : start + sheet.room] for start in range(0, len(own), sheet.room)]
    for page in made[:-1]:
        line, _ = page[-1]
        if line[-1] not in PAUSES:
            page[-1] = (f"{line} {GOES_ON}", face)
    return made


def _by_clauses(sentence: str, face: Face, sheet: _Sheet) -> list[Page]:
    """As many clauses together as a page holds; a longer one makes a page too long."""
    made: list[str] = []
    for clause in re.split(f"(?<=[{PAUSES}]) ", sentence):
        joined = f"{made[-1]} {clause}" if made else clause
        if made and len(sheet.set(joined, face)) <= sheet.room:
            made[-1] = joined
        else:
            made.append(clause)
    return [sheet.set(page, face) for page in made]
