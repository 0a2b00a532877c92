"""Made-up papers as a scanner gives them, good and spoilt, for trying the page check.

Knows what goes wrong and what a fair scanner does to a page; knows nothing of the check.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from bench.trial_pages import PageKind, Rng, draw


class Mode(StrEnum):
    """How it is scanned."""

    COLOUR = "colour"
    GRAY = "gray"
    LINEART = "lineart"


@dataclass(frozen=True)
class TrialPage:
    """One page and where it came from."""

    kind: PageKind
    mode: Mode
    dpi: int
    image: Image.Image


def blurred(image: Image.Image, rng: Rng, dpi: int) -> Image.Image:
    """Out of focus by 0.25 to 0.5 mm: small print can no longer be read."""
    return image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.25, 0.5)) * dpi / 25.4))


def skewed(image: Image.Image, rng: Rng, _dpi: int) -> Image.Image:
    """Drawn in aslant, by 3 to 12 degrees."""
    return turned(image, float(rng.uniform(3, 12)) * int(rng.choice((-1, 1))))


def turned(image: Image.Image, degrees: float) -> Image.Image:
    """By so many degrees, paper colour in the corners."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=image.getpixel((3, 3)))


def dark(image: Image.Image, rng: Rng, _dpi: int) -> Image.Image:
    """Paper as dark as a shadow."""
    factor = float(rng.uniform(0.28, 0.5))
    return image.point(lambda value: int(value * factor))


def washed_out(image: Image.Image, rng: Rng, _dpi: int) -> Image.Image:
    """Ink nearly as light as paper."""
    share = float(rng.uniform(0.10, 0.18))
    return Image.blend(Image.new("RGB", image.size, image.getpixel((3, 3))), image, share)


def cut_off(image: Image.Image, rng: Rng, dpi: int) -> Image.Image:
    """Laid so that one side's writing is not on the picture any more."""
    ink = ImageOps.invert(image.convert("L")).point(lambda value: 255 if value > 110 else 0).getbbox()
    left, top, right, bottom = ink or (0, 0, image.width, image.height)
    broad, narrow = (round(float(rng.uniform(*mm)) * dpi / 25.4) for mm in ((5, 16), (1.5, 2.3)))
    shifts = (
        (-(left + broad), 0),
        (image.width - right + broad, 0),
        (0, -(top + narrow)),
        (0, image.height - bottom + narrow),
    )
    moved = Image.new("RGB", image.size, image.getpixel((3, 3)))
    moved.paste(image, shifts[int(rng.integers(0, 4))])
    return moved


def blank(image: Image.Image, rng: Rng, dpi: int) -> Image.Image:
    """The empty back: what is on the front shines through, some specks, a fold."""
    paper = Image.new("RGB", image.size, image.getpixel((3, 3)))
    behind = ImageOps.mirror(image).filter(ImageFilter.GaussianBlur(0.3 * dpi / 25.4))
    page = Image.blend(paper, behind, float(rng.uniform(0.0, 0.06)))
    pen = ImageDraw.Draw(page)
    for _ in range(int(rng.integers(0, 15))):
        x, y = int(rng.integers(0, image.width)), int(rng.integers(0, image.height))
        pen.ellipse((x, y, x + dpi // 120, y + dpi // 120), (90, 90, 90))
    if rng.random() < 0.4:
        shade = tuple(value - 14 for value in image.getpixel((3, 3)))  # type: ignore[union-attr]
        pen.line((0, image.height // 2, image.width, image.height // 2 + 9), shade, dpi // 80)
    return page


def upside_down(image: Image.Image, _rng: Rng, _dpi: int) -> Image.Image:
    """The wrong end first."""
    return image.transpose(Image.Transpose.ROTATE_180)


def as_it_is(image: Image.Image, _rng: Rng, _dpi: int) -> Image.Image:
    """Nothing went wrong."""
    return image


Spoiling = Callable[[Image.Image, Rng, int], Image.Image]


def scanned(image: Image.Image, rng: Rng, dpi: int, mode: Mode) -> Image.Image:
    """What a fair scanner makes of it: optics, a little slant, noise, an edge's shadow, JPEG now and then."""
    image = turned(image, float(rng.uniform(-0.8, 0.8)))
    image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.03, 0.08)) * dpi / 25.4))
    grain = rng.normal(0, rng.uniform(1, 4), (image.height, image.width, 1))
    noisy = np.clip(np.asarray(image, dtype=np.int16) + grain.astype(np.int16), 0, 255).astype(np.uint8)
    image = Image.fromarray(noisy)
    if rng.random() < 0.4:
        width = max(1, round(float(rng.uniform(0.1, 0.9)) * dpi / 25.4))
        side = (image.width - width, 0, image.width, image.height)
        ImageDraw.Draw(image).rectangle(
            side if rng.random() < 0.5 else (0, 0, image.width, width), (70, 70, 70)
        )
    if mode is not Mode.COLOUR:
        image = image.convert("L")
    if mode is Mode.LINEART:
        return image.point(lambda value: 255 if value > 128 else 0).convert("1")
    return _pressed(image, rng)


def _pressed(image: Image.Image, rng: Rng) -> Image.Image:
    if rng.random() < 0.5:
        return image
    file = io.BytesIO()
    image.save(file, "JPEG", quality=int(rng.integers(70, 92)))
    file.seek(0)
    return Image.open(file).copy()


def trial_page(seed: int, kind: PageKind, dpi: int, spoiling: Spoiling, mode: Mode) -> TrialPage:
    """The same seed gives the same page."""
    rng = np.random.default_rng(seed)
    page = draw(kind, rng, dpi)
    return TrialPage(kind, mode, dpi, scanned(spoiling(page, rng, dpi), rng, dpi, mode))
