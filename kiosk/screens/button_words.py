"""A button's words: as large as they must be, in as many lines as there is room for, away from the border.

Knows sizes and line breaks; knows nothing of what a press does.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.screens.breaking import ELLIPSIS, Breaker
from kiosk.screens.measures import Measures
from kiosk.screens.scene import Align, Face, Line, lines_height

_MOST_LINES = 3
_PAD_MM = 4.0
_SMALL_PAD_MM = 3.0


@dataclass(frozen=True, slots=True)
class Wished:
    """What shall stand on a button."""

    text: str
    second: str
    """Smaller, below it; what follows a line end in it is always there."""
    size_px: int
    align: Align


@dataclass(frozen=True, slots=True)
class Fitted:
    """What does."""

    pad_px: float
    """Left of the words."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    pad_px: float
    width: float
    size_px: int
    lines: tuple[str, ...]

    @property
    def is_shortened(self) -> bool:
        return bool(self.lines) and self.lines[-1].endswith(ELLIPSIS)

    def is_as_good_as(self, other: _Name) -> bool:
        """Whether less width costs nothing."""
        same = (self.size_px, len(self.lines)) == (other.size_px, len(other.lines))
        return same and (other.is_shortened or not self.is_shortened)


class ButtonWords:
    """Fits words on buttons of one panel."""

    def __init__(self, measures: Measures, breaker: Breaker) -> None:
        self._m = measures
        self._breaker = breaker

    def fit(self, wished: Wished, width: float, height: float) -> Fitted:
        """Words for a button of that size in pixels."""
        small = self._m.read_px
        name_h = height - (lines_height(1, small) if wished.second else 0)
        name = self._padded(wished, width, name_h)
        left_h = height - lines_height(len(name.lines), name.size_px)
        seconds = self._seconds(wished.second, name.width, left_h)
        return Fitted(
            name.pad_px,
            (
                *(Line(line, name.size_px) for line in name.lines),
                *(Line(line, small, Face.REGULAR) for line in seconds),
            ),
        )

    def _padded(self, wished: Wished, width: float, height: float) -> _Name:
        """Words that begin at the left stand well away from the border, unless they would be shortened,
        shrink or take another line for it.
        """
        is_small = self._m.is_small
        least = self._m.mm(1 if is_small else 3)
        tightest = self._name(wished, width, height, (least, least))
        if wished.align is Align.LEFT:
            pad = self._m.mm(_SMALL_PAD_MM if is_small else _PAD_MM)
            padded = self._name(wished, width, height, (pad, least))
            if padded.is_as_good_as(tightest):
                return padded
        return tightest

    def _name(self, wished: Wished, width: float, height: float, pads: tuple[float, float]) -> _Name:
        inner = width - sum(pads)
        size = self._size_for(wished.text, wished.size_px, inner)
        room = max(1, min(_MOST_LINES, int(height / lines_height(1, size) + 0.08)))
        return _Name(
            pads[0], inner, size, self._breaker.even_lines(wished.text, size, inner, room, Face.BOLD)
        )

    def _size_for(self, text: str, size_px: int, width: float) -> int:
        """Smaller only where a single word would have to be cut."""
        while size_px > self._m.read_px and any(
            self._breaker.width(word, size_px, Face.BOLD) > width for word in text.split()
        ):
            size_px -= 1
        return size_px

    def _seconds(self, second: str, width: float, height: float) -> tuple[str, ...]:
        """What follows a line end is always there; what is before it takes the lines that are left."""
        if not second:
            return ()
        small, breaks = self._m.read_px, self._breaker.even_lines
        first, _, last = second.rpartition("\n")
        room = max(1, int(height / lines_height(1, small) + 0.05)) - 1
        lines = breaks(first, small, width, room) if first and room > 0 else ()
        return (*lines, *breaks(last, small, width, max(1, room + 1 - len(lines))))
