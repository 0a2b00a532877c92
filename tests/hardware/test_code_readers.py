import os
import queue
import struct
import tty
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image

from hardware.attached_reader import AttachedReader
from hardware.code_reader import (
    MAX_BYTES,
    REFUSAL_SENTENCES,
    CodeFraming,
    CodeReader,
    CodeRefusal,
    RefusedCode,
)
from hardware.picture_codes import read_codes
from hardware.serial_reader import SerialLine, SerialReaderSettings, serial_reader
from hardware.virtual_reader import VirtualReader
from hardware.wedge_reader import KeyStrokes, WedgeReaderSettings, wedge_reader

CARD = "000000000000||Nguyễn Văn Mẫu|01011990|Nam|Thôn 3, Tân Lập, Lâm Đồng|01012021"


class Ear:
    """Keeps what a reader said."""

    def __init__(self) -> None:
        self.said: queue.SimpleQueue[str | RefusedCode] = queue.SimpleQueue()

    def listen_to(self, reader: CodeReader) -> None:
        reader.listen(self.said.put, self.said.put)

    def next(self) -> str | RefusedCode:
        return self.said.get(timeout=10)

    def all(self) -> list[str | RefusedCode]:
        return [self.said.get_nowait() for _ in range(self.said.qsize())]


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def serial_ends() -> Iterator[tuple[int, str]]:
    """Both ends of a serial line: where the reader writes, and the path of our end."""
    reader_end, our_end = os.openpty()
    tty.setraw(our_end)
    yield reader_end, os.ttyname(our_end)
    os.close(our_end)
    os.close(reader_end)


def framed(*pieces: bytes) -> list[str | RefusedCode]:
    ear = Ear()
    framing = CodeFraming(ear.said.put, ear.said.put)
    for piece in pieces:
        framing.feed(piece)
    return ear.all()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_a_line_end_of_any_kind_ends_a_code_once(end: bytes) -> None:
    assert framed(b"k3Vw9pQz" + end, b"A012" + end) == ["k3Vw9pQz", "A012"]


def test_a_code_in_pieces_is_one_code_also_within_a_letter() -> None:
    raw = CARD.encode() + b"\r"
    assert framed(raw[:22], raw[22:]) == [CARD]


def test_letters_are_composed() -> None:
    assert framed(unicodedata.normalize("NFD", CARD).encode() + b"\n") == [CARD]


def test_a_code_too_long_is_refused_once_and_the_next_is_read() -> None:
    assert framed(b"x" * 5000 + b"\nA012\n") == [RefusedCode(CodeRefusal.TOO_LONG, 5000), "A012"]


def test_the_longest_code_allowed_is_read() -> None:
    assert framed(b"x" * MAX_BYTES + b"\n") == ["x" * MAX_BYTES]


@pytest.mark.parametrize("garbage", [b"\xff\xfe\x00", b"A\x1b[2J", b"\xe1\xba"])
def test_what_is_no_text_is_refused(garbage: bytes) -> None:
    assert framed(garbage + b"\n") == [RefusedCode(CodeRefusal.NOT_TEXT, len(garbage))]


def test_empty_lines_say_nothing() -> None:
    assert framed(b"\r\n\r\n   \n") == []


def test_a_serial_reader_reads_vietnamese(ear: Ear, serial_ends: tuple[int, str]) -> None:
    reader_end, path = serial_ends
    reader = serial_reader(SerialReaderSettings(path))
    ear.listen_to(reader)
    assert reader.wait_until_present(timeout_s=10)
    os.write(reader_end, CARD.encode() + b"\r")
    assert ear.next() == CARD
    reader.close()


def test_a_serial_reader_without_line_ends_is_read_after_a_pause(
    ear: Ear, serial_ends: tuple[int, str]
) -> None:
    reader_end, path = serial_ends
    reader = serial_reader(SerialReaderSettings(path))
    ear.listen_to(reader)
    assert reader.wait_until_present(timeout_s=10)
    os.write(reader_end, b"k3Vw9pQz")
    assert ear.next() == "k3Vw9pQz"
    reader.close()


def test_a_reader_plugged_in_later_is_found(ear: Ear, serial_ends: tuple[int, str], tmp_path: Path) -> None:
    reader_end, path = serial_ends
    name = tmp_path / "by-id"
    attempts: queue.SimpleQueue[None] = queue.SimpleQueue()

    def open_device() -> SerialLine:
        attempts.put(None)
        return SerialLine(SerialReaderSettings(str(name)))

    reader = AttachedReader(open_device, back_off_s=(0.01,))
    ear.listen_to(reader)
    attempts.get(timeout=10)
    assert not reader.is_present

    name.symlink_to(path)
    assert reader.wait_until_present(timeout_s=10)
    os.write(reader_end, b"A012\r")
    assert ear.next() == "A012"
    reader.close()


def key(code: int, value: int) -> bytes:
    return struct.pack("@qqHHi", 0, 0, 1, code, value) + struct.pack("@qqHHi", 0, 0, 0, 0, 0)


def stroke(code: int) -> bytes:
    return key(code, 1) + key(code, 0)


SHIFTED_A = key(42, 1) + stroke(30) + key(42, 0)
A012_ENTER = SHIFTED_A + stroke(11) + stroke(2) + stroke(3) + stroke(28)


def test_key_strokes_become_letters_with_and_without_shift() -> None:
    assert KeyStrokes().feed(A012_ENTER) == b"A012\n"


def test_key_strokes_in_pieces_and_repeats_are_typed_once() -> None:
    keys = KeyStrokes()
    events = key(30, 1) + key(30, 2) + key(30, 0) + stroke(39)
    assert b"".join(keys.feed(events[at : at + 7]) for at in range(0, len(events), 7)) == b"a;"


def test_every_printable_ascii_letter_has_a_key() -> None:
    plain = b"".join(KeyStrokes().feed(stroke(code)) for code in range(128))
    shifted = b"".join(KeyStrokes().feed(key(54, 1) + stroke(code)) for code in range(128))
    assert set(plain + shifted) - {10} == set(range(0x20, 0x7F))


def test_a_keyboard_reader_is_read_from_its_device_file(ear: Ear, tmp_path: Path) -> None:
    path = tmp_path / "event-kbd"
    os.mkfifo(path)
    reader = wedge_reader(WedgeReaderSettings(str(path)))
    ear.listen_to(reader)
    with path.open("wb") as keyboard:
        keyboard.write(A012_ENTER)
        keyboard.flush()
        assert ear.next() == "A012"
    reader.close()
    assert not reader.is_present


def test_the_virtual_reader_says_what_is_held_to_it(ear: Ear) -> None:
    reader = VirtualReader()
    ear.listen_to(reader)
    reader.hold(unicodedata.normalize("NFD", CARD))
    reader.hold_bytes(b"\xff\xff")
    reader.unplug()
    reader.hold("nobody reads this")
    assert not reader.is_present
    reader.plug_in()
    reader.hold("A012")
    reader.close()
    reader.hold("nor this")
    assert ear.all() == [CARD, RefusedCode(CodeRefusal.NOT_TEXT, 2), "A012"]


def test_codes_in_a_turned_picture_are_read(tmp_path: Path) -> None:
    png = tmp_path / "code.png"
    segno.make_qr(CARD).save(str(png), scale=6)
    with Image.open(png) as picture:
        page = Image.new("RGB", (900, 1200), "white")
        page.paste(picture.convert("RGB"), (200, 300))
    assert read_codes(page.rotate(20, fillcolor="white")) == (CARD,)


def test_a_picture_without_codes_gives_none() -> None:
    assert read_codes(Image.new("RGB", (300, 300), "white")) == ()


def test_every_refusal_has_its_sentence_and_holds_nothing_that_was_read() -> None:
    assert set(REFUSAL_SENTENCES) == set(CodeRefusal)
    refused = RefusedCode(CodeRefusal.NOT_TEXT, 3)
    assert refused.sentence.vi
    assert refused.sentence.en
