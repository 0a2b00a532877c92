"""What a composed slip is made of, from top to bottom.

Knows sizes in dots and pictures in black and white. Knows nothing of ESC/POS bytes or of what a slip means.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from PIL import Image

from printer.profile import CodePage, Cutter

FONT_A_WIDTH = 12
"""Dots of one native character; font A is 12 x 24 on every 80 mm and 58 mm ESC/POS printer known to us."""


class TextSize(Enum):
    """A native size as (width, height) multiples of font A."""

    NORMAL = (1, 1)
    TALL = (1, 2)
    LARGE = (2, 2)


class Weight(StrEnum):
    REGULAR = "regular"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line the printer's own font surely prints; ``code_page`` is None for plain ASCII."""

    text: str
    size: TextSize = TextSize.NORMAL
    weight: Weight = Weight.REGULAR
    code_page: CodePage | None = None


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line the printer's own font may not hold, drawn and cut to its ink."""

    text: str
    picture: Image.Image


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """The ticket's number, drawn small and enlarged ``scale`` times by the printer itself."""

    number: str
    picture: Image.Image
    scale: int

    @property
    def height_dots(self) -> int:
        return self.picture.height * self.scale


@dataclass(frozen=True, slots=True)
class Feed:
    """White paper, as motion instead of as blank rows."""

    dots: int


@dataclass(frozen=True, slots=True)
class NativeQr:
    content: str
    module_dots: int


@dataclass(frozen=True, slots=True)
class PictureQr:
    """A QR code drawn here, quiet zone included, enlarged ``scale`` times by the printer."""

    content: str
    picture: Image.Image
    scale: int


@dataclass(frozen=True, slots=True)
class Cut:
    cutter: Cutter


Block = TextLine | PictureLine | NumberBlock | Feed | NativeQr | PictureQr | Cut
