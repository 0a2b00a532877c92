"""Finding a ticket by what somebody remembers of its number. Pure."""

from __future__ import annotations

import re

from contract.ids import TicketNumber
from server.domain.hall import Hall
from server.domain.ticket import Ticket

_WRITTEN = re.compile(r"([A-Za-z]?)[\s.-]*0*([0-9]{1,5})")


def by_number(hall: Hall, written: str) -> Ticket | None:
    """`a 12`, `A12` and `A012` are the same number."""
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    letter, value = match.group(1).upper(), match.group(2)
    for spelled in (f"{letter}{value}", f"{letter}{value:0>3}"):
        ticket = hall.by_number.get(TicketNumber(spelled))
        if ticket is not None:
            return hall.tickets[ticket]
    return None
