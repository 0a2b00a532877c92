"""Pages as one PDF without text, each in its own size: what the text layer is then put onto.

The masters stay as they came; in here pictures are JPEG, so that the result can be sent and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from server.scans.picture import opened_picture

QUALITY = 85
_LONGEST_INCHES = 17.0
"""A3 has 16.5: a longer page has no true resolution in its file, as photographs of telephones."""
_A4_INCHES = 11.69


def write_image_pdf(path: Path, pages: Iterable[tuple[bytes, int]]) -> None:
    """Each page a picture and its dpi; one is decoded at a time.

    Raises:
        NotAPictureError: a page is damaged.
        OSError: the file cannot be written.
    """
    for at, (content, dpi) in enumerate(pages):
        with opened_picture(content) as picture:
            image, dpi_of_file = picture.image, plausible_dpi(picture.width, picture.height, dpi)
            resolution = dpi_of_file * image.width / picture.width
            image.save(
                path, "PDF", append=at > 0, resolution=resolution, quality=QUALITY, title="", producer=""
            )


def plausible_dpi(width: int, height: int, dpi: int) -> float:
    """So that no page becomes larger than A3."""
    longest = max(width, height)
    return float(dpi) if dpi > 0 and longest / dpi <= _LONGEST_INCHES else longest / _A4_INCHES
