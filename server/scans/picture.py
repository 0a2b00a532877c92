"""A page as it came: whether it is a whole PNG or JPEG, how large, and a thumbnail of it.

Knows pictures; knows nothing of records, keys and files. Loads numpy and Pillow: import it where a page
comes, not at the hub's start.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from server.scans.not_a_picture import NotAPictureError, PictureDamagedError, PictureTooLargeError

LARGEST_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million."""
THUMBNAIL = (220, 311)
"""Fits an A4 page; nobody can read it."""
THUMBNAIL_DPI = 26
"""As fine as that is: a card stays as small beside it as it is, or its digits could be read."""
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""Of a PNG and a JPEG."""
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow raises before it says how large."""
_UNUSABLE = (OSError, SyntaxError, ValueError)
"""What it raises for pictures that are damaged, cut short or none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a page without reading it."""

    image: Image.Image
    """Upright as its file says, gray or RGB."""
    media: str
    """`png` or `jpeg`."""
    dpi: int
    """As the file says; 0: it does not."""

    @property
    def width(self) -> int:
        """Pixels."""
        return self.image.width

    @property
    def height(self) -> int:
        """Pixels."""
        return self.image.height

    def thumbnail(self, dpi: int) -> bytes:
        """A small JPEG; `dpi`: of the scan, where the file does not say."""
        finest = THUMBNAIL_DPI / (self.dpi or dpi)
        width, height = THUMBNAIL
        room = (min(width, round(self.width * finest) or 1), min(height, round(self.height * finest) or 1))
        small = self.image.copy()
        small.thumbnail(room, Image.Resampling.BOX)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=60)
        return out.getvalue()


def read_picture(content: bytes) -> Picture:
    """The whole picture, decoded.

    Raises:
        NotAPictureError: see there.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise PictureTooLargeError(LARGEST_PIXELS)
            media = (opened.format or "").lower()
            dpi = _dpi(opened)
            return Picture(_on_paper(ImageOps.exif_transpose(opened)), media, dpi)
    except NotAPictureError:
        raise
    except _TOO_LARGE as error:
        raise PictureTooLargeError(LARGEST_PIXELS) from error
    except _UNUSABLE as error:
        kind = PictureDamagedError if content.startswith(_BEGINNINGS) else NotAPictureError
        raise kind(f"not a whole PNG or JPEG: {error}") from error


def _on_paper(image: Image.Image) -> Image.Image:
    """Gray or RGB; what is see-through is white, as paper is."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        dots = np.asarray(image, dtype=np.uint32) >> 8
        return Image.fromarray(dots.astype(np.uint8))
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _dpi(opened: Image.Image) -> int:
    written = opened.info.get("dpi")
    try:
        found = round(float(written[0])) if written else 0
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return 0
    return found if 50 <= found <= 1200 else 0
