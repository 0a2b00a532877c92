"""Each way to a printer: sends all, hears answers, and fails with the right word."""

import errno
import os
import pty
import socket
import tty
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import usb.core

from printer.device_file import FilePrinter
from printer.link import LinkLostError, LinkStalledError, LinkUnavailableError, PrinterDevice
from printer.network import NetworkPrinter
from printer.serial_port import SerialPrinter
from printer.settings import FlowControl
from printer.usb_port import UsbLink, UsbPrinter

MORE_THAN_BUFFERS_HOLD = bytes(32 * 1024 * 1024)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def all_from(peer: socket.socket) -> bytes:
    return b"".join(iter(lambda: peer.recv(16), b""))


def network(listener: socket.socket) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", listener.getsockname()[1], timeout_s=0.1)


def test_network_sends_and_hears(listener: socket.socket) -> None:
    link = network(listener).open()
    peer, _ = listener.accept()
    with peer:
        link.send(b"A012")
        peer.sendall(b"\x12")

        assert peer.recv(16) == b"A012"
        assert link.receive(1.0) == b"\x12"
        assert link.receive(0.01) == b""
        link.close()


def test_network_stalls_when_the_printer_takes_no_more(listener: socket.socket) -> None:
    link = network(listener).open()
    with pytest.raises(LinkStalledError):
        link.send(MORE_THAN_BUFFERS_HOLD)
    link.abandon()


def test_an_abandoned_network_link_resets_so_that_nothing_comes_later(listener: socket.socket) -> None:
    link = network(listener).open()
    peer, _ = listener.accept()
    with peer:
        link.send(b"A012")
        link.abandon()

        with pytest.raises(ConnectionResetError):
            all_from(peer)


def test_a_closed_network_connection_is_lost_not_silent(listener: socket.socket) -> None:
    link = network(listener).open()
    listener.accept()[0].close()

    with pytest.raises(LinkLostError):
        link.receive(1.0)
    link.close()


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """A pseudo terminal in raw mode: the printer's end, and the name of ours."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def serial_printer(name: str) -> SerialPrinter:
    return SerialPrinter(name, 115_200, FlowControl.NONE, timeout_s=0.1)


@pytest.mark.parametrize("kind", ["serial", "file"])
def test_a_device_file_and_a_serial_line_send_and_hear(terminal: tuple[int, str], kind: str) -> None:
    master, name = terminal
    device: PrinterDevice = serial_printer(name) if kind == "serial" else FilePrinter(Path(name), 0.1)
    link = device.open()
    link.send(b"A012")
    os.write(master, b"\x12\x00")

    assert os.read(master, 16) == b"A012"
    assert link.receive(1.0) == b"\x12\x00"
    assert link.receive(0.01) == b""
    link.close()


@pytest.mark.parametrize("kind", ["serial", "file"])
def test_a_device_file_and_a_serial_line_stall(terminal: tuple[int, str], kind: str) -> None:
    _, name = terminal
    device: PrinterDevice = serial_printer(name) if kind == "serial" else FilePrinter(Path(name), 0.1)
    link = device.open()

    with pytest.raises(LinkStalledError):
        link.send(bytes(1_000_000))
    link.abandon()


@pytest.mark.parametrize("kind", ["serial", "file"])
def test_a_pulled_adapter_is_a_lost_link(kind: str) -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    name = os.ttyname(slave)
    device: PrinterDevice = serial_printer(name) if kind == "serial" else FilePrinter(Path(name), 0.1)
    link = device.open()
    os.close(slave)
    os.close(master)

    with pytest.raises(LinkLostError):
        link.send(b"A012")
    with pytest.raises(LinkLostError):
        link.receive(1.0)
    link.abandon()


def test_a_plain_file_keeps_the_bytes_of_all_jobs_and_never_answers(tmp_path: Path) -> None:
    kept = tmp_path / "slips.bin"
    for job in (b"A012", b"A013"):
        link = FilePrinter(kept, 0.1).open()
        link.send(job)
        assert link.receive(0.01) == b""
        link.close()

    assert kept.read_bytes() == b"A012A013"


def test_what_is_not_there_is_unavailable(listener: socket.socket, tmp_path: Path) -> None:
    absent = tmp_path / "absent" / "lp0"
    port = listener.getsockname()[1]
    listener.close()
    devices: list[PrinterDevice] = [
        NetworkPrinter("127.0.0.1", port, 0.1),
        serial_printer(str(absent)),
        FilePrinter(absent, 0.1),
        UsbPrinter(0x0000, 0x0001, 0.1),
    ]

    for device in devices:
        with pytest.raises(LinkUnavailableError):
            device.open()


class FakeUsb:
    """A USB printer that takes and says what it is told, or raises."""

    def __init__(
        self, problem: usb.core.USBError | None = None, says: bytes = b"", takes: int = 9999
    ) -> None:
        self.written: list[tuple[int, bytes, int]] = []
        self._problem = problem
        self._says = says
        self._takes = takes

    def write(self, endpoint: int, data: bytes, timeout: int) -> int:
        if self._problem:
            raise self._problem
        self.written.append((endpoint, data, timeout))
        return min(len(data), self._takes)

    def read(self, endpoint: int, size_or_buffer: int, timeout: int) -> Iterable[int]:
        if self._problem:
            raise self._problem
        return list(self._says)


def usb_link(handle: FakeUsb, released: list[str] | None = None) -> UsbLink:
    return UsbLink(handle, 0x01, 0x82, 2.0, lambda: None if released is None else released.append("yes"))


def test_usb_writes_with_a_timeout_and_reads() -> None:
    handle, released = FakeUsb(says=b"\x12"), list[str]()
    link = usb_link(handle, released)
    link.send(b"A012")

    assert handle.written == [(0x01, b"A012", 2000)]
    assert link.receive(0.5) == b"\x12"
    link.close()
    assert released == ["yes"]


def test_a_usb_printer_that_takes_no_more_is_stalled_and_a_silent_one_is_silent() -> None:
    timeout = usb.core.USBTimeoutError("timeout", errno=errno.ETIMEDOUT)
    with pytest.raises(LinkStalledError):
        usb_link(FakeUsb(timeout)).send(b"A012")

    assert usb_link(FakeUsb(timeout)).receive(0.1) == b""


def test_a_usb_printer_that_takes_half_is_stalled() -> None:
    with pytest.raises(LinkStalledError, match="2 of 4"):
        usb_link(FakeUsb(takes=2)).send(b"A012")


def test_a_pulled_usb_plug_is_a_lost_link() -> None:
    pulled = usb.core.USBError("no such device", errno=errno.ENODEV)
    with pytest.raises(LinkLostError):
        usb_link(FakeUsb(pulled)).send(b"A012")
    with pytest.raises(LinkLostError):
        usb_link(FakeUsb(pulled)).receive(0.1)
