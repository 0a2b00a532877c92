"""The tray under the knife: every slip kept as PNG and as text.

Knows files and numbers; knows nothing of how a slip came about.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hardware.printer_emulator.paper import CutPiece, Mark, MarkKind


@dataclass(frozen=True)
class PrintedSlip:
    number: int
    """Counts up in the folder, also over restarts."""
    png: Path
    text_file: Path
    lines: tuple[str, ...]
    """Native text, top to bottom. Text sent as a picture is not in it."""
    qr_data: tuple[str, ...]
    barcodes: tuple[str, ...]
    picture_count: int
    remarks: tuple[str, ...]
    """Commands the printer did not know or obey; empty for a well-made job."""
    bytes_received: int
    length_mm: float
    at: datetime


class SlipTray:
    """Thread-safe."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._slips: list[PrintedSlip] = []
        self._arrived = threading.Condition()
        self._next_number = _highest_number(folder) + 1

    def keep(
        self, piece: CutPiece, remarks: tuple[str, ...], bytes_received: int, at: datetime
    ) -> PrintedSlip:
        slip = PrintedSlip(
            number=self._next_number,
            png=self._folder / f"slip-{self._next_number:04}.png",
            text_file=self._folder / f"slip-{self._next_number:04}.txt",
            lines=_words(piece, MarkKind.TEXT),
            qr_data=_words(piece, MarkKind.QR),
            barcodes=_words(piece, MarkKind.BARCODE),
            picture_count=len(_words(piece, MarkKind.PICTURE)),
            remarks=remarks,
            bytes_received=bytes_received,
            length_mm=piece.length_mm,
            at=at,
        )
        piece.picture.save(slip.png, optimize=True)
        slip.text_file.write_text(_as_text(piece, slip), encoding="utf-8")
        with self._arrived:
            self._next_number += 1
            self._slips.append(slip)
            self._arrived.notify_all()
        return slip

    @property
    def slips(self) -> tuple[PrintedSlip, ...]:
        """All of this run, oldest first."""
        with self._arrived:
            return tuple(self._slips)

    def wait_for(self, count: int, timeout_s: float) -> tuple[PrintedSlip, ...]:
        """All slips once there are `count` of them. Raises `TimeoutError`."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self._slips) >= count, timeout_s):
                raise TimeoutError(f"{len(self._slips)} of {count} slips after {timeout_s} s")
            return tuple(self._slips)


def _words(piece: CutPiece, kind: MarkKind) -> tuple[str, ...]:
    return tuple(mark.words for mark in piece.marks if mark.kind is kind)


def _as_text(piece: CutPiece, slip: PrintedSlip) -> str:
    shown = [
        mark.words if mark.kind is MarkKind.TEXT else f"[{mark.kind} {mark.words}]" for mark in piece.marks
    ]
    foot = f"-- {slip.bytes_received} bytes, {slip.length_mm:.0f} mm, {slip.at.isoformat()}"
    return "\n".join([*shown, foot, *(f"-- {remark}" for remark in slip.remarks)]) + "\n"


def _as_line(mark: Mark) -> str:
    return mark.words if mark.kind is MarkKind.TEXT else f"[{mark.kind} {mark.words}]"


def _highest_number(folder: Path) -> int:
    numbers = [path.stem.removeprefix("slip-") for path in folder.glob("slip-*.png")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
