"""The emulator as a host sees it: over a real socket, with hand-written bytes."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.printer_emulator.controls import EmulatorControls, PaperSupply
from hardware.printer_emulator.real_time import CLEAR_BUFFER, CLEARED
from hardware.printer_emulator.server import HalfCommand, PaperWidth, PrinterEmulator

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SLIP = b"\x1b@A012\n\x1dVB\x00"
ASK_PRINTER, ASK_CAUSE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
ASK_WHEN_PRINTED = b"\x1dr\x01"


@pytest.fixture
def controls() -> EmulatorControls:
    return EmulatorControls()


@pytest.fixture
def emulator(slip_folder: Path, controls: EmulatorControls) -> Iterator[PrinterEmulator]:
    with PrinterEmulator(slip_folder, controls, lambda: NOON) as emulator:
        yield emulator


@pytest.fixture
def host(emulator: PrinterEmulator) -> Iterator[socket.socket]:
    with socket.create_connection(emulator.address, timeout=10) as line:
        yield line


def ask(line: socket.socket, question: bytes, answer_bytes: int = 1) -> bytes:
    line.sendall(question)
    answer = b""
    while len(answer) < answer_bytes and (more := line.recv(answer_bytes - len(answer))):
        answer += more
    return answer


def is_silent(line: socket.socket, question: bytes) -> bool:
    """No answer to the question; a real-time answer sent afterwards comes first."""
    line.sendall(question)
    return ask(line, ASK_PRINTER)[0] & 0x12 == 0x12


def test_a_slip_is_kept_as_png_and_text(emulator: PrinterEmulator, host: socket.socket) -> None:
    host.sendall(SLIP)
    (slip,) = emulator.tray.wait_for(1, timeout_s=10)
    assert (slip.number, slip.lines, slip.bytes_received, slip.at) == (1, ("A012",), len(SLIP), NOON)
    assert slip.png.read_bytes().startswith(b"\x89PNG")
    assert slip.text_file.read_text(encoding="utf-8").splitlines()[0] == "A012"


def test_a_question_in_the_queue_is_answered_once_the_slip_is_out(
    emulator: PrinterEmulator, host: socket.socket
) -> None:
    assert ask(host, SLIP + ASK_WHEN_PRINTED) == b"\x00"
    assert len(emulator.tray.slips) == 1


def test_status_answers_tell_paper_and_cover(host: socket.socket, controls: EmulatorControls) -> None:
    assert ask(host, ASK_PRINTER + ASK_CAUSE + ASK_PAPER, 3) == b"\x12\x12\x12"
    controls.run_paper_low()
    assert ask(host, ASK_PRINTER + ASK_CAUSE + ASK_PAPER, 3) == b"\x12\x12\x1e"
    controls.run_paper_out()
    assert ask(host, ASK_PRINTER + ASK_CAUSE + ASK_PAPER, 3) == b"\x1a\x32\x7e"
    controls.load_paper()
    controls.open_cover()
    assert ask(host, ASK_PRINTER + ASK_CAUSE + ASK_PAPER, 3) == b"\x1a\x16\x12"
    controls.close_cover()
    assert ask(host, ASK_PRINTER) == b"\x12"


def test_paper_low_still_prints_and_says_so(host: socket.socket, controls: EmulatorControls) -> None:
    controls.run_paper_low()
    assert ask(host, SLIP + ASK_WHEN_PRINTED) == b"\x03"


def test_a_slip_sent_without_paper_comes_out_when_paper_is_loaded(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.run_paper_out()
    assert is_silent(host, SLIP + ASK_WHEN_PRINTED)
    assert not emulator.tray.slips

    controls.load_paper()

    assert host.recv(1) == b"\x00"
    assert [slip.lines for slip in emulator.tray.slips] == [("A012",)]


@pytest.mark.parametrize("purge", [CLEAR_BUFFER, b"\x10\x05\x02"])
def test_a_purged_slip_never_comes_out(
    purge: bytes, emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.run_paper_out()
    host.sendall(SLIP + purge)
    assert (host.recv(3) == CLEARED) if purge == CLEAR_BUFFER else is_silent(host, b"")

    controls.load_paper()

    assert ask(host, b"\x1b@A013\n\x1dVB\x00" + ASK_WHEN_PRINTED) == b"\x00"
    assert [slip.lines for slip in emulator.tray.slips] == [("A013",)]


def test_recover_and_clear_does_nothing_to_a_printer_that_is_well(
    emulator: PrinterEmulator, host: socket.socket
) -> None:
    host.sendall(b"A012\n\x10\x05\x02\x1dVB\x00")
    (slip,) = emulator.tray.wait_for(1, timeout_s=10)
    assert slip.lines == ("A012",)


def test_a_purge_frees_a_printer_left_in_the_middle_of_a_picture(
    emulator: PrinterEmulator, host: socket.socket
) -> None:
    host.sendall(b"\x1dv0\x00\x48\x00\xff\x00only a little of it")
    assert ask(host, CLEAR_BUFFER, 3) == CLEARED
    assert ask(host, SLIP + ASK_WHEN_PRINTED) == b"\x00"
    assert emulator.tray.slips[0].lines == ("A012",)


def test_an_open_cover_holds_the_slip_until_it_is_closed(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.open_cover()
    assert is_silent(host, SLIP + ASK_WHEN_PRINTED)
    controls.close_cover()
    assert host.recv(1) == b"\x00"
    assert len(emulator.tray.slips) == 1


def test_an_unplugged_printer_drops_its_host_and_refuses_the_next(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    assert ask(host, ASK_PRINTER) == b"\x12"
    controls.unplug()
    with pytest.raises(ConnectionResetError):
        host.recv(1)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(emulator.address, timeout=5)


def test_a_printer_plugged_in_again_has_the_same_address_and_an_empty_buffer(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.run_paper_out()
    assert is_silent(host, SLIP)
    controls.unplug()
    controls.plug_in()
    controls.load_paper()
    with socket.create_connection(emulator.address, timeout=10) as again:
        assert ask(again, ASK_WHEN_PRINTED) == b"\x00"
    assert emulator.tray.slips == ()


def test_a_stalled_printer_takes_everything_and_answers_nothing(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.stall()
    host.sendall(SLIP + ASK_PRINTER)
    host.settimeout(0.2)
    with pytest.raises(TimeoutError):
        host.recv(1)
    host.settimeout(10)

    controls.wake()

    assert host.recv(1) == b"\x12"
    emulator.tray.wait_for(1, timeout_s=10)


def test_a_reset_in_the_middle_leaves_half_a_slip_on_the_paper(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.reset_connection_after(8)
    host.sendall(b"\x1b@A012\n more that never arrives\n\x1dVB\x00")
    with pytest.raises(ConnectionResetError):
        host.recv(1)
    with socket.create_connection(emulator.address, timeout=10) as again:
        assert ask(again, b"A013\n\x1dVB\x00" + ASK_WHEN_PRINTED) == b"\x00"
    assert [slip.lines for slip in emulator.tray.slips] == [("A012", "A013")]


def test_a_short_roll_runs_low_and_then_out_by_itself(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.load_paper(length_mm=530)
    assert ask(host, ASK_PAPER) == b"\x12"
    assert ask(host, b"\n" * 10 + ASK_WHEN_PRINTED) == b"\x03"
    assert is_silent(host, b"\n" * 200 + ASK_WHEN_PRINTED)
    assert controls.condition.paper in (PaperSupply.LOW, PaperSupply.OUT)
    controls.load_paper()
    assert host.recv(1) == b"\x00"


def test_automatic_status_tells_every_change(host: socket.socket, controls: EmulatorControls) -> None:
    assert ask(host, b"\x1da\x0f", 4) == b"\x10\x00\x00\x00"
    controls.run_paper_out()
    assert ask(host, b"", 4) == b"\x18\x00\x0f\x00"
    controls.load_paper()
    controls.open_cover()
    assert ask(host, b"", 8)[4:] == b"\x38\x00\x00\x00"


def test_the_printer_says_who_it_is(host: socket.socket) -> None:
    assert ask(host, b"\x1dI\x43", 12) == b"_EMULATOR-80\x00"[:12]


def test_two_hosts_share_one_paper(emulator: PrinterEmulator, host: socket.socket) -> None:
    with socket.create_connection(emulator.address, timeout=10) as other:
        assert ask(host, SLIP + ASK_WHEN_PRINTED) == b"\x00"
        assert ask(other, SLIP + ASK_WHEN_PRINTED) == b"\x00"
    assert [slip.number for slip in emulator.tray.slips] == [1, 2]


def test_slip_numbers_go_on_after_a_restart(slip_folder: Path) -> None:
    for _ in range(2):
        with (
            PrinterEmulator(slip_folder, EmulatorControls(), lambda: NOON, PaperWidth.MM58) as emulator,
            socket.create_connection(emulator.address, timeout=10) as line,
        ):
            assert ask(line, SLIP + ASK_WHEN_PRINTED) == b"\x00"
    assert [slip.number for slip in emulator.tray.slips] == [2]


def test_a_printer_that_keeps_half_a_command_takes_the_next_hosts_bytes_for_its_rest(
    slip_folder: Path, controls: EmulatorControls
) -> None:
    with PrinterEmulator(slip_folder, controls, lambda: NOON, half_command=HalfCommand.KEPT) as emulator:
        with socket.create_connection(emulator.address, timeout=10) as first:
            assert ask(first, b"\x1dv0\x00\x01\x00\x20\x00rows" + ASK_PRINTER) == b"\x12"
        with socket.create_connection(emulator.address, timeout=10) as second:
            assert is_silent(second, ASK_WHEN_PRINTED)
            assert ask(second, b"\x00" * 40 + SLIP + ASK_WHEN_PRINTED) == b"\x00"
            assert emulator.tray.slips[0].lines == ("A012",)
            assert emulator.tray.slips[0].remarks == ()


def test_a_silent_printer_prints_and_says_nothing(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.fall_silent()
    host.sendall(ASK_PRINTER + SLIP + ASK_WHEN_PRINTED)
    emulator.tray.wait_for(1, timeout_s=10)
    host.settimeout(0.2)
    with pytest.raises(TimeoutError):
        host.recv(1)
    host.settimeout(10)

    controls.speak_clearly()

    assert ask(host, ASK_PRINTER) == b"\x12"


def test_a_garbled_printer_prints_and_answers_noise(
    emulator: PrinterEmulator, host: socket.socket, controls: EmulatorControls
) -> None:
    controls.garble()

    assert ask(host, ASK_PRINTER, 2) == b"\xed\x00"
    assert ask(host, SLIP + ASK_WHEN_PRINTED, 2) == b"\xff\x00"
    assert len(emulator.tray.slips) == 1


def test_garbage_harms_nothing(emulator: PrinterEmulator, host: socket.socket) -> None:
    garbage = bytes(code for code in range(256) if code not in (0x10, 0x1B, 0x1C, 0x1D)) * 50
    host.sendall(garbage + b"\x1bZ\x1d\x07\x1dV\x00")
    (slip,) = emulator.tray.wait_for(1, timeout_s=30)
    assert "unknown command 1b 5a" in slip.remarks
    assert ask(host, ASK_PRINTER) == b"\x12"
