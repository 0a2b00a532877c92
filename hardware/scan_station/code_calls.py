"""The one call that brings a code to the hub, and what its answer means. Keeps and repeats nothing."""

from __future__ import annotations

import http.client
import logging
from enum import Enum, auto

import msgspec

from contract.hub_calls import HubAwayError, HubCalls, code_in
from contract.ids import CounterId
from hardware.scan_station.hub import HubRefusesError

log = logging.getLogger(__name__)

_REFUSING = (http.client.UNAUTHORIZED, http.client.FORBIDDEN, http.client.TOO_MANY_REQUESTS)


class CodeEnd(Enum):
    """What became of a code."""

    TAKEN = auto()
    NO_FORM = auto()
    """Nobody sits at the counter, or no form was open when it was read."""
    WRONG_COUNTER = auto()
    """The hub knows no such counter of this station, or several."""
    REFUSED = auto()
    """Sent again it would be refused again."""


class CodeCalls:
    """The hub as a reader sees it."""

    def __init__(self, calls: HubCalls, counter: CounterId | None) -> None:
        self._calls = calls
        self._counter = counter

    def bring(self, code: str, read: str, age_s: float, within_s: float) -> CodeEnd:
        """A code that was read so long ago; `read` is the id of that reading.

        Raises:
            HubAwayError: whether it arrived is not known.
            HubRefusesError: see there.
        """
        told = {"code": code, "read": read, "counter": self._counter, "age_ms": int(age_s * 1000)}
        headers = {"Content-Type": "application/json", **self._calls.as_device}
        body = msgspec.json.encode(told)
        reply = self._calls.call("POST", "/api/v1/counter-codes", headers, body, within_s)
        if reply.status in _REFUSING:
            raise HubRefusesError(f"{reply.status} {code_in(reply.body)}")
        if reply.status >= http.client.INTERNAL_SERVER_ERROR:
            raise HubAwayError(f"status {reply.status} {code_in(reply.body)}")
        return _code_end(reply.status, code_in(reply.body))


def _code_end(status: int, why: str) -> CodeEnd:
    match status, why:
        case http.client.NO_CONTENT, _:
            return CodeEnd.TAKEN
        case http.client.CONFLICT, "not-its-counter":
            return CodeEnd.WRONG_COUNTER
        case http.client.CONFLICT, _:
            return CodeEnd.NO_FORM
        case _:
            log.error("the hub refused a code: %d %s", status, why)
            return CodeEnd.REFUSED
