"""Passes raw ESC/POS bytes of one client at a time on to a printer, and the printer's answers back.

Knows turns and clients; understands none of the bytes. Whoever waits too long, stalls or may not print is
hung up on with RST, which the client's own job takes for what it is: nothing was promised.
"""

from __future__ import annotations

import logging
import select
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from printer.link import LinkError, PrinterDevice, PrinterLink
from printer.shared_settings import ListenerPart

log = logging.getLogger(__name__)

CHUNK = 4096
"""Bytes passed on at once: 0.4 s on a serial line of 115,200 baud, well below the time a link waits."""
LISTEN_S = 0.02
"""How long the printer is listened to before the client is looked at again."""
MOST_CLIENTS = 8
LAST_TURN_S = 1.0
"""A slip takes less; who is told to end has two seconds in all."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class TurnEnd(StrEnum):
    """How a client's turn ended."""

    IN_ORDER = "in-order"
    BROKEN_OFF = "broken-off"
    """Bytes of it may be left in the printer."""


class TurnLostError(Exception):
    """The client has to go before its end; the text says why."""


class Turns:
    """The printer belongs to one at a time: a client, or the heartbeat that asks how the printer is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, within_s: float) -> Iterator[bool]:
        """Whether the turn came within that time; it is given back at the end."""
        is_ours = self._lock.acquire(timeout=within_s)
        try:
            yield is_ours
        finally:
            if is_ours:
                self._lock.release()


class PrintServer:
    """Listens from the moment it is made; serves between `start` and `stop`.

    Raises:
        OSError: it cannot listen there.
    """

    def __init__(
        self, device: PrinterDevice, part: ListenerPart, turns: Turns, on_end: Callable[[TurnEnd], None]
    ) -> None:
        """`on_end` is called at the end of each turn in which the printer was reached, still inside it."""
        self._device = device
        self._part = part
        self._turns = turns
        self._on_end = on_end
        self._places = threading.BoundedSemaphore(MOST_CLIENTS)
        self._server = _Listener((part.host, part.port), self._serve)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.2,), name="print server")

    @property
    def port(self) -> int:
        """Where it really listens."""
        return int(self._server.server_address[1])

    @property
    def is_well(self) -> bool:
        """Whether clients are still let in."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Let clients in."""
        self._thread.start()

    def stop(self) -> None:
        """Let nobody in any more; the turn that runs has a second, its client knows what a reset means."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        with self._turns.taken(LAST_TURN_S) as is_over:
            if not is_over:
                log.warning("ending in the middle of a client's job")

    def _serve(self, client: socket.socket, address: str) -> None:
        try:
            if not self._part.allows(address):
                raise TurnLostError("is not among the allowed clients")
            if not self._places.acquire(blocking=False):
                raise TurnLostError("is one too many")
            try:
                with self._turns.taken(self._part.wait_s) as is_ours:
                    if not is_ours:
                        raise TurnLostError("waited too long, the printer is busy")
                    self._have_turn(client)
            finally:
                self._places.release()
        except (TurnLostError, LinkError, OSError) as why:
            log.warning("client %s: %s", address, why)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)

    def _have_turn(self, client: socket.socket) -> None:
        if _has_gone(client):
            raise TurnLostError("went away while it waited; nothing of it was printed")
        link = self._device.open()
        try:
            self._pass_on(client, link)
        except BaseException:
            link.abandon()
            self._on_end(TurnEnd.BROKEN_OFF)
            raise
        link.close()
        self._on_end(TurnEnd.IN_ORDER)

    def _pass_on(self, client: socket.socket, link: PrinterLink) -> None:
        """Until the client ends in order."""
        client.settimeout(self._part.idle_s)
        began_s = heard_s = time.monotonic()
        while True:
            asked = client.recv(CHUNK) if _says_something(client) else None
            if asked == b"":
                return
            if asked:
                link.send(asked)
            if answered := link.receive(LISTEN_S):
                client.sendall(answered)
            now_s = time.monotonic()
            heard_s = now_s if asked or answered else heard_s
            if now_s - heard_s > self._part.idle_s:
                raise TurnLostError("said nothing for too long")
            if now_s - began_s > self._part.longest_s:
                raise TurnLostError("took too long")


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], serve: Callable[[socket.socket, str], None]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._serve = serve
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        assert isinstance(request, socket.socket)  # noqa: S101  # TCP: the tuple is UDP's
        assert isinstance(client_address, tuple)  # noqa: S101  # as accept() gives it
        request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._serve(request, str(client_address[0]))

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Only close: a shutdown before it would end in order what has to end with RST."""
        self.close_request(request)


def _says_something(client: socket.socket) -> bool:
    return bool(select.select([client], [], [], 0)[0])


def _has_gone(client: socket.socket) -> bool:
    watch = select.poll()
    watch.register(client, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in watch.poll(0))
