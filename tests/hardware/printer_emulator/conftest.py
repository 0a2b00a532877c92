from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.printer_emulator.decoder import Decoder
from hardware.printer_emulator.mechanism import Mechanism
from hardware.printer_emulator.paper import CutPiece, Paper

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


class BarePrinter:
    """A mechanism without a cable: bytes in, pieces of paper out."""

    def __init__(self, width: int = 576, knife_dots: int = 0) -> None:
        self.pieces: list[CutPiece] = []
        self.remarks: list[str] = []
        self._decoder = Decoder()
        self._mechanism = Mechanism(Paper(width, knife_dots), self._keep)

    def send(self, raw: bytes) -> None:
        for decoded in self._decoder.feed(raw):
            self._mechanism.obey(decoded.command)

    def forget_half_a_command(self) -> None:
        self._decoder.forget()

    def print_and_cut(self, raw: bytes) -> CutPiece:
        self.send(raw + b"\x1dV\x00")
        return self.pieces[-1]

    def _keep(self, piece: CutPiece, remarks: tuple[str, ...]) -> None:
        self.pieces.append(piece)
        self.remarks += remarks


@pytest.fixture
def printer() -> BarePrinter:
    return BarePrinter()


@pytest.fixture
def slip_folder(tmp_path: Path) -> Path:
    return tmp_path / "slips"
