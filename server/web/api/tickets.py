"""`GET /tickets/{token}`: where one ticket stands, for whoever holds its slip.

A token is 96 random bits; still nobody may try many: unknown ones have a small bucket of their own, so that
one guesser does not lock out a hall of phones behind the same address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from flask import Request

from contract.words import TicketState
from server.store.slips import SlipTicket, ticket_of_slip
from server.web.api.throttle import Throttle
from server.web.api.views import TicketView
from server.web.problem import ProblemError
from server.web.public.hub import PublicHub

_IS_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}").fullmatch
_SHOWS_COUNTER = (TicketState.CALLED, TicketState.SERVING, TicketState.ON_HOLD)


class SlipLookup:
    """Finds tickets by token, not too often."""

    def __init__(self, hub: PublicHub, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._asked = Throttle(600, 60.0, monotonic_s)
        self._unknown = Throttle(20, 0.5, monotonic_s)

    def find(self, token: str, request: Request) -> SlipTicket:
        """The slip's ticket; raises `ProblemError` 404 or 429."""
        address = request.remote_addr or ""
        if not self._asked.take(address):
            raise _too_often(self._asked)
        found = ticket_of_slip(self._hub.writer, self._hub.database, token) if _IS_TOKEN(token) else None
        if found is None:
            raise unknown_slip() if self._unknown.take(address) else _too_often(self._unknown)
        return found


def view_of(found: SlipTicket) -> TicketView:
    """What the holder sees."""
    return TicketView(
        number=found.number,
        state=found.state,
        service=found.service,
        people_ahead=found.people_ahead,
        counter=found.counter if found.state in _SHOWS_COUNTER else None,
        day=found.day,
        call_id=found.call_id,
    )


def unknown_slip() -> ProblemError:
    """No ticket has this token; why is not said."""
    return ProblemError(404, "unknown-slip", "Không tìm thấy phiếu này.", "There is no ticket for this code.")


def _too_often(throttle: Throttle) -> ProblemError:
    return ProblemError(
        429,
        "too-often",
        "Hỏi quá nhiều lần. Vui lòng đợi một chút.",
        "Asked too often. Please wait a moment.",
        retry_after_s=throttle.wait_s,
    )
