"""A number that this kiosk gave, as staff see it in a list.

Plain values; knows nothing of journal or printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contract.ids import ServiceId, TicketId, TicketNumber


@dataclass(frozen=True, slots=True)
class IssuedNumber:
    """One line of the list."""

    ticket: TicketId
    number: TicketNumber
    service: ServiceId
    taken_at: datetime
