"""Finding a ticket by what somebody still has of it: a number, a slip's code, or when it was taken. Pure."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from contract.clock import local_time
from contract.ids import TicketNumber
from server.domain.hall import Hall
from server.domain.ticket import Ticket

AROUND = timedelta(minutes=10)
"""People remember the time of day about so well."""
_WRITTEN = re.compile(r"([A-Za-z]?)[\s.-]*0*([0-9]{1,5})")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])\s*(?::|h|g|giờ)\s*([0-5][0-9])", re.IGNORECASE)
_SLIP = re.compile(r"(?:.*[/=#])?([A-Za-z0-9_-]{16,64})")


def written_number(written: str) -> tuple[str, str] | None:
    """Letter (may be empty) and digits of what looks like a number; None: it does not."""
    match = _WRITTEN.fullmatch(written.strip())
    return (match.group(1).upper(), match.group(2)) if match is not None else None


def by_number(hall: Hall, written: str) -> Ticket | None:
    """`a 12`, `A12` and `A012` are the same number."""
    parts = written_number(written)
    if parts is None:
        return None
    letter, value = parts
    for spelled in (f"{letter}{value}", f"{letter}{value:0>3}"):
        ticket = hall.by_number.get(TicketNumber(spelled))
        if ticket is not None:
            return hall.tickets[ticket]
    return None


def time_in(written: str) -> time | None:
    """`7:12`, `07h12`, `7 giờ 12`; None: not a time of day."""
    match = _TIME.fullmatch(written.strip())
    return time(int(match.group(1)), int(match.group(2))) if match is not None else None


def token_in(written: str) -> str | None:
    """What a slip's QR code holds: the bare token, or an address that ends in it; None: neither."""
    match = _SLIP.fullmatch(written.strip())
    return match.group(1) if match is not None else None


def taken_around(hall: Hall, at: time) -> list[Ticket]:
    """Those taken at most ten minutes before or after, the earliest first."""
    if hall.day is None:
        return []
    wanted = datetime.combine(hall.day, at)
    found = [ticket for ticket in hall.tickets.values() if abs(_minute_taken(ticket) - wanted) <= AROUND]
    return sorted(found, key=lambda ticket: (ticket.arrived.utc_us, ticket.number))


def _minute_taken(ticket: Ticket) -> datetime:
    """As on the slip, without seconds."""
    return local_time(ticket.arrived.utc).replace(second=0, microsecond=0, tzinfo=None)
