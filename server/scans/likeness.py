"""Whether two scans show the same sheet of paper: 64 bits to look for, a small map of its ink to be sure.

The map is made upright and cut to what is written, so that a second scan of the sheet, turned a little,
darker or noisier, gives nearly the same; a form filled in otherwise differs where it was filled in. Knows
pictures only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Map = npt.NDArray[np.float32]

WIDE, HIGH = 96, 128
"""Cells of the ink map: about 2 mm of an A4 page, so nobody can read it."""
TILE = 8
"""Cells a side of the squares in which two maps are compared."""
NEAR = 16
"""Of 64 bits: two scans of one sheet differ in fewer (docs/papers.md)."""
ALIKE = 0.45
"""What the worst tenth of the squares must reach on average (docs/papers.md)."""
_LONG_SIDE = 900
_TURNS = np.arange(-2.0, 2.01, 0.25)
_LEAST_INK = 0.0008
"""Share of the page; below it is blank, and every blank page is like every other."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like."""

    bits: int
    """64, as a signed number: databases have no other."""
    ink: bytes
    """WIDE x HIGH cells, row by row."""


def look_of(image: Image.Image) -> Look | None:
    """Of a decoded page; None: it is blank."""
    ink = _ink(image)
    if ink.mean() < _LEAST_INK * 255:
        return None
    upright = _turned(ink, _skew(ink))
    box = _written(upright)
    if box is None:
        return None
    cut = Image.fromarray(upright.astype(np.uint8)).crop(box)
    cells = np.asarray(cut.resize((WIDE, HIGH), Image.Resampling.BOX), dtype=np.float32)
    peak = float(np.percentile(cells, 98)) or 1.0
    scaled = np.clip(cells * (255.0 / peak), 0, 255).astype(np.uint8)
    return Look(_bits(scaled), scaled.tobytes())


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits they differ."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def likeness(one: bytes, other: bytes) -> float:
    """0 to 1: how well the worst tenth of the written squares of two ink maps fit each other."""
    a, b = _map(one), _map(other)
    return max(
        _worst_tenth(a, np.roll(b, (down, right), (0, 1))) for down in (-1, 0, 1) for right in (-1, 0, 1)
    )


def _ink(image: Image.Image) -> Map:
    """How much darker than its surroundings each dot is, 0 to 255: light and paper are gone."""
    gray = image.convert("L")
    factor = _LONG_SIDE / max(gray.size)
    small = gray.resize(
        (max(1, round(gray.width * factor)), max(1, round(gray.height * factor))), Image.Resampling.BOX
    )
    around = np.asarray(small.filter(ImageFilter.BoxBlur(20)), dtype=np.float32)
    darker = np.clip(around - np.asarray(small, dtype=np.float32) - 12, 0, None)
    peak = max(float(np.percentile(darker, 99)), 24.0)
    ink: Map = np.clip(darker * (255.0 / peak), 0, 255).astype(np.float32)
    return ink


def _turned(ink: Map, degrees: float) -> Map:
    if degrees == 0:
        return ink
    picture = Image.fromarray(ink.astype(np.uint8))
    turned = picture.rotate(degrees, Image.Resampling.BILINEAR)
    return np.asarray(turned, dtype=np.float32)


def _skew(ink: Map) -> float:
    """The turn that makes lines of writing lie level: rows then are full or empty."""
    small = Image.fromarray(ink.astype(np.uint8)).reduce(2)

    def levelness(degrees: float) -> float:
        rows = np.asarray(small.rotate(degrees, Image.Resampling.BILINEAR), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    return float(max(_TURNS, key=levelness))


def _written(ink: Map) -> tuple[int, int, int, int] | None:
    """The box around what is written; single dots of dust are none."""
    rows = _full(ink.sum(axis=1), ink.shape[1])
    columns = _full(ink.sum(axis=0), ink.shape[0])
    if rows is None or columns is None:
        return None
    return (columns[0], rows[0], columns[1], rows[1])


def _full(sums: Map, length: int) -> tuple[int, int] | None:
    smooth = np.convolve(sums, np.ones(5) / 5, mode="same")
    places = np.flatnonzero(smooth > 255 * 0.01 * length)
    if not places.size or places[-1] - places[0] < WIDE:
        return None
    return int(places[0]), int(places[-1]) + 1


def _bits(cells: npt.NDArray[np.uint8]) -> int:
    small = Image.fromarray(cells).resize((9, 8), Image.Resampling.BOX)
    dots = np.asarray(small, dtype=np.int16)
    bits = (dots[:, 1:] > dots[:, :-1]).flatten()
    return int.from_bytes(np.packbits(bits).tobytes(), "big", signed=True)


def _map(ink: bytes) -> Map:
    cells = Image.frombytes("L", (WIDE, HIGH), ink).filter(ImageFilter.BoxBlur(1))
    return np.asarray(cells, dtype=np.float32)


def _worst_tenth(a: Map, b: Map) -> float:
    fits = _tiles(np.minimum(a, b)) / np.maximum(_tiles(np.maximum(a, b)), 1)
    weight = _tiles(np.maximum(a, b))
    written = fits[weight > 10]
    if written.size < 8:
        return 0.0
    worst = np.sort(written)[: max(1, written.size // 10)]
    return float(worst.mean())


def _tiles(cells: Map) -> Map:
    """Mean of each square."""
    squares: Map = cells.reshape(HIGH // TILE, TILE, WIDE // TILE, TILE).mean(axis=(1, 3))
    return squares
