"""The check itself: one page's picture in, its flaws out.

Tuned so that good pages pass: docs/hardware.md has how often each flaw is found, and how often in vain.
"""

from __future__ import annotations

from PIL import Image

from contract.paper_words import PageFlaw
from hardware.page_quality.edges import LEAST_STROKES, strokes_cut
from hardware.page_quality.flaws import WORST_FIRST, PageQuality
from hardware.page_quality.raster import FAINTEST, Raster, inner, raster_of, raster_of_picture
from hardware.page_quality.sharpness import sharpness
from hardware.page_quality.slant import MOST_DEGREES, slant_degrees
from hardware.page_quality.upside import Way, way_up

BLANK_SHARE = 0.0003
"""Of the page, that is marked at all: less are specks. One line of handwriting is 0.001."""
DARK_PAPER = 150.0
FAINT_INK = 55.0
BLURRED_BELOW = 0.34
"""Good print has 0.6, print out of focus by 0.25 mm has 0.27."""
PLAIN_LINES = 3.8
CROOKED_DEGREES = 2.5


def judge_page(image: bytes, dpi: float | None = None) -> PageQuality:
    """Check the page in this PNG, JPEG or TIFF; without `dpi` its file is asked, then A4 taken.

    Raises:
        OSError: no picture, or half of one.
    """
    return _judge(raster_of(image, dpi))


def judge_picture(picture: Image.Image, dpi: float | None = None) -> PageQuality:
    """The same of an opened picture."""
    return _judge(raster_of_picture(picture, dpi))


def _judge(raster: Raster) -> PageQuality:
    if raster.paper_level < DARK_PAPER:
        return PageQuality((PageFlaw.DARK,), not_judged=frozenset(PageFlaw) - {PageFlaw.DARK})
    if float((raster.darkness[inner(raster.darkness.shape, 6.0)] > FAINTEST).mean()) < BLANK_SHARE:
        return PageQuality(
            (PageFlaw.BLANK,), not_judged=frozenset(PageFlaw) - {PageFlaw.BLANK, PageFlaw.DARK}
        )
    degrees, plainness = slant_degrees(raster)
    has_lines = plainness > PLAIN_LINES and abs(degrees) < MOST_DEGREES
    found: dict[PageFlaw, bool | None] = {
        PageFlaw.DARK: raster.contrast < FAINT_INK,
        PageFlaw.BLURRED: _is_blurred(raster),
        PageFlaw.CUT_OFF: strokes_cut(raster) >= LEAST_STROKES,
        PageFlaw.UPSIDE_DOWN: _is_upside_down(raster, degrees) if has_lines else None,
        PageFlaw.SKEWED: abs(degrees) >= CROOKED_DEGREES if has_lines else None,
    }
    return PageQuality(
        flaws=tuple(flaw for flaw in WORST_FIRST if found.get(flaw)),
        skew_degrees=round(degrees, 1) + 0.0 if has_lines else None,
        not_judged=frozenset(flaw for flaw, is_so in found.items() if is_so is None),
    )


def _is_blurred(raster: Raster) -> bool | None:
    if raster.is_two_toned or raster.is_coarse:
        return None
    sharp = sharpness(raster)
    return None if sharp is None else sharp < BLURRED_BELOW


def _is_upside_down(raster: Raster, degrees: float) -> bool | None:
    way = way_up(raster, degrees)
    return None if way is Way.UNSURE else way is Way.UPSIDE_DOWN
