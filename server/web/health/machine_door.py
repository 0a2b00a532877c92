"""Who may read `/health` and `/metrics` without signing in: this machine itself, or who knows the token.

Knows requests; knows nothing of health. What they tell holds no personal data all the same.
"""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from flask import Request

SHORTEST_TOKEN = 16


class WeakTokenError(OSError):
    """The token's file is there and of no use."""


@dataclass(frozen=True, slots=True)
class MachineDoor:
    """Without a token only this machine itself is let in."""

    token: str | None = None

    def lets_in(self, request: Request) -> bool:
        """By address, or by `Authorization: Bearer …`."""
        return _is_from_here(request.remote_addr) or self._knows(request.headers.get("Authorization", ""))

    def _knows(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        if self.token is None or scheme.lower() != "bearer":
            return False
        return hmac.compare_digest(given.strip().encode(), self.token.encode())


def machine_door_of(token_file: str | None) -> MachineDoor:
    """The door of that settings entry.

    Raises:
        OSError: the file cannot be read, or its token could be guessed.
    """
    if token_file is None:
        return MachineDoor()
    token = Path(token_file).read_text(encoding="ascii", errors="replace").strip()
    if len(token) < SHORTEST_TOKEN:
        raise WeakTokenError(f"the token in {token_file} has fewer than {SHORTEST_TOKEN} characters")
    return MachineDoor(token)


def _is_from_here(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
