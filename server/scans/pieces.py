"""Makes a searchable PDF/A of many pages a few at a time, joined at the end: what OCRmyPDF writes meanwhile
is gone after each few, so that a long document needs little more room than a short one.

Knows files and how much room there is; knows nothing of records, keys and rows.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from server.scans.ocr import Ocr, OcrError, OcrFailure

PIXELS_AT_ONCE = 18_000_000
"""Two pages of A4 at 300 dpi, four at 200."""
ROOM_A_PIXEL = 5.0
"""Bytes that OCRmyPDF writes while it works on it: 4.0 were measured in colour."""
KEPT_A_PIXEL = 0.2
"""Bytes of it in the result, ample for writing; where it is too little, the program finds the room full."""


def make_in_pieces(
    ocr: Ocr,
    folder: Path,
    pages: Iterable[tuple[bytes, int]],
    pixels: Sequence[int],
    title: str,
    begun: Callable[[int], None],
) -> Path:
    """The finished file in `folder`.

    `pages` come with their dpi, `pixels` are those of each; `begun` hears how many pages have been begun.

    Raises:
        OcrError: see there; `no-room` also where the folder is too full to begin.
        NotAPictureError: a page is damaged.
    """
    try:
        return _made(ocr, folder, iter(pages), pixels, title, begun)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise OcrError(OcrFailure.NO_ROOM, str(error)) from error
        raise


def pieces_of(pixels: Sequence[int]) -> list[int]:
    """How many pages each piece has: as many as are few, one at least."""
    counts: list[int] = []
    room = 0
    for of_page in pixels:
        if of_page > room:
            counts.append(0)
            room = PIXELS_AT_ONCE
        counts[-1] += 1
        room -= of_page
    return counts


def _made(
    ocr: Ocr,
    folder: Path,
    pages: Iterator[tuple[bytes, int]],
    pixels: Sequence[int],
    title: str,
    begun: Callable[[int], None],
) -> Path:
    from server.scans.image_pdf import write_image_pdf

    parts: list[Path] = []
    source, done = folder / "pages.pdf", 0
    for count in pieces_of(pixels):
        _ask_room(folder, pixels, done, count)
        write_image_pdf(source, islice(pages, count))
        parts.append(folder / f"part-{len(parts) + 1}.pdf")
        ocr.run(source, parts[-1], title, _after(done, begun))
        source.unlink()
        done += count
    return ocr.join(parts, folder / "searchable.pdf")


def _after(done: int, begun: Callable[[int], None]) -> Callable[[int], None]:
    return lambda page: begun(done + page)


def _ask_room(folder: Path, pixels: Sequence[int], done: int, count: int) -> None:
    """For the next piece at work, for what the rest leaves, and for the whole beside its parts."""
    at_work = ROOM_A_PIXEL * sum(pixels[done : done + count])
    kept = KEPT_A_PIXEL * (sum(pixels[done:]) + sum(pixels))
    free = shutil.disk_usage(folder).free
    if free < at_work + kept:
        needed = round((at_work + kept) / 1e6)
        raise OcrError(OcrFailure.NO_ROOM, f"{needed} MB needed in {folder}, {round(free / 1e6)} MB free")
