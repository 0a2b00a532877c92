"""A whole slip as a kiosk sends it, assembled by hand, and read back off the paper."""

from typing import Protocol

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from hardware.printer_emulator.paper import CutPiece, MarkKind

FONT = "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"


class Printer(Protocol):
    def print_and_cut(self, raw: bytes) -> CutPiece: ...


def drawn(text: str, points: int) -> Image.Image:
    picture = Image.new("1", (576, points * 3 // 2), 255)
    ImageDraw.Draw(picture).text((288, points), text, 0, ImageFont.truetype(FONT, points), anchor="ms")
    return picture


def as_raster(picture: Image.Image) -> bytes:
    """`GS v 0` by hand: one bit a dot, leftmost highest, black is 1."""
    rows: list[int] = []
    for y in range(picture.height):
        for left in range(0, picture.width, 8):
            bits = ["1" if picture.getpixel((left + bit, y)) == 0 else "0" for bit in range(8)]
            rows.append(int("".join(bits), 2))
    size = bytes([picture.width // 8, 0, picture.height % 256, picture.height // 256])
    return b"\x1dv0\x00" + size + bytes(rows)


@pytest.fixture(scope="module")
def lines() -> dict[str, Image.Image]:
    return {
        "center": drawn("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", 24),
        "commune": drawn("XÃ TÂN LẬP", 28),
        "caption": drawn("SỐ THỨ TỰ", 30),
        "service": drawn("Chứng thực, hộ tịch", 32),
        "thanks": drawn("Mời ông/bà giữ phiếu và chờ gọi số", 24),
    }


def slip_bytes(lines: dict[str, Image.Image]) -> bytes:
    token = b"k3Vw9pQzT7mN"
    return b"".join(
        [
            b"\x1b@\x1ba\x01",
            as_raster(lines["center"]),
            as_raster(lines["commune"]),
            b"\x1bJ\x18",
            as_raster(lines["caption"]),
            b"\x1d!\x77\x1bE\x01A012\n\x1bE\x00\x1d!\x00",
            as_raster(lines["service"]),
            b"\x1bJ\x10\x1d(k\x03\x00\x31\x43\x06\x1d(k\x03\x00\x31\x45\x31",
            b"\x1d(k\x0f\x00\x31\x50\x30" + token + b"\x1d(k\x03\x00\x31\x51\x30\x1bJ\x10",
            as_raster(lines["thanks"]),
            b"23/11/2026  07:42\n\x1bd\x02",
        ]
    )


def test_a_whole_slip_is_read_back(printer: Printer, lines: dict[str, Image.Image]) -> None:
    piece = printer.print_and_cut(slip_bytes(lines))

    assert [mark.words for mark in piece.marks if mark.kind is MarkKind.TEXT] == ["A012", "23/11/2026  07:42"]
    assert sum(mark.kind is MarkKind.PICTURE for mark in piece.marks) == 5
    assert [code.text for code in zxingcpp.read_barcodes(piece.picture.convert("L"))] == ["k3Vw9pQzT7mN"]


def test_the_first_picture_stands_on_top_unchanged(printer: Printer, lines: dict[str, Image.Image]) -> None:
    piece = printer.print_and_cut(slip_bytes(lines))
    top = piece.picture.crop((0, 0, 576, lines["center"].height))
    assert ImageChops.difference(top.convert("L"), lines["center"].convert("L")).getbbox() is None
