"""A printer left in the middle of a picture, as a killed kiosk or a broken line leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.decoder import Decoder
from hardware.printer_emulator.server import HalfCommand, PrinterEmulator
from printer.conversation import LONGEST_COMMAND
from printer.drawing import FontFiles
from printer.encoder import encode
from printer.job import JobRunner, Patience
from printer.layout import SlipLayout
from printer.models import GENERIC_58, GENERIC_80
from printer.network import NetworkPrinter
from printer.outcome import PrintOutcome
from printer.profile import PrinterProfile
from printer.slip import Slip, SlipMark

CUT = b"\x1b@\x1dVB\x00"
HALF_A_PICTURE = b"\x1b@A012\n\x1dv0\x00\x48\x00\x1e\x00" + b"\xff" * 700
NEXT = b"\x1b@A013\n\x1dVB\x00"
PATIENCE = Patience(reply_s=2.0, confirm_s=4.0, look_every_s=0.1, quiet_s=0.05)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[PrinterEmulator]:
    """One that keeps half a command, as most printers do."""
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with PrinterEmulator(tmp_path, EmulatorControls(), lambda: now, half_command=HalfCommand.KEPT) as started:
        yield started


def runner(emulator: PrinterEmulator) -> JobRunner:
    return JobRunner(NetworkPrinter(*emulator.address, 2.0), GENERIC_80, PATIENCE, cut=CUT)


def leave_half_a_picture(emulator: PrinterEmulator) -> None:
    """The process that sent it is no more."""
    link = NetworkPrinter(*emulator.address, 2.0).open()
    link.send(HALF_A_PICTURE + b"\x10\x04\x01")
    assert link.receive(5.0), "it has been read"
    link.close()


def test_after_a_crash_in_the_middle_of_a_picture_the_next_slip_comes_out_whole_and_alone(
    emulator: PrinterEmulator,
) -> None:
    leave_half_a_picture(emulator)
    desk = runner(emulator)
    desk.expect_remains()

    result = desk.run(NEXT, lambda: None)

    assert result.outcome is PrintOutcome.CONFIRMED
    half, whole = emulator.tray.slips
    assert (half.lines, whole.lines) == (("A012",), ("A013",))
    assert whole.remarks == ()


def test_without_a_word_of_the_crash_nothing_is_printed_into_the_half_picture(
    emulator: PrinterEmulator,
) -> None:
    leave_half_a_picture(emulator)
    hasty = Patience(reply_s=2.0, confirm_s=0.3, quiet_s=0.05)
    desk = JobRunner(NetworkPrinter(*emulator.address, 2.0), GENERIC_80, hasty, cut=CUT)

    assert desk.run(NEXT, lambda: None).outcome is PrintOutcome.NOT_STARTED
    assert emulator.tray.slips == ()


def test_a_line_that_breaks_in_the_middle_of_a_picture_does_not_stop_the_printer(
    emulator: PrinterEmulator,
) -> None:
    desk = runner(emulator)
    desk.run(b"\x1b@A011\n\x1dVB\x00", lambda: None)
    emulator.controls.reset_connection_after(600)

    broken = desk.run(HALF_A_PICTURE + NEXT, lambda: None).outcome
    after = desk.run(NEXT, lambda: None).outcome

    assert (broken, after) == (PrintOutcome.UNCONFIRMED, PrintOutcome.CONFIRMED)
    assert [slip.lines for slip in emulator.tray.slips] == [("A011",), ("A012",), ("A013",)]


@pytest.mark.parametrize("profile", [GENERIC_80, GENERIC_58])
def test_no_command_of_a_slip_is_longer_than_what_ends_half_of_it(
    profile: PrinterProfile, slip: Slip
) -> None:
    crowded = replace(
        slip,
        center_name="Trung tâm Phục vụ hành chính công phường Xuân Hương – Đà Lạt",
        service_vi="Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất",
        where_to_wait="Mời ông/bà chờ tại dãy ghế thứ ba bên phải, trước quầy số mười hai",
        public_url="https://motcua.example/",
        marks=frozenset(SlipMark),
    )

    job = encode(SlipLayout(profile, FontFiles()).compose(crowded), profile)

    assert max(decoded.size for decoded in Decoder().feed(job)) <= LONGEST_COMMAND
