"""Whatever a scanner, a telephone or a PC makes: a page is upright, on white paper, whole or refused."""

from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from server.scans.not_a_picture import NotAPictureError, PictureDamagedError, PictureTooLargeError
from server.scans.picture import ENOUGH_TO_KNOW, Picture, opened_picture, small_again


def encoded(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def read_picture(content: bytes) -> Picture:
    with opened_picture(content) as picture:
        return picture


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


def test_a_thumbnail_of_a_scanned_card_is_too_coarse_for_its_digits() -> None:
    card = Image.effect_noise((1011, 638), 60)

    small = Image.open(io.BytesIO(read_picture(encoded(card)).thumbnail(300)))

    assert small.width <= 48


@pytest.mark.parametrize("dpi", [None, (72, 72), (300, 300)])
def test_a_card_that_fills_a_photograph_is_as_coarse(dpi: tuple[int, int] | None) -> None:
    more = {} if dpi is None else {"dpi": dpi}
    photograph = read_picture(encoded(Image.effect_noise((4000, 2520), 60), "JPEG", **more))

    assert Image.open(io.BytesIO(photograph.small_thumbnail())).size == (48, 30)


def test_paper_larger_than_any_is_no_paper_and_its_thumbnail_as_coarse() -> None:
    """A scanner whose resolution is told wrongly."""
    wrong = read_picture(encoded(Image.effect_noise((4000, 2520), 60), dpi=(75, 75)))

    assert max(Image.open(io.BytesIO(wrong.thumbnail(300))).size) == 48


def test_thumbnails_kept_from_before_are_made_smaller_when_they_are_asked_for() -> None:
    before = encoded(Image.effect_noise((220, 139), 60), "JPEG")
    now = small_again(before)

    assert Image.open(io.BytesIO(now)).size == (48, 30)
    assert small_again(now) == now


# --- memory ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_four_that_come_at_once_need_less_than_four_decoded_would(mode: str) -> None:
    """Each held three copies before, all four at once: eighteen times one decoded."""
    content = encoded(Image.new(mode, (4000, 5000), "white"))
    decoded_mb = 4000 * 5000 * 4 >> 20
    looked_at(content)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before_mb = memory_mb("VmRSS")

    together(4, lambda: looked_at(content))

    assert memory_mb("VmHWM") - before_mb < 4 * decoded_mb
    assert memory_mb("VmRSS") - before_mb < 2 * decoded_mb, "what was let go is given back"


def looked_at(content: bytes) -> None:
    with opened_picture(content, ENOUGH_TO_KNOW) as picture:
        picture.thumbnail(300)


def together(count: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def memory_mb(which: str) -> int:
    """`VmRSS` now, `VmHWM` at its peak, of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith(f"{which}:"))


# --- smaller where that is enough -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_smaller_copy_shows_the_same_page(kind: str, orientation: int) -> None:
    page = Image.new("RGB", (2001, 3003), "white")
    page.paste((200, 0, 0), (0, 0, 1000, 1500))
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encoded(page, kind, exif=exif)
    whole = read_picture(content)
    with opened_picture(content, 2001 * 3003 // 9) as small:
        pass

    assert (small.width, small.height) == (whole.width, whole.height) == whole.image.size
    assert 2001 * 3003 // 9 <= small.image.width * small.image.height < 2001 * 3003 // 3
    reds = [
        np.asarray(one.image.resize((9, 9), Image.Resampling.BOX))[..., 1] < 100 for one in (whole, small)
    ]
    assert reds[0].sum() >= 16
    assert (reds[0] == reds[1]).all()


def test_a_large_see_through_picture_is_white_where_nothing_is_in_every_row() -> None:
    page = Image.new("RGBA", (1000, 2500), (0, 0, 0, 0))
    page.paste((0, 0, 0, 255), (0, 2400, 1000, 2500))
    with opened_picture(encoded(page), 1000 * 2500 // 4) as picture:
        rows = np.asarray(picture.image.convert("L")).mean(axis=1)

    assert (rows[:1200] == 255).all()
    assert (rows[1200:] == 0).all()
    assert len(rows) == 1250
