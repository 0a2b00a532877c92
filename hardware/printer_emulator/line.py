"""The line being filled: letters and strips side by side, printed together.

Knows widths, baselines and alignment; knows nothing of paper.
"""

from dataclasses import dataclass

from PIL import Image, ImageChops

from hardware.printer_emulator.commands import Alignment, Font
from hardware.printer_emulator.paper import BLACK, WHITE
from hardware.printer_emulator.typeface import BOLD_FONT_FILE, CELLS, FONT_FILE, Typeface


@dataclass
class Style:
    """How the next letter looks."""

    font: Font = Font.A
    is_bold: bool = False
    is_underlined: bool = False
    is_reversed: bool = False
    width: int = 1
    height: int = 1
    spacing: int = 0

    @property
    def advance(self) -> int:
        return (CELLS[self.font][0] + self.spacing) * self.width


@dataclass(frozen=True)
class Piece:
    x: int
    picture: Image.Image
    letter: str


class Line:
    """Pieces from left to right inside an area `width` dots wide."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._pieces: list[Piece] = []
        self.cursor = 0

    @property
    def is_empty(self) -> bool:
        return not self._pieces

    @property
    def height(self) -> int:
        return max((piece.picture.height for piece in self._pieces), default=0)

    @property
    def words(self) -> str:
        return "".join(piece.letter for piece in self._pieces).strip()

    def add_letter(self, letter: str, style: Style) -> None:
        self.add_strip(_letter_picture(self._typeface, letter, style), letter)

    def add_strip(self, picture: Image.Image, letter: str = "") -> None:
        self._pieces.append(Piece(self.cursor, picture, letter))
        self.cursor += picture.width

    def move_to(self, x: int) -> None:
        if self._pieces and x > self.cursor:
            self._pieces.append(Piece(self.cursor, Image.new("1", (1, 1), WHITE), " "))
        self.cursor = x

    def set(self, area_width: int, alignment: Alignment) -> Image.Image:
        """The finished line as one picture as wide as the area; all pieces stand on one bottom row."""
        picture = Image.new("1", (area_width, max(self.height, 1)), WHITE)
        used = max((piece.x + piece.picture.width for piece in self._pieces), default=0)
        shift = indent(area_width, used, alignment)
        for piece in self._pieces:
            picture.paste(piece.picture, (piece.x + shift, picture.height - piece.picture.height))
        return picture

    def clear(self) -> None:
        self._pieces.clear()
        self.cursor = 0


def indent(area_width: int, used: int, alignment: Alignment) -> int:
    free = max(area_width - used, 0)
    return {Alignment.LEFT: 0, Alignment.CENTER: free // 2, Alignment.RIGHT: free}[alignment]


def _letter_picture(typeface: Typeface, letter: str, style: Style) -> Image.Image:
    cell = typeface.cell(letter, style.font, BOLD_FONT_FILE if style.is_bold else FONT_FILE)
    spaced = Image.new("1", (cell.width + style.spacing, cell.height), WHITE)
    spaced.paste(cell, (0, 0))
    picture = spaced.resize(
        (spaced.width * style.width, spaced.height * style.height), Image.Resampling.NEAREST
    )
    if style.is_underlined:
        picture.paste(BLACK, (0, picture.height - 2, picture.width, picture.height))
    return ImageChops.invert(picture) if style.is_reversed else picture
