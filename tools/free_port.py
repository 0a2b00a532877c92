"""A port of loopback for a server of a demo, a storm or a test."""

from __future__ import annotations

import secrets
import socket
from errno import EADDRINUSE

_FIRST = 10_000
_END = 32_768
"""From here on Linux takes ports for outgoing connections, which could be quicker than the server."""
_TRIES = 100


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """A port that nobody uses now. Drawn at random, so two runs at once do not meet in the same one.

    Raises `OSError` if a hundred draws found none.
    """
    for _ in range(_TRIES):
        port = _FIRST + secrets.randbelow(_END - _FIRST)
        if is_free(port, kind):
            return port
    raise OSError(EADDRINUSE, "no free port on loopback")


def is_free(port: int, kind: socket.SocketKind = socket.SOCK_STREAM) -> bool:
    """Whether nobody listens at that port of loopback."""
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
