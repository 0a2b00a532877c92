"""Every byte here is written by hand from the ESC/POS command reference."""

import pytest

from hardware.printer_emulator import commands as say
from hardware.printer_emulator.decoder import Decoder


def decode(raw: bytes) -> list[say.Command]:
    return [decoded.command for decoded in Decoder().feed(raw)]


def test_text_and_line_feeds_alternate() -> None:
    assert decode(b"A012\nso 3\n") == [say.Text(b"A012"), say.NewLine(), say.Text(b"so 3"), say.NewLine()]


@pytest.mark.parametrize(
    ("raw", "command"),
    [
        (b"\x1b@", say.Initialise()),
        (b"\x1bE\x01", say.Bold(say.Switch.ON)),
        (b"\x1bE\x02", say.Bold(say.Switch.OFF)),
        (b"\x1bG\x01", say.Bold(say.Switch.ON)),
        (b"\x1b-\x02", say.Underline(say.Switch.ON)),
        (b"\x1b-0", say.Underline(say.Switch.OFF)),
        (b"\x1bM\x01", say.SelectFont(say.Font.B)),
        (b"\x1ba\x01", say.Justify(say.Alignment.CENTER)),
        (b"\x1ba2", say.Justify(say.Alignment.RIGHT)),
        (b"\x1bd\x04", say.FeedLines(4)),
        (b"\x1bJ\x20", say.FeedDots(32)),
        (b"\x1b2", say.LineSpacing(None)),
        (b"\x1b3\x18", say.LineSpacing(24)),
        (b"\x1bt\x1e", say.CodePage(30)),
        (b"\x1bR\x10", say.CharacterSet(16)),
        (b"\x1b$\x10\x01", say.MoveTo(272)),
        (b"\x1b \x02", say.CharacterSpacing(2)),
        (b"\x1d!\x11", say.CharacterSize(2, 2)),
        (b"\x1d!\x70", say.CharacterSize(8, 1)),
        (b"\x1dB\x01", say.WhiteOnBlack(say.Switch.ON)),
        (b"\x1dL\x10\x00", say.LeftMargin(16)),
        (b"\x1dW\x80\x01", say.AreaWidth(384)),
        (b"\x1dV\x00", say.Cut(say.CutKind.FULL, None)),
        (b"\x1dV1", say.Cut(say.CutKind.PARTIAL, None)),
        (b"\x1dVB\x08", say.Cut(say.CutKind.PARTIAL, 8)),
        (b"\x1bi", say.Cut(say.CutKind.PARTIAL, None)),
        (b"\x1dr\x01", say.AskStatus(1)),
        (b"\x1da\xff", say.AutomaticStatus(255)),
        (b"\x1dI\x43", say.AskIdentity(67)),
        (b"\x1bp\x00\x19\xfa", say.Harmless("drawer pulse")),
        (b"\x1bD\x08\x10\x00", say.Harmless("tab stops")),
        (b"\x1dk\x04A012\x00", say.Barcode(4, b"A012")),
        (b"\x1dkI\x06{BA012", say.Barcode(73, b"{BA012")),
        (b"\x1dh\x50", say.BarcodeHeight(80)),
        (b"\x1c.", say.Harmless("no Kanji")),
    ],
)
def test_a_command_is_read_with_its_parameters(raw: bytes, command: say.Command) -> None:
    assert decode(raw + b"x") == [command, say.Text(b"x")]


def test_esc_exclamation_sets_five_things_at_once() -> None:
    assert decode(b"\x1b!\xb9") == [say.PrintMode(say.Font.B, say.Switch.ON, say.Switch.ON, 2, 2)]


def test_a_raster_is_read_by_its_own_size() -> None:
    raw = b"\x1dv0\x00\x02\x00\x03\x00" + b"\xff\x00\x0f\xf0\x00\xff" + b"\n"
    assert decode(raw) == [say.Raster(16, 3, b"\xff\x00\x0f\xf0\x00\xff"), say.NewLine()]


def test_a_raster_may_be_printed_double() -> None:
    assert decode(b"\x1dv0\x03\x01\x00\x01\x00\x80") == [say.Raster(8, 1, b"\x80", 2, 2)]


def test_graphics_are_stored_then_printed() -> None:
    store = b"\x1d(L\x0c\x00" + b"\x30\x70\x30\x01\x01\x31\x08\x00\x02\x00" + b"\x81\x42"
    assert decode(store + b"\x1d(L\x02\x00\x30\x32") == [
        say.StoreGraphics(say.Raster(8, 2, b"\x81\x42")),
        say.PrintGraphics(),
    ]


def test_long_graphics_carry_a_four_byte_length() -> None:
    raw = b"\x1d8L\x0c\x00\x00\x00" + b"\x30\x70\x30\x02\x01\x31\x08\x00\x02\x00" + b"\x81\x42"
    assert decode(raw) == [say.StoreGraphics(say.Raster(8, 2, b"\x81\x42", 2, 1))]


def test_a_bit_image_has_three_bytes_a_column_in_24_dot_modes() -> None:
    assert decode(b"\x1b*\x21\x02\x00\x01\x02\x03\x04\x05\x06") == [
        say.BitImage(2, 3, b"\x01\x02\x03\x04\x05\x06", 1, 1)
    ]


def test_a_native_qr_code_is_told_in_five_steps() -> None:
    raw = (
        b"\x1d(k\x04\x00\x31\x41\x32\x00"
        b"\x1d(k\x03\x00\x31\x43\x06"
        b"\x1d(k\x03\x00\x31\x45\x31"
        b"\x1d(k\x08\x00\x31\x50\x30hello"
        b"\x1d(k\x03\x00\x31\x51\x30"
    )
    assert decode(raw) == [
        say.Harmless("QR model"),
        say.QrModuleSize(6),
        say.QrErrorLevel(say.QrLevel.M),
        say.QrStore(b"hello"),
        say.QrPrint(),
    ]


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"\x1bZ", b"\x1bZ"),
        (b"\x1d\x07", b"\x1d\x07"),
        (b"\x07", b"\x07"),
        (b"\x1ba\x09", b"\x1ba\x09"),
        (b"\x1dV\x63", b"\x1dV\x63"),
        (b"\x1d!\x88", b"\x1d!\x88"),
        (b"\x1d(k\x03\x00\x30\x51\x30", b"\x1d(k\x30\x51\x30"),
        (b"\x1dv0\x09", b"\x1dv0\x09"),
        (b"\x10\x09", b"\x10\x09"),
        (b"\x1d(L\x03\x00\x30\x41\x00", b"\x1d(L\x30\x41\x00"),
    ],
)
def test_what_is_not_known_is_named_and_what_follows_is_read_on(raw: bytes, named: bytes) -> None:
    assert decode(raw + b"next") == [say.Unknown(named), say.Text(b"next")]


def test_a_command_in_pieces_waits_for_its_rest() -> None:
    decoder = Decoder()
    whole = b"\x1bE\x01\x1dv0\x00\x01\x00\x02\x00\xaa\x55\x1dV\x00"

    commands = [decoded.command for byte in whole for decoded in decoder.feed(bytes([byte]))]

    assert commands == [
        say.Bold(say.Switch.ON),
        say.Raster(8, 2, b"\xaa\x55"),
        say.Cut(say.CutKind.FULL, None),
    ]


def test_the_sizes_of_all_commands_add_up_to_the_bytes_sent() -> None:
    raw = b"\x1b@A012\n\x1dv0\x00\x01\x00\x02\x00\xaa\x55\x10\x04\x01\x1dVB\x00"
    assert sum(decoded.size for decoded in Decoder().feed(raw)) == len(raw)


def test_a_half_received_command_can_be_forgotten() -> None:
    decoder = Decoder()
    decoder.feed(b"\x1dv0\x00\xff\x00\xff\x00half")
    decoder.forget()
    assert [decoded.command for decoded in decoder.feed(b"\x1b@")] == [say.Initialise()]
