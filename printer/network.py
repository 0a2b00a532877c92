"""A printer on the network, by a socket of our own.

python-escpos gets in the way here: its Network has one timeout of 60 s for everything, takes a closed
connection for an empty answer, never connects again after a reset, and cannot drop what the kernel
still holds.
Knows TCP. Knows nothing of ESC/POS.
"""

import socket
import struct
from dataclasses import dataclass

from printer.link import LinkLostError, LinkStalledError, LinkUnavailableError

_MOST_BYTES = 64
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on with 0 s: closing sends RST and forgets the unsent bytes."""


@dataclass(frozen=True, slots=True)
class NetworkPrinter:
    host: str
    port: int
    timeout_s: float

    def open(self) -> "NetworkLink":
        try:
            connection = socket.create_connection((self.host, self.port), timeout=self.timeout_s)
        except OSError as problem:
            raise LinkUnavailableError(f"{self.host}:{self.port}: {problem}") from problem
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return NetworkLink(connection, self.timeout_s)


class NetworkLink:
    """One TCP connection; opened for one job, since many printers serve one connection at a time."""

    def __init__(self, connection: socket.socket, timeout_s: float) -> None:
        self._connection = connection
        self._timeout_s = timeout_s

    def send(self, data: bytes) -> None:
        self._connection.settimeout(self._timeout_s)
        try:
            self._connection.sendall(data)
        except TimeoutError as problem:
            raise LinkStalledError("the printer takes no more data") from problem
        except OSError as problem:
            raise LinkLostError(str(problem)) from problem

    def receive(self, timeout_s: float) -> bytes:
        # A timeout of 0 would make the socket non-blocking, which raises another error.
        self._connection.settimeout(max(timeout_s, 0.001))
        try:
            data = self._connection.recv(_MOST_BYTES)
        except TimeoutError:
            return b""
        except OSError as problem:
            raise LinkLostError(str(problem)) from problem
        if not data:
            raise LinkLostError("the printer closed the connection")
        return data

    def close(self) -> None:
        self._connection.close()

    def abandon(self) -> None:
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._connection.close()
