"""Whatever a scanner, a telephone or a PC makes: a page is upright, on white paper, whole or refused."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from server.scans.not_a_picture import NotAPictureError, PictureDamagedError, PictureTooLargeError
from server.scans.picture import read_picture


def encoded(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "color", "seen"),
    [
        ("1", 1, 255),
        ("L", 120, 120),
        ("RGB", (9, 90, 200), (9, 90, 200)),
        ("P", 3, None),
        ("LA", (120, 255), (120, 120, 120)),
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (9, 90, 200, 255), (9, 90, 200)),
    ],
)
def test_every_kind_of_picture_becomes_ink_on_white_paper(mode: str, color: object, seen: object) -> None:
    picture = read_picture(encoded(Image.new(mode, (30, 40), color)))  # type: ignore[arg-type] # by mode

    assert picture.image.mode in ("L", "RGB")
    assert seen is None or picture.image.getpixel((5, 5)) == seen
    assert (picture.width, picture.height, picture.media) == (30, 40, "png")


def test_sixteen_bits_of_gray_are_eight() -> None:
    picture = read_picture(encoded(Image.fromarray(np.full((20, 20), 128 * 256, dtype=np.uint16))))

    assert picture.image.getpixel((3, 3)) == 128


def test_a_photograph_is_turned_as_its_telephone_was_held() -> None:
    photograph = Image.new("RGB", (400, 300), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read_picture(encoded(photograph, "JPEG", exif=exif))

    assert (picture.width, picture.height, picture.media) == (300, 400, "jpeg")


@pytest.mark.parametrize(("written", "read"), [((300, 300), 300), ((200, 200), 200), ((1, 1), 0)])
def test_the_resolution_is_what_the_file_says_if_it_makes_sense(written: tuple[int, int], read: int) -> None:
    assert read_picture(encoded(Image.new("L", (30, 40)), dpi=written)).dpi == read


def test_a_thumbnail_is_small_whatever_the_page_is() -> None:
    page = Image.effect_noise((2480, 3508), 60)
    small = Image.open(io.BytesIO(read_picture(encoded(page, compress_level=1)).thumbnail(300)))

    assert small.width <= 220
    assert small.height <= 311


@pytest.mark.parametrize("cut", [0, 8, 40, 0.5, 0.95])
def test_half_a_picture_is_none(cut: float) -> None:
    whole = encoded(Image.effect_noise((200, 200), 60))
    length = int(cut if cut >= 1 or cut == 0 else len(whole) * cut)

    with pytest.raises(PictureDamagedError if length >= 8 else NotAPictureError):
        read_picture(whole[:length])


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "PDF"])
def test_other_formats_are_not_taken(kind: str) -> None:
    with pytest.raises(NotAPictureError) as refused:
        read_picture(encoded(Image.new("L", (30, 40)), kind))
    assert type(refused.value) is NotAPictureError, "neither damaged nor too large"


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_a_small_file_that_claims_to_be_gigantic_is_too_large_and_not_unpacked(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b""))
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(parts)

    with pytest.raises(PictureTooLargeError):
        read_picture(bomb)


def chunk(name: bytes, content: bytes) -> bytes:
    """One part of a PNG."""
    sealed = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + sealed


def test_a_thumbnail_of_a_card_is_as_coarse_as_one_of_a_page() -> None:
    card = Image.effect_noise((1011, 638), 60)

    small = Image.open(io.BytesIO(read_picture(encoded(card)).thumbnail(300)))

    assert small.width <= 26 * 3.4
