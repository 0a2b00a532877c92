"""HTTP to the hub's public listener as one device: one short connection a call, a dead one is never reused.

Knows addresses, the device's password and time limits; knows nothing of what is asked for.
"""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

T = TypeVar("T")

TIMEOUT_S = 5.0
SEND_TIMEOUT_S = 60.0
MOST_BYTES = 32 * 1024 * 1024


class HubAwayError(Exception):
    """No answer, or none that makes sense; whether the hub did what was asked is not known."""


class HubUnreachedError(HubAwayError):
    """No connection came about: the hub has heard nothing."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the hub said."""

    status: int
    body: bytes
    retry_after_s: int = 0
    """Seconds until the hub wants to be asked again; 0: it did not say."""


class HubCalls:
    """The hub as one device sees it. Safe to use from several threads."""

    def __init__(self, url: str, device: str, password: str) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "https"
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or (443 if self._is_tls else 80)
        self._prefix = parts.path.rstrip("/")
        self._basic = base64.b64encode(f"{device}:{password}".encode()).decode("ascii")

    @property
    def as_device(self) -> dict[str, str]:
        """The header that says which device asks; only for calls that need it."""
        return {"Authorization": f"Basic {self._basic}"}

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        timeout_s: float | None = None,
    ) -> Reply:
        """Ask once.

        Raises:
            HubUnreachedError: nothing was said.
            HubAwayError: no answer; its text names the kind of call, never the whole path.
        """
        what = f"{method} {path.split('/')[3]}"
        kind = http.client.HTTPSConnection if self._is_tls else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=TIMEOUT_S)
        try:
            _connect(connection, what)
            connection.sock.settimeout(timeout_s or (TIMEOUT_S if body is None else SEND_TIMEOUT_S))
            connection.request(method, self._prefix + path, body, dict(headers))
            response = connection.getresponse()
            after = response.getheader("Retry-After", "")
            return Reply(response.status, response.read(MOST_BYTES), int(after) if after.isdecimal() else 0)
        except (OSError, http.client.HTTPException) as error:
            raise HubAwayError(f"{what}: {error}") from error
        finally:
            connection.close()


def _connect(connection: http.client.HTTPConnection, what: str) -> None:
    try:
        connection.connect()
    except OSError as error:
        raise HubUnreachedError(f"{what}: {error}") from error


def code_in(body: bytes) -> str:
    """The code of a problem+json."""
    try:
        problem = json.loads(body)
    except ValueError:
        return "without a reason"
    return str(problem.get("code", "")) if isinstance(problem, dict) else ""


def read_answer(body: bytes, kind: type[T]) -> T:
    """The answer as that shape.

    Raises:
        HubAwayError: it is none.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise HubAwayError(f"not a {kind.__name__}: {error}") from error
