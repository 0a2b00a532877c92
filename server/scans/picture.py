"""A page as it came: whether it is a whole PNG or JPEG, how large, and a thumbnail of it.

Knows pictures; knows nothing of records, keys and files. Loads numpy and Pillow: import it where a page
comes, not at the hub's start.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PIL import ExifTags, Image, _imaging

from server.scans.not_a_picture import NotAPictureError, PictureDamagedError, PictureTooLargeError

LARGEST_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million."""
ENOUGH_TO_KNOW = 4_000_000
"""Pixels of A4 at 200 dpi: more are not needed for a thumbnail and to know a page again."""
ENOUGH_TO_PRINT = 40_000_000
"""A4 at 600 dpi has 35 million."""
THUMBNAIL = (220, 311)
"""Fits an A4 page; nobody can read it."""
THUMBNAIL_DPI = 26
"""As fine as that is: A5 stays as small beside it as it is."""
CARD = 48
"""Pixels of a card's long side: at 60 a number in large type can be guessed. Paper of unknown size, which
may be a card that fills the picture, gets no more either."""
_SMALL_INCHES = 6.0
"""A card has 3.4, an opened passport 7, A5 8.3."""
_LARGEST_INCHES = 17.0
"""A3 has 16.5."""
_ROWS = 64
"""Turned into ink on paper at a time, so that no second copy of a picture lies in memory."""
_PIECE = 64 << 20
"""Bytes that Pillow asks for at once. More than 32 MiB the C library gives back when they are let go; less it
keeps, for each thread that brought a page (1.7 GB after four)."""
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by what Exif says of how the camera was held."""
_LYING = (_UPRIGHT[5], _UPRIGHT[6], _UPRIGHT[7], _UPRIGHT[8])
_ONE_AT_A_TIME = threading.Lock()
"""Whoever looks at pages: 80 million pixels are 320 MB, and several people send some at once."""
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
    """Upright as its file says, gray or RGB; smaller by a whole number where fewer pixels are enough."""
    media: str
    """`png` or `jpeg`."""
    dpi: int
    """As the file says; 0: it does not."""
    width: int
    """Pixels in the file, upright."""
    height: int

    def thumbnail(self, dpi: int) -> bytes:
        """A small JPEG of a scan; `dpi`: where the file does not say."""
        true_dpi = self.dpi or dpi
        if not _SMALL_INCHES <= max(self.width, self.height) / true_dpi <= _LARGEST_INCHES:
            return self.small_thumbnail()
        finest = THUMBNAIL_DPI / true_dpi
        width, height = THUMBNAIL
        return self._shrunk(min(width, round(self.width * finest)), min(height, round(self.height * finest)))

    def small_thumbnail(self) -> bytes:
        """The same where nobody knows how large the paper was: a photograph of a card fills the picture."""
        return self._shrunk(CARD, CARD)

    def _shrunk(self, width: int, height: int) -> bytes:
        small = self.image.resize(_fitting(self.image.size, width, height), Image.Resampling.BOX)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=60)
        return out.getvalue()


@contextmanager
def opened_picture(content: bytes, enough_pixels: int = ENOUGH_TO_PRINT) -> Iterator[Picture]:
    """The whole picture, decoded; nobody else's is in memory until it is let go.

    Raises:
        NotAPictureError: see there.
    """
    with _ONE_AT_A_TIME:
        _imaging.set_block_size(_PIECE)
        yield _read(content, enough_pixels)


def small_again(thumbnail: bytes) -> bytes:
    """A thumbnail of a photograph, also one from before these were made so small."""
    with Image.open(io.BytesIO(thumbnail), formats=("JPEG",)) as kept:
        if max(kept.size) <= CARD:
            return thumbnail
        return Picture(kept, "jpeg", 0, kept.width, kept.height).small_thumbnail()


def _read(content: bytes, enough_pixels: int) -> Picture:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            size = opened.size
            if size[0] * size[1] > LARGEST_PIXELS:
                raise PictureTooLargeError(LARGEST_PIXELS)
            media, dpi, times = (opened.format or "").lower(), _dpi(opened), _times(size, enough_pixels)
            opened.draft(None, (size[0] // times, size[1] // times))  # a JPEG is decoded that small already
            turn = _UPRIGHT.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
            image = _on_paper(opened, _times(opened.size, enough_pixels))
            upright = image if turn is None else image.transpose(turn)
            width, height = size[::-1] if turn in _LYING else size
            return Picture(upright, media, dpi, width, height)
    except NotAPictureError:
        raise
    except _TOO_LARGE as error:
        raise PictureTooLargeError(LARGEST_PIXELS) from error
    except _UNUSABLE as error:
        kind = PictureDamagedError if content.startswith(_BEGINNINGS) else NotAPictureError
        raise kind(f"not a whole PNG or JPEG: {error}") from error


def _times(size: tuple[int, int], enough_pixels: int) -> int:
    """By how much both sides may be shortened and enough is left."""
    return max(1, math.isqrt(size[0] * size[1] // enough_pixels))


def _on_paper(image: Image.Image, times: int) -> Image.Image:
    """Gray or RGB, as much smaller; what is see-through is white, as paper is."""
    image.load()
    if times == 1 and image.mode in ("L", "RGB") and not image.has_transparency_data:
        return image
    width, height = image.size
    paper: Image.Image | None = None
    for top in range(0, height, _ROWS * times):
        rows = _white_behind(image.crop((0, top, width, min(height, top + _ROWS * times)))).reduce(times)
        if paper is None:
            paper = Image.new(rows.mode, (rows.width, -(-height // times)))
        paper.paste(rows, (0, top // times))
    return paper if paper is not None else image


def _white_behind(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        dots = np.asarray(image, dtype=np.uint32) >> 8
        return Image.fromarray(dots.astype(np.uint8))
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _fitting(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """The largest size of that shape within the room; never larger than it is."""
    factor = min(1.0, width / size[0], height / size[1])
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _dpi(opened: Image.Image) -> int:
    written = opened.info.get("dpi")
    try:
        found = round(float(written[0])) if written else 0
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return 0
    return found if 50 <= found <= 1200 else 0
