"""The bytes, compared with ones written by hand from Epson's command reference."""

from dataclasses import replace

import pytest
from escpos.printer import Dummy
from PIL import Image

from printer.blocks import (
    Cut,
    Feed,
    NativeQr,
    NumberBlock,
    PictureLine,
    PictureQr,
    TextLine,
    TextSize,
    Weight,
)
from printer.drawing import FontFiles
from printer.encoder import encode
from printer.layout import SlipLayout
from printer.models import GENERIC_80
from printer.profile import CodePage, Cutter
from printer.slip import Slip

PROLOGUE = bytes.fromhex("1b40 1d6100 1c2e 1b6101")
"""Initialise, no unasked status, no two-byte mode, centered."""


def body(*blocks: object) -> bytes:
    job = encode(blocks, GENERIC_80)  # type: ignore[arg-type]  # one test hands in what is no block
    assert job.startswith(PROLOGUE)
    return job[len(PROLOGUE) :]


def test_plain_text_is_sent_as_letters() -> None:
    assert body(TextLine("A012")) == bytes.fromhex("1d2100 1b4500") + b"A012\n"


def test_large_bold_text_sets_size_and_weight_first() -> None:
    line = TextLine("0263", TextSize.LARGE, Weight.BOLD)

    assert body(line) == bytes.fromhex("1d2111 1b4501") + b"0263\n"


def test_tall_text_doubles_the_height_only() -> None:
    assert body(TextLine("08:12", TextSize.TALL)).startswith(bytes.fromhex("1d2101"))


def test_a_sure_code_page_is_selected_before_its_letters() -> None:
    line = TextLine("Đê", code_page=CodePage(52, "cp1258"))

    assert body(line).endswith(bytes.fromhex("1b7434 d0ea 0a"))


def test_a_picture_is_one_raster_command_with_ink_as_ones() -> None:
    picture = Image.new("1", (10, 2), 1)
    picture.putpixel((0, 0), 0)
    picture.putpixel((9, 1), 0)

    assert body(PictureLine("x", picture)) == bytes.fromhex("1d763000 0200 0200 8000 0040")


def test_the_number_is_doubled_by_the_printer() -> None:
    block = NumberBlock("1", Image.new("1", (8, 3), 0), scale=2)

    assert body(block) == bytes.fromhex("1d763003 0100 0300 ffffff")
    assert block.height_dots == 6


def test_a_drawn_qr_is_a_raster_picture() -> None:
    assert body(PictureQr("t", Image.new("1", (8, 1), 0), 1)) == bytes.fromhex("1d763000 0100 0100 ff")


def test_a_native_qr_is_model_size_level_data_and_print() -> None:
    expected = (
        bytes.fromhex("1d286b0400 314132 00")  # model 2
        + bytes.fromhex("1d286b0300 314306")  # six dots a module
        + bytes.fromhex("1d286b0300 314531")  # error correction M
        + bytes.fromhex("1d286b0600 315030") + b"abc"
        + bytes.fromhex("1d286b0300 315130")
    )  # fmt: skip

    assert body(NativeQr("abc", 6)) == expected


def test_the_same_qr_comes_from_python_escpos_by_itself() -> None:
    dummy = Dummy()
    dummy.qr("abc", ec=1, size=6, native=True)

    assert body(NativeQr("abc", 6)) == dummy.output


def test_feeds_are_motion_and_long_ones_come_in_pieces() -> None:
    assert body(Feed(24)) == bytes.fromhex("1b4a18")
    assert body(Feed(300)) == bytes.fromhex("1b4aff 1b4a2d")


def test_the_cut_leaves_the_slip_hanging() -> None:
    assert body(Cut(Cutter.PARTIAL)) == bytes.fromhex("1d564200")


def test_a_tear_bar_is_fed_past() -> None:
    assert body(Cut(Cutter.NONE)) == bytes.fromhex("1b6405")


def test_what_is_no_block_is_refused() -> None:
    with pytest.raises(TypeError, match="no way to print"):
        body("text")


def test_a_whole_slip_holds_no_letter_a_printer_could_garble(slip: Slip) -> None:
    job = encode(SlipLayout(GENERIC_80, FontFiles()).compose(slip), GENERIC_80)

    assert b"A012 08:12 22/11/2026\n" in job
    assert b"?" not in b"".join(part for part in job.split(b"\n") if part.isascii())
    assert "Hộ tịch".encode() not in job


def test_another_service_makes_another_picture(slip: Slip) -> None:
    layout = SlipLayout(GENERIC_80, FontFiles())
    marked = encode(layout.compose(slip), GENERIC_80)
    unmarked = encode(layout.compose(replace(slip, service_vi="Ho tich")), GENERIC_80)

    assert b"Ho tich\n" in unmarked
    assert b"Ho tich" not in marked
