"""A page's picture brought to one resolution: how light each dot is, and how much darker than its paper.

Knows pictures and their resolution; knows nothing of what is wrong with a page.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

DPI = 150
"""Everything is measured at this: small print still has its edges, and a page is 2 million dots."""
A4_LONG_INCHES = 297 / 25.4
_LEAST_BELIEVED_DPI = 100
"""Less, as SANE's picture backend writes, is a default that nobody meant."""
_MOST_ENLARGED = 1.3

_CELL = 24
"""Dots: paper is looked for in squares of 4 mm, wider than any pen's stroke."""
FAINTEST = 20.0
"""Less darkness than this is the scanner's noise and what shines through from the back."""
_INK_SHARE = 0.45
"""Of the darkest ink's darkness: from here on a dot is ink."""

Dots = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Raster:
    """One page at `DPI`. All values 0 to 255."""

    gray: Dots
    """How light each dot is."""
    light: Dots
    """The lightest of the three colours: red and blue papers are not dark."""
    is_coarse: bool = False
    """Scanned with far fewer dots: how sharp it is cannot be seen."""

    @cached_property
    def paper(self) -> Dots:
        """How light the paper is under each dot."""
        height, width = self.gray.shape
        calm = _mean_of_squares(self.gray, 2)
        cells = _max_of_squares(calm, _CELL // 2)
        small = (
            Image.fromarray(cells.astype(np.uint8))
            .filter(ImageFilter.MaxFilter(3))
            .filter(ImageFilter.BoxBlur(1))
        )
        return np.asarray(small.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float32)

    @cached_property
    def darkness(self) -> Dots:
        """How much darker than its paper each dot is."""
        return np.asarray(np.maximum(self.paper - self.gray, 0), dtype=np.float32)

    @cached_property
    def paper_level(self) -> float:
        """How light the page's paper is, whatever its colour."""
        return float(np.percentile(self.light[::4, ::4], 90))

    @cached_property
    def contrast(self) -> float:
        """How much darker than its paper the page's ink is; 0 where there is none."""
        marked = self.darkness[inner(self.darkness.shape, 6.0)][::2, ::2]
        marked = marked[marked > FAINTEST]
        return float(np.percentile(marked, 95)) if len(marked) else 0.0

    @property
    def is_two_toned(self) -> bool:
        """Scanned as line art: a dot is black or white."""
        return bool(((self.gray < 8) | (self.gray > 247)).mean() > 0.97)

    @cached_property
    def ink(self) -> Mask:
        """Where something is written, printed or drawn."""
        return self.darkness > max(FAINTEST, self.contrast * _INK_SHARE)


def raster_of(image: bytes, dpi: float | None) -> Raster:
    """The page in this PNG, JPEG or TIFF; see `raster_of_picture`.

    Raises:
        OSError: no picture, or half of one.
    """
    with Image.open(io.BytesIO(image)) as picture:
        return raster_of_picture(picture, dpi)


def raster_of_picture(picture: Image.Image, dpi: float | None) -> Raster:
    """This page. Without `dpi` its file's is believed; where that tells none it is taken for an A4 page."""
    scale = DPI / (dpi or _dpi_in(picture) or max(picture.size) / A4_LONG_INCHES)
    size = (max(8, round(picture.width * scale)), max(8, round(picture.height * scale)))
    if picture.format == "JPEG":
        picture.draft(None, size)
    wanted = "L" if picture.mode in ("1", "L", "I;16", "I") else "RGB"
    if picture.mode != wanted:
        picture = picture.convert(wanted)
    if picture.size == (2 * size[0], 2 * size[1]):
        picture = picture.reduce(2)
    elif picture.size != size:
        picture = picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)
    gray = np.asarray(picture.convert("L"), dtype=np.float32)
    if picture.mode == "L":
        return Raster(gray, gray, scale > _MOST_ENLARGED)
    light = np.asarray(picture).max(axis=2).astype(np.float32)
    return Raster(gray, light, scale > _MOST_ENLARGED)


def _dpi_in(picture: Image.Image) -> float | None:
    told = picture.info.get("dpi", (0, 0))
    return float(told[0]) if float(told[0]) >= _LEAST_BELIEVED_DPI else None


def millimetres(count: float) -> int:
    """So many, in dots."""
    return round(count * DPI / 25.4)


def inner(shape: tuple[int, ...], margin_mm: float) -> tuple[slice, slice]:
    """The page without a margin, where scanners show their own edges."""
    margin = min(millimetres(margin_mm), shape[0] // 4, shape[1] // 4)
    return slice(margin, shape[0] - margin), slice(margin, shape[1] - margin)


def _squares(dots: Dots, side: int) -> Dots:
    height, width = (length - length % side for length in dots.shape)
    return dots[:height, :width].reshape(height // side, side, width // side, side)


def _mean_of_squares(dots: Dots, side: int) -> Dots:
    return np.asarray(_squares(dots, side).mean(axis=(1, 3)), dtype=np.float32)


def _max_of_squares(dots: Dots, side: int) -> Dots:
    return np.asarray(_squares(dots, side).max(axis=(1, 3)), dtype=np.float32)
