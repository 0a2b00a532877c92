"""Lines, numbers and QR codes as black and white pictures.

Knows Pillow and Noto Sans. Knows nothing of slips, profiles or commands.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont

from printer.blocks import Weight

_INK_BELOW = 150
"""Grey at or above this stays white: a little bolder than the middle, since thermal dots are round."""
QUIET_MODULES = 4
"""White modules that the QR standard asks for on each side."""
_MARGIN = 8
_NUMBER_DRAWN_AT = 400
_NUMBER_WIDTH = 0.84
"""Figures drawn a little narrower than the font has them: 300 bytes fewer, as easy to read at 15 mm."""


@dataclass(frozen=True, slots=True)
class FontFiles:
    """Where the fonts are; the defaults are those of Debian's fonts-noto-core."""

    regular: Path = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
    bold: Path = Path("/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf")
    number: Path = Path("/usr/share/fonts/truetype/noto/NotoSansDisplay-Bold.ttf")


class Pen:
    """Draws text. Fonts are opened once per size and kept."""

    def __init__(self, files: FontFiles) -> None:
        self._files = files
        self._fonts: dict[tuple[Path, int], ImageFont.FreeTypeFont] = {}

    def width(self, text: str, size: int, weight: Weight) -> int:
        left, _, right, _ = self._text_font(size, weight).getbbox(text)
        return int(right - left) + 1

    def line(self, text: str, size: int, weight: Weight) -> Image.Image:
        """The text in ``size`` dots a line, cut to its ink."""
        return _draw(unicodedata.normalize("NFC", text), self._text_font(size, weight))

    def number(self, number: str, height: int, max_width: int) -> Image.Image:
        """The number with figures exactly ``height`` dots high, no wider than ``max_width``."""
        large = _draw(number, self._font(self._files.number, _NUMBER_DRAWN_AT))
        width = round(large.width * height / large.height * _NUMBER_WIDTH)
        wanted = (min(width, max_width), height)
        return _black_and_white(large.convert("L").resize(wanted, Image.Resampling.LANCZOS))

    def _text_font(self, size: int, weight: Weight) -> ImageFont.FreeTypeFont:
        return self._font(self._files.bold if weight is Weight.BOLD else self._files.regular, size)

    def _font(self, path: Path, size: int) -> ImageFont.FreeTypeFont:
        if (path, size) not in self._fonts:
            self._fonts[path, size] = ImageFont.truetype(path, size)
        return self._fonts[path, size]


def qr_picture(content: str, module_dots: int) -> Image.Image:
    """Error correction M, with the quiet zone of four modules that the standard asks for."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES, box_size=module_dots
    )
    code.add_data(content)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    picture = Image.new("1", (len(matrix), len(matrix)), 1)
    picture.putdata([0 if is_dark else 255 for row in matrix for is_dark in row])
    side = len(matrix) * module_dots
    return picture.resize((side, side), Image.Resampling.NEAREST)


def _draw(text: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    left, top, right, bottom = (int(edge) for edge in font.getbbox(text))
    size = (right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)
    canvas = Image.new("L", size, 255)
    ImageDraw.Draw(canvas).text((_MARGIN - left, _MARGIN - top), text, font=font, fill=0)
    return _cut_to_ink(_black_and_white(canvas))


def _black_and_white(picture: Image.Image) -> Image.Image:
    return picture.point([0 if grey < _INK_BELOW else 255 for grey in range(256)], "1")


def _cut_to_ink(picture: Image.Image) -> Image.Image:
    ink = picture.convert("L").point([255 - grey for grey in range(256)]).getbbox()
    return picture.crop(ink) if ink else picture
