"""The gate does to connections what it says, and no more."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.support.waiting import wait_until
from tools.storm.gate import TcpGate
from tools.storm.passage import Flow

PATIENCE_S = 10.0


class EchoServer:
    """Says everything back; knows how many connections stand."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ends: list[socket.socket] = []
        self.ended = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Nobody is served any more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                end, _ = self._listener.accept()
                self._ends.append(end)
                threading.Thread(target=self._echo, args=(end,), daemon=True).start()

    def _echo(self, end: socket.socket) -> None:
        with suppress(OSError):
            while data := end.recv(65536):
                end.sendall(data)
        self.ended += 1
        with suppress(OSError):
            end.shutdown(socket.SHUT_WR)


@pytest.fixture
def server() -> Iterator[EchoServer]:
    echo = EchoServer()
    yield echo
    echo.close()


@pytest.fixture
def gate(server: EchoServer) -> Iterator[TcpGate]:
    with TcpGate(server.port) as made:
        yield made


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    """Closes the clients' sockets."""
    with ExitStack() as stack:
        yield stack


def connect(gate: TcpGate, ends: ExitStack) -> socket.socket:
    return ends.enter_context(socket.create_connection(("127.0.0.1", gate.port), PATIENCE_S))


def ask(end: socket.socket, data: bytes = b"hello") -> bytes:
    """Say it and wait for all of it to come back."""
    end.sendall(data)
    heard = b""
    while len(heard) < len(data):
        part = end.recv(65536)
        if not part:
            break
        heard += part
    return heard


def is_hung_up_on(end: socket.socket) -> bool:
    try:
        return end.recv(1) == b""
    except ConnectionResetError:
        return True


def hears_nothing(end: socket.socket, within_s: float = 0.3) -> bool:
    end.settimeout(within_s)
    try:
        return not end.recv(1)
    except TimeoutError:
        return True
    finally:
        end.settimeout(PATIENCE_S)


def test_a_gate_is_shut_until_it_is_opened(gate: TcpGate, ends: ExitStack) -> None:
    assert is_hung_up_on(connect(gate, ends))

    gate.open()

    assert ask(connect(gate, ends)) == b"hello"
    assert gate.seen.connections == 1


def test_large_answers_come_whole_and_are_counted(gate: TcpGate, ends: ExitStack) -> None:
    gate.open()
    data = bytes(range(256)) * 4000
    end = connect(gate, ends)

    threading.Thread(target=end.sendall, args=(data,), daemon=True).start()
    assert ask(end, b"") == b""
    heard = b""
    while len(heard) < len(data):
        heard += end.recv(65536)

    assert heard == data
    assert (gate.seen.to_server, gate.seen.to_client) == (len(data), len(data))


def test_who_ends_in_an_orderly_way_is_still_answered(gate: TcpGate, ends: ExitStack) -> None:
    gate.open()
    end = connect(gate, ends)

    end.sendall(b"last words")
    end.shutdown(socket.SHUT_WR)

    assert end.makefile("rb").read() == b"last words"
    wait_until(lambda: gate.seen.through == 0, what="the passage has ended")


def test_a_cut_resets_both_ends_and_newcomers_come_in(
    gate: TcpGate, server: EchoServer, ends: ExitStack
) -> None:
    gate.open()
    end = connect(gate, ends)
    ask(end)

    gate.cut()

    assert is_hung_up_on(end)
    wait_until(lambda: server.ended == 1, what="the server knows")
    assert ask(connect(gate, ends)) == b"hello"


def test_a_shut_gate_lets_nobody_in(gate: TcpGate, ends: ExitStack) -> None:
    gate.open()
    end = connect(gate, ends)
    ask(end)

    gate.shut()

    assert is_hung_up_on(end)
    assert is_hung_up_on(connect(gate, ends))


def test_a_delay_makes_everything_later_and_not_less(gate: TcpGate, ends: ExitStack) -> None:
    gate.open()
    gate.delay(0.2)
    end = connect(gate, ends)
    before_s = time.monotonic()

    assert ask(end) == b"hello"
    assert 0.4 <= time.monotonic() - before_s < 2

    before_s = time.monotonic()
    assert ask(end, b"x" * 400_000) == b"x" * 400_000
    assert time.monotonic() - before_s < 2


def test_a_narrow_gate_carries_so_many_bytes_a_second(gate: TcpGate, ends: ExitStack) -> None:
    gate.open()
    gate.narrow(20_000)
    end = connect(gate, ends)
    before_s = time.monotonic()

    assert ask(end, b"x" * 10_000) == b"x" * 10_000

    assert time.monotonic() - before_s >= 0.5


def test_a_stalled_flow_fills_the_senders_socket_and_loses_nothing(gate: TcpGate, ends: ExitStack) -> None:
    gate.open()
    end = connect(gate, ends)
    ask(end)
    gate.stall(Flow.TO_SERVER)
    end.setblocking(False)
    sent = 0
    with suppress(BlockingIOError):
        while sent < 64_000_000:
            sent += end.send(b"x" * 65536)
    end.settimeout(PATIENCE_S)

    assert 0 < sent < 64_000_000, "the sender's socket is full"
    gate.mend()
    left = sent
    while left:
        left -= len(end.recv(65536))
    assert ask(end) == b"hello"


def test_swallowed_bytes_are_gone_and_so_is_the_connection_afterwards(
    gate: TcpGate, server: EchoServer, ends: ExitStack
) -> None:
    gate.open()
    lossy, quiet = connect(gate, ends), connect(gate, ends)
    ask(lossy)
    ask(quiet)
    gate.swallow()

    lossy.sendall(b"hello")
    assert hears_nothing(lossy)
    assert server.ended == 0

    gate.mend()
    assert is_hung_up_on(lossy)
    assert ask(quiet) == b"hello", "who said nothing meanwhile has noticed nothing"


def test_an_abandoned_client_is_never_told(gate: TcpGate, server: EchoServer, ends: ExitStack) -> None:
    gate.open()
    end = connect(gate, ends)
    ask(end)

    gate.abandon()

    wait_until(lambda: server.ended == 1, what="the server's end is gone")
    end.sendall(b"anybody there?")
    assert hears_nothing(end)
    assert ask(connect(gate, ends)) == b"hello"


def test_a_server_that_is_away_is_a_gate_that_hangs_up(
    gate: TcpGate, server: EchoServer, ends: ExitStack
) -> None:
    gate.open()
    server.close()

    assert is_hung_up_on(connect(gate, ends))
    assert is_hung_up_on(connect(gate, ends)), "the gate itself still stands"
