"""Bytes of one slip: as the printer package sends it, and as a picture from top to bottom.

The printer's bytes are read back by the emulator, so that the picture is of the very same paper.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from bench.measure import Measure, at_most
from contract.ids import new_token
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PaperWidth, PrinterEmulator
from printer.blocks import Cut, PictureLine
from printer.drawing import FontFiles
from printer.encoder import CUT_AFTER_FEED, encode
from printer.layout import SlipLayout
from printer.models import EPSON_TM_T82, GENERIC_58, NO_STATUS
from printer.profile import PrinterProfile
from printer.slip import Slip

LARGEST_BYTES = 8000
SERIAL_BYTES_PER_S = 115_200 / 10
WAIT_S = 10.0


def a_slip() -> Slip:
    """A real one: the center's official name and a service with marks on nearly every letter."""
    return Slip(
        center_name="Trung tâm Phục vụ hành chính công xã Tân Lập",
        service_vi="Hộ tịch",
        service_en="Civil status",
        number="A012",
        token=new_token(),
        taken_at=datetime(2026, 11, 23, 1, 15, tzinfo=UTC),
        people_ahead=7,
        hotline="1022",
        where_to_wait="Mời ông/bà ngồi chờ tại sảnh",
    )


def slip_bytes(profile: PrinterProfile) -> bytes:
    """The whole job for that printer."""
    return encode(SlipLayout(profile, FontFiles()).compose(a_slip()), profile)


def measure_slips(folder: Path) -> Iterator[Measure]:
    """Mixed on 80 mm and 58 mm, each beside the same slip as one picture."""
    for name, profile, aim in (
        ("slip, 80 mm", EPSON_TM_T82, at_most(LARGEST_BYTES)),
        ("slip, 58 mm", GENERIC_58, at_most(LARGEST_BYTES)),
        ("slip, printer without QR or doubled dots", NO_STATUS, None),
    ):
        job = slip_bytes(profile)
        yield Measure(
            name=name,
            value=len(job),
            unit="B",
            baseline=len(_as_one_picture(job, profile, folder / profile.name)),
            against="the same slip as one picture",
            aim=aim,
            note=f"{len(job) / SERIAL_BYTES_PER_S:.1f} s at 115,200 baud",
        )


def _as_one_picture(job: bytes, profile: PrinterProfile, folder: Path) -> bytes:
    """What the emulator saw on the paper, sent as a single raster."""
    with (
        PrinterEmulator(folder, EmulatorControls(), _now, PaperWidth(profile.width_dots)) as printer,
        socket.create_connection(printer.address) as line,
    ):
        line.sendall(job + CUT_AFTER_FEED)
        slip = printer.tray.wait_for(1, WAIT_S)[0]
    with Image.open(slip.png) as paper:
        return encode((PictureLine("", paper.convert("1")), Cut(profile.cutter)), profile)


def _now() -> datetime:
    return datetime.now(UTC)
