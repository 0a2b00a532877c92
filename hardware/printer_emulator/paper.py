"""The roll of paper: rows of dots, and what was put where.

Knows length, ink and the knife's distance from the head; knows nothing of commands.
"""

from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

DOTS_PER_MM = 8
WHITE, BLACK = 255, 0


class MarkKind(StrEnum):
    TEXT = "text"
    PICTURE = "picture"
    QR = "qr"
    BARCODE = "barcode"


@dataclass(frozen=True)
class Mark:
    """Something printed, in words."""

    kind: MarkKind
    words: str
    bottom: int
    """The row under it, counted from the top of the slip."""


@dataclass(frozen=True)
class CutPiece:
    picture: Image.Image
    marks: tuple[Mark, ...]

    @property
    def length_mm(self) -> float:
        return self.picture.height / DOTS_PER_MM


class Paper:
    """The paper since the last cut. The knife lies `knife_dots` above the head: rows not past it stay."""

    def __init__(self, width: int, knife_dots: int) -> None:
        self.width = width
        self._knife_dots = knife_dots
        self._rows = Image.new("1", (width, 512 + knife_dots), WHITE)
        self._head = knife_dots
        self._marks: list[Mark] = []
        self.used_dots = 0
        """Rows that ever ran under the head."""

    def put(self, picture: Image.Image, x: int, kind: MarkKind, words: str) -> None:
        """Burn a one-bit picture from the head's place on; what is beyond the paper's edge is lost."""
        top = self._head
        self.feed(picture.height)
        self._rows.paste(picture, (x, top))
        if words:
            self._marks.append(Mark(kind, words, self._head))

    def feed(self, dots: int) -> None:
        self._head += dots
        self.used_dots += dots
        if self._head > self._rows.height:
            longer = Image.new("1", (self.width, max(self._head, 2 * self._rows.height)), WHITE)
            longer.paste(self._rows, (0, 0))
            self._rows = longer

    def feed_to_knife(self) -> None:
        self.feed(self._knife_dots)

    def cut(self) -> CutPiece:
        """Cut at the knife. Rows still between head and knife begin the next slip."""
        at = self._head - self._knife_dots
        piece = self._rows.crop((0, 0, self.width, max(at, 1)))
        rest = self._rows.crop((0, at, self.width, self._head))
        gone = tuple(mark for mark in self._marks if mark.bottom <= at)
        stays = [mark for mark in self._marks if mark.bottom > at]
        self._rows = Image.new("1", (self.width, 512 + self._knife_dots), WHITE)
        self._rows.paste(rest, (0, 0))
        self._head = self._knife_dots
        self._marks = [Mark(mark.kind, mark.words, mark.bottom - at) for mark in stays]
        return CutPiece(piece, gone)
