"""A gate between hub and broker: closed, the hub's connection is cut while the broker serves all others."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

CHUNK = 65536


class TcpGate:
    """Listens on loopback from `__enter__` on; lets connections through from `open` on."""

    def __init__(self, to_port: int) -> None:
        self._to = ("127.0.0.1", to_port)
        self._is_open = False
        self._lock = threading.Lock()
        self._through: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, name="gate", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.shut()

    def open(self) -> None:
        """From now on."""
        with self._lock:
            self._is_open = True

    def shut(self) -> None:
        """Cut who is through; nobody comes in."""
        with self._lock:
            self._is_open = False
            through, self._through = self._through, []
        for end in through:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                ours, _ = self._listener.accept()
                self._let_in(ours)

    def _let_in(self, ours: socket.socket) -> None:
        with self._lock:
            if not self._is_open:
                ours.close()
                return
            theirs = socket.create_connection(self._to)
            for end in (ours, theirs):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._through += [ours, theirs]
        for one, other in ((ours, theirs), (theirs, ours)):
            threading.Thread(target=_carry, args=(one, other), name="gate", daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(CHUNK):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
