"""The printer's built-in letters: every one in a cell of fixed size.

Knows how a letter is drawn and enlarged; knows nothing of lines.
"""

from PIL import Image, ImageDraw, ImageFont

from hardware.printer_emulator.commands import Font

FONT_FILE = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
BOLD_FONT_FILE = "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"

CELLS = {Font.A: (12, 24), Font.B: (9, 17)}
"""Dots wide and high, as on 80 mm printers with a 203 dpi head."""

_POINTS = {Font.A: 21, Font.B: 14}
_BASELINES = {Font.A: 19, Font.B: 13}
_INK = 110
"""Grey level from which a dot is burnt."""


class Typeface:
    """Cells are drawn once and kept."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, Font, str], Image.Image] = {}
        self._fonts: dict[tuple[Font, str], ImageFont.FreeTypeFont] = {}

    def cell(self, letter: str, font: Font, font_file: str) -> Image.Image:
        """A black-on-white one-bit picture (0 is black), of the size in `CELLS`."""
        key = (letter, font, font_file)
        if key not in self._cells:
            self._cells[key] = self._draw(letter, font, font_file)
        return self._cells[key]

    def _draw(self, letter: str, font: Font, font_file: str) -> Image.Image:
        width, height = CELLS[font]
        face = self._face(font, font_file)
        natural = max(1, round(face.getlength(letter)))
        ink = Image.new("L", (natural, height), 0)
        ImageDraw.Draw(ink).text((0, _BASELINES[font]), letter, fill=255, font=face, anchor="ls")
        if natural > width:
            ink = ink.resize((width, height), Image.Resampling.LANCZOS)
        cell = Image.new("L", (width, height), 0)
        cell.paste(ink, ((width - ink.width) // 2, 0))
        return cell.point(lambda level: 0 if level > _INK else 255).convert("1")

    def _face(self, font: Font, font_file: str) -> ImageFont.FreeTypeFont:
        key = (font, font_file)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(font_file, _POINTS[font])
        return self._fonts[key]
