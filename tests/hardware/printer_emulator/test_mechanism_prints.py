"""What stands on the paper, dot by dot where it matters."""

from typing import Protocol

import zxingcpp
from PIL import Image

from hardware.printer_emulator.paper import CutPiece, MarkKind


class Printer(Protocol):
    pieces: list[CutPiece]
    remarks: list[str]

    def send(self, raw: bytes) -> None: ...

    def print_and_cut(self, raw: bytes) -> CutPiece: ...


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box that holds all black dots."""
    box = picture.convert("L").point(lambda level: 255 - level).getbbox()
    assert box is not None
    return box


def words(piece: CutPiece, kind: MarkKind = MarkKind.TEXT) -> list[str]:
    return [mark.words for mark in piece.marks if mark.kind is kind]


def test_a_line_of_text_is_kept_as_words_and_takes_one_line_spacing(printer: Printer) -> None:
    piece = printer.print_and_cut(b"SO THU TU A012\n")
    assert words(piece) == ["SO THU TU A012"]
    assert piece.picture.size == (576, 30)


def test_forty_eight_letters_fit_a_line_and_the_next_wraps(printer: Printer) -> None:
    piece = printer.print_and_cut(b"x" * 49 + b"\n")
    assert words(piece) == ["x" * 48, "x"]


def test_double_size_doubles_the_letter(printer: Printer) -> None:
    small = ink(printer.print_and_cut(b"H\n").picture)
    big = ink(printer.print_and_cut(b"\x1d!\x11H\n").picture)
    assert big[2] - big[0] == 2 * (small[2] - small[0])
    assert big[3] - big[1] == 2 * (small[3] - small[1])


def test_a_line_is_set_left_center_or_right(printer: Printer) -> None:
    left, center, right = (
        ink(printer.print_and_cut(b"\x1ba" + bytes([place]) + b"HH\n").picture) for place in (0, 1, 2)
    )
    assert left[0] < 12
    assert abs((center[0] + center[2]) / 2 - 288) <= 2
    assert right[2] > 564


def test_bold_burns_more_dots(printer: Printer) -> None:
    plain = printer.print_and_cut(b"Motcua\n").picture.histogram()[0]
    bold = printer.print_and_cut(b"\x1bE\x01Motcua\n").picture.histogram()[0]
    assert bold > plain * 1.15


def test_white_on_black_is_mostly_black(printer: Printer) -> None:
    picture = printer.print_and_cut(b"\x1dB\x01  x  \n").picture
    assert picture.crop((0, 0, 60, 24)).histogram()[0] > 60 * 24 * 0.8


def test_feeds_move_the_paper_without_ink(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1bd\x02\x1bJ\x0a\x1b3\x14\n\x1b2\n")
    assert piece.picture.height == 60 + 10 + 20 + 30
    assert piece.marks == ()


def test_a_line_spacing_less_than_the_letter_never_prints_over_the_line_before(printer: Printer) -> None:
    assert printer.print_and_cut(b"\x1b3\x00A\nB\n").picture.height == 48


def test_a_raster_stands_on_the_paper_dot_for_dot(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1dv0\x00\x01\x00\x02\x00\x81\x18")
    rows = ["".join("#" if piece.picture.getpixel((x, y)) == 0 else "." for x in range(9)) for y in range(2)]
    assert rows == ["#......#.", "...##...."]
    assert words(piece, MarkKind.PICTURE) == ["8 × 2"]


def test_a_bit_image_stands_in_the_line_upright(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1b*\x21\x02\x00\x80\x00\x01\xc0\x00\x00\n")
    black = {(x, y) for x in range(3) for y in range(24) if piece.picture.getpixel((x, y)) == 0}
    assert black == {(0, 0), (0, 23), (1, 0), (1, 1)}


def test_stored_graphics_print_once(printer: Printer) -> None:
    store = b"\x1d(L\x0c\x00\x30\x70\x30\x01\x01\x31\x08\x00\x02\x00\xff\xff"
    piece = printer.print_and_cut(store + b"\x1d(L\x02\x00\x30\x32" * 2)
    assert piece.picture.height == 2


def test_a_picture_wider_than_the_paper_loses_its_edge_and_is_remarked(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1dv0\x00\x50\x00\x01\x00" + b"\xff" * 80)
    assert piece.picture.histogram()[0] == 576
    assert printer.remarks == ["picture 640 dots wide, cut off at 576"]


def test_a_native_qr_code_can_be_read_with_a_reader(printer: Printer) -> None:
    store = b"\x1d(k\x12\x00\x31\x50\x30motcua:k3Vw9pQz"
    piece = printer.print_and_cut(
        b"\x1ba\x01\x1d(k\x03\x00\x31\x43\x06\x1d(k\x03\x00\x31\x45\x31"
        + store
        + b"\x1d(k\x03\x00\x31\x51\x30\x1bd\x02"
    )
    (seen,) = zxingcpp.read_barcodes(piece.picture.convert("L"))
    assert seen.text == "motcua:k3Vw9pQz"
    assert words(piece, MarkKind.QR) == ["motcua:k3Vw9pQz"]


def test_a_qr_code_without_data_or_too_wide_is_remarked_and_not_printed(printer: Printer) -> None:
    printer.print_and_cut(b"\x1d(k\x03\x00\x31\x51\x30")
    long = b"x" * 250
    printer.print_and_cut(
        b"\x1d(k\x03\x00\x31\x43\x10\x1d(k\xfd\x00\x31\x50\x30" + long + b"\x1d(k\x03\x00\x31\x51\x30"
    )
    assert printer.remarks == [
        "QR code not printed: 0 bytes of data",
        "QR code not printed: wider than the paper",
    ]


def test_a_barcode_is_recorded(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1dh\x50\x1dkI\x06{BA012")
    assert words(piece, MarkKind.BARCODE) == ["{BA012"]
    assert piece.picture.height == 80


def test_vietnamese_in_tcvn_3_is_kept_as_words(printer: Printer) -> None:
    assert words(printer.print_and_cut(b"\x1bt\x1eM\xeai \xab\x6e\x67\n")) == ["Mời ông"]


def test_utf_8_sent_as_text_prints_wrong_letters_as_on_a_real_printer(printer: Printer) -> None:
    assert words(printer.print_and_cut("Mời ông\n".encode())) != ["Mời ông"]


def test_a_code_page_the_printer_lacks_is_remarked_and_changes_nothing(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1bt\x4d\x82\n")
    assert words(piece) == ["é"]
    assert printer.remarks == ["code page 77 is not in this printer"]


def test_initialising_sets_every_mode_back_and_drops_the_unprinted_line(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1ba\x02\x1d!\x33\x1bt\x1elost\x1b@A\n")
    assert words(piece) == ["A"]
    assert piece.picture.height == 30
    assert ink(piece.picture)[0] < 12


def test_unknown_commands_are_remarked_on_the_slip(printer: Printer) -> None:
    printer.print_and_cut(b"\x1bZ\n")
    assert printer.remarks == ["unknown command 1b 5a"]


def test_a_cut_in_the_middle_of_a_line_is_remarked(printer: Printer) -> None:
    assert words(printer.print_and_cut(b"half a line")) == ["half a line"]
    assert printer.remarks == ["cut in the middle of a line"]


def test_margin_and_area_width_move_the_line(printer: Printer) -> None:
    piece = printer.print_and_cut(b"\x1dL\x64\x00\x1dW\xc8\x00\x1ba\x02HH\n")
    assert 280 < ink(piece.picture)[2] <= 300


def test_moving_to_a_place_leaves_a_gap_in_dots_and_a_space_in_words(printer: Printer) -> None:
    piece = printer.print_and_cut(b"A\x1b$\xc8\x00B\n")
    assert words(piece) == ["A B"]
    assert 200 <= ink(piece.picture)[2] <= 212
