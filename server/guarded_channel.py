"""What one HTTP connection may cost: how large a body, how long a request, how many from one address.

Knows waitress's channels and headers, decides before a body is read; knows nothing of pages and passwords.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

SMALL_BODY = 64 * 1024 + 1
"""Bytes below which anybody's request may be; waitress counts the limit itself as too much."""

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes: the pages of one ticket, 20 of 1.6 MB. Held in memory, never in a file that others could read."""

REQUEST_WITHIN_S = 15.0
"""From a small request's first byte to its last."""

PAGES_WITHIN_S = 120.0
"""The same with pages: 32 MiB at 2.2 Mbit/s."""


@dataclass(frozen=True, slots=True)
class LargeRequest:
    """The headers of a request that wants to bring more than a small body."""

    method: str
    path: str
    authorization: str
    address: str
    cookie: str = ""


Admit = Callable[[LargeRequest], bool]
"""Whether its sender has proved who it is and has business there; asked once, before the body."""


def nobody(_asked: LargeRequest) -> bool:
    """Where only small requests are taken."""
    return False


@dataclass(frozen=True, slots=True)
class ChannelMaker:
    """Stands where waitress has its channel class: refuses an address that already holds its share."""

    admit: Admit
    most_per_address: int

    def __call__(self, server: Any, sock: Any, address: Any, adj: Any, map: Any) -> None:  # noqa: A002 - waitress's name
        held = sum(1 for channel in server.active_channels.values() if channel.addr[0] == address[0])
        if held >= self.most_per_address:
            sock.close()
            return
        _Channel(self.admit, server, sock, address, adj, map)


class _Channel(HTTPChannel):  # type: ignore[misc] # waitress has no types
    """Hangs up on a request that does not come to its end."""

    def __init__(self, admit: Admit, server: Any, sock: Any, address: Any, adj: Any, sockets: Any) -> None:
        self.parser_class = lambda adj: _Request(adj, admit, str(address[0]))
        super().__init__(server, sock, address, adj, map=sockets)

    def readable(self) -> bool:
        """Asked at every turn of the loop, once a second at least."""
        incomplete = self.request
        if incomplete is not None and incomplete.is_late():
            self.will_close = True
        return bool(super().readable())


class _Request(HTTPRequestParser):  # type: ignore[misc] # waitress has no types
    """Decides at the end of the headers how much may follow."""

    def __init__(self, adj: Any, admit: Admit, address: str) -> None:
        super().__init__(adj)
        self.adj: Any = adj
        self._admit = admit
        self._address = address
        self._began_s = time.monotonic()
        self._within_s = REQUEST_WITHIN_S

    def is_late(self) -> bool:
        """Whether it should have ended by now."""
        return time.monotonic() - self._began_s > self._within_s

    def parse_header(self, header_plus: bytes) -> None:
        """As waitress does; then only who may keeps the listener's own limit."""
        super().parse_header(header_plus)
        if not self.chunked and self.content_length < SMALL_BODY:
            return
        asked = LargeRequest(
            self.command,
            self.path,
            self.headers.get("AUTHORIZATION", ""),
            self._address,
            self.headers.get("COOKIE", ""),
        )
        if not self.chunked and self._admit(asked):
            self._within_s = PAGES_WITHIN_S
            return
        self.adj = copy.copy(self.adj)
        self.adj.max_request_body_size = SMALL_BODY
