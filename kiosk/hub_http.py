"""What a kiosk asks the hub by HTTP: procedures, a ticket by its token, a record by its code, papers.

Knows the four calls and their answers; the connection is `contract.hub_calls`'.
"""

from __future__ import annotations

import http.client
import logging
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from contract.hub_calls import TIMEOUT_S, HubAwayError, HubCalls, Reply, code_in, read_answer
from contract.ids import new_command_id
from contract.record_look_up import KEY_NEEDED, LookUp, RecordDegree
from contract.words import TicketState
from kiosk.pages import Page
from kiosk.procedures import ProcedureBook

log = logging.getLogger(__name__)


class PapersEnd(StrEnum):
    """What became of the papers."""

    STORED = "stored"
    UNKNOWN_SLIP = "unknown-slip"
    TICKET_ENDED = "ticket-ended"
    TOO_LARGE = "too-large"
    TOO_SOON = "too-soon"
    """The hub takes nothing for a moment."""
    REFUSED = "refused"
    """The hub does not know this kiosk, or what was sent: staff have to look."""


class TicketSeen(msgspec.Struct, frozen=True):
    """The public words about one ticket."""

    number: str
    state: TicketState


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the hub said of a record's code."""

    found: RecordDegree | None = None
    """None: unknown, or it is too early to ask."""
    wait_s: int = 0
    """Seconds until the hub looks it up as it was asked; 0: it has, or never does."""
    needs_key: bool = False
    """It looks this code up with the receipt's key alone: until then, or for ever."""


class HubHttp:
    """The hub as seen from a kiosk."""

    def __init__(self, url: str, device: str, password: str) -> None:
        self._hub = HubCalls(url, device, password)

    def procedures(self, known_sha256: str | None) -> ProcedureBook | None:
        """The catalogue; None: it is still the one known under that sum.

        Raises:
            HubAwayError: no answer, or no catalogue.
        """
        headers = {} if known_sha256 is None else {"If-None-Match": f'"{known_sha256}"'}
        reply = self._hub.call("GET", "/api/v1/procedures", headers)
        if reply.status == http.client.NOT_MODIFIED:
            return None
        if reply.status != http.client.OK:
            raise HubAwayError(f"procedures: status {reply.status}")
        return read_answer(reply.body, ProcedureBook)

    def ticket(self, token: str) -> TicketSeen | None:
        """The ticket with that token; None: there is none.

        Raises:
            HubAwayError: no answer.
        """
        reply = self._hub.call("GET", f"/api/v1/tickets/{token}", {})
        if reply.status == http.client.NOT_FOUND:
            return None
        if reply.status != http.client.OK:
            raise HubAwayError(f"ticket: status {reply.status}")
        return read_answer(reply.body, TicketSeen)

    def look_up(self, code: str, key: str) -> LookedUp:
        """How far the record of that code has come.

        Raises:
            HubAwayError: no answer, or the hub does not know this kiosk.
        """
        headers = {"Content-Type": "application/json", **self._hub.as_device}
        body = msgspec.json.encode(LookUp(code=code, key=key))
        reply = self._hub.call("POST", "/api/v1/records/look-up", headers, body, TIMEOUT_S)
        if reply.status != http.client.OK and code_in(reply.body) == KEY_NEEDED:
            return LookedUp(needs_key=True, wait_s=reply.retry_after_s)
        if reply.status == http.client.NOT_FOUND:
            return LookedUp()
        if reply.status == http.client.TOO_MANY_REQUESTS:
            return LookedUp(wait_s=max(1, reply.retry_after_s))
        if reply.status != http.client.OK:
            raise HubAwayError(f"record: status {reply.status}")
        return LookedUp(read_answer(reply.body, RecordDegree))

    def send_papers(self, token: str, consent: str, pages: tuple[Page, ...]) -> PapersEnd:
        """Hand the pages in, in this order. Sent again, pages that are there byte by byte are not kept twice.

        Raises:
            HubUnreachedError: they did not arrive.
            HubAwayError: no answer; whether they arrived is not known.
        """
        boundary = f"motcua-{new_command_id()}"
        body = multipart(boundary, token, consent, pages)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            **self._hub.as_device,
        }
        reply = self._hub.call("POST", "/api/v1/papers", headers, body)
        if reply.status >= http.client.INTERNAL_SERVER_ERROR:
            raise HubAwayError(f"papers: status {reply.status}")
        return _papers_end(reply)


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


def _papers_end(reply: Reply) -> PapersEnd:
    match reply.status:
        case http.client.CREATED:
            return PapersEnd.STORED
        case http.client.NOT_FOUND:
            return PapersEnd.UNKNOWN_SLIP
        case http.client.CONFLICT:
            return PapersEnd.TICKET_ENDED
        case http.client.REQUEST_ENTITY_TOO_LARGE:
            return PapersEnd.TOO_LARGE
        case http.client.TOO_MANY_REQUESTS:
            return PapersEnd.TOO_SOON
        case _:
            log.error("the hub refused papers: %d %s", reply.status, code_in(reply.body))
            return PapersEnd.REFUSED
