"""Whatever arrives, the printer goes on printing."""

from typing import Protocol

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.printer_emulator.paper import CutPiece, MarkKind

STARTS = [
    b"\x1b",
    b"\x1d",
    b"\x1dv0",
    b"\x1b*",
    b"\x1d(k",
    b"\x1d(L",
    b"\x1d8L",
    b"\x10\x14",
    b"\x1dk",
    b"\x1dV",
    b"\n",
]


class Printer(Protocol):
    def send(self, raw: bytes) -> None: ...

    def forget_half_a_command(self) -> None: ...

    def print_and_cut(self, raw: bytes) -> CutPiece: ...


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(STARTS), st.binary(max_size=12)), max_size=12))
def test_no_bytes_stop_the_printer(printer: Printer, pieces: list[bytes]) -> None:
    for piece in pieces:
        printer.send(piece)
    printer.forget_half_a_command()
    slip = printer.print_and_cut(b"\x1b@A012\n")
    assert [mark.words for mark in slip.marks if mark.kind is MarkKind.TEXT][-1] == "A012"


def test_pictures_without_any_dots_print_nothing(printer: Printer) -> None:
    empty = b"\x1dv0\x00\x00\x00\x00\x00\x1dv0\x00\x01\x00\x00\x00\x1b*\x21\x00\x00"
    store = b"\x1d(L\x0a\x00\x30\x70\x30\x01\x01\x31\x00\x00\x00\x00\x1d(L\x02\x00\x30\x32"
    piece = printer.print_and_cut(empty + store + b"\x1dkI\x00\nA\n")
    assert [mark.words for mark in piece.marks if mark.kind is MarkKind.TEXT][-1] == "A"
