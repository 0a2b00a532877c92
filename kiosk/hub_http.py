"""HTTP to the hub's public listener: procedures, a ticket by its token, papers.

Knows the three calls and their answers; one short connection each, so that a dead one is never reused.
"""

from __future__ import annotations

import base64
import http.client
import json
import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from contract.ids import new_command_id
from contract.words import TicketState
from kiosk.pages import Page
from kiosk.procedures import ProcedureBook

T = TypeVar("T")

log = logging.getLogger(__name__)

TIMEOUT_S = 5.0
SEND_TIMEOUT_S = 60.0
MOST_BYTES = 32 * 1024 * 1024


class HubAwayError(Exception):
    """No answer, or none that makes sense."""


class PapersEnd(StrEnum):
    """What became of the papers."""

    STORED = "stored"
    UNKNOWN_SLIP = "unknown-slip"
    TICKET_ENDED = "ticket-ended"
    TOO_LARGE = "too-large"
    REFUSED = "refused"
    """The hub does not know this kiosk, or what was sent: staff have to look."""


class TicketSeen(msgspec.Struct, frozen=True):
    """The public words about one ticket."""

    number: str
    state: TicketState


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes


class HubHttp:
    """The hub as seen from a kiosk."""

    def __init__(self, url: str, device: str, password: str) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "https"
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or (443 if self._is_tls else 80)
        self._prefix = parts.path.rstrip("/")
        self._basic = base64.b64encode(f"{device}:{password}".encode()).decode("ascii")

    def procedures(self, known_sha256: str | None) -> ProcedureBook | None:
        """The catalogue; None: it is still the one known under that sum.

        Raises:
            HubAwayError: no answer, or no catalogue.
        """
        headers = {} if known_sha256 is None else {"If-None-Match": f'"{known_sha256}"'}
        reply = self._call("GET", "/api/v1/procedures", headers)
        if reply.status == http.client.NOT_MODIFIED:
            return None
        if reply.status != http.client.OK:
            raise HubAwayError(f"procedures: status {reply.status}")
        return _read(reply.body, ProcedureBook)

    def ticket(self, token: str) -> TicketSeen | None:
        """The ticket with that token; None: there is none.

        Raises:
            HubAwayError: no answer.
        """
        reply = self._call("GET", f"/api/v1/tickets/{token}", {})
        if reply.status == http.client.NOT_FOUND:
            return None
        if reply.status != http.client.OK:
            raise HubAwayError(f"ticket: status {reply.status}")
        return _read(reply.body, TicketSeen)

    def send_papers(self, token: str, consent: str, pages: tuple[Page, ...]) -> PapersEnd:
        """Hand the pages in, in this order.

        Raises:
            HubAwayError: no answer; whether they arrived is not known.
        """
        boundary = f"motcua-{new_command_id()}"
        body = multipart(boundary, token, consent, pages)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Authorization": f"Basic {self._basic}",
        }
        reply = self._call("POST", "/api/v1/papers", headers, body)
        if reply.status >= http.client.INTERNAL_SERVER_ERROR:
            raise HubAwayError(f"papers: status {reply.status}")
        return _papers_end(reply)

    def _call(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> _Reply:
        kind = http.client.HTTPSConnection if self._is_tls else http.client.HTTPConnection
        timeout_s = TIMEOUT_S if body is None else SEND_TIMEOUT_S
        connection = kind(self._host, self._port, timeout=timeout_s)
        try:
            connection.request(method, self._prefix + path, body, headers)
            response = connection.getresponse()
            return _Reply(response.status, response.read(MOST_BYTES))
        except (OSError, http.client.HTTPException) as error:
            raise HubAwayError(f"{method} {path.split('/')[3]}: {error}") from error
        finally:
            connection.close()


def multipart(boundary: str, token: str, consent: str, pages: tuple[Page, ...]) -> bytes:
    """`multipart/form-data` (RFC 7578) with the fields and files the hub expects."""
    parts: list[bytes] = []
    for name, value in (("token", token), ("consent", consent)):
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        )
    for position, page in enumerate(pages, start=1):
        kind = "png" if page.image.startswith(b"\x89PNG") else "jpeg"
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="pages"; '
            f'filename="page-{position:03}.{kind}"\r\nContent-Type: image/{kind}\r\n\r\n'
        )
        parts += [head.encode("ascii"), page.image, b"\r\n"]
    return b"".join((*parts, f"--{boundary}--\r\n".encode("ascii")))


def _papers_end(reply: _Reply) -> PapersEnd:
    match reply.status:
        case http.client.CREATED:
            return PapersEnd.STORED
        case http.client.NOT_FOUND:
            return PapersEnd.UNKNOWN_SLIP
        case http.client.CONFLICT:
            return PapersEnd.TICKET_ENDED
        case http.client.REQUEST_ENTITY_TOO_LARGE:
            return PapersEnd.TOO_LARGE
        case _:
            log.error("the hub refused papers: %d %s", reply.status, _code_in(reply.body))
            return PapersEnd.REFUSED


def _code_in(body: bytes) -> str:
    try:
        problem = json.loads(body)
    except ValueError:
        return "without a reason"
    return str(problem.get("code", "")) if isinstance(problem, dict) else ""


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise HubAwayError(f"not a {kind.__name__}: {error}") from error
