"""What staff should still look at and only the ledger's events tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from server.reports.clock_steps import Stepped, unconfirmed_step
from server.reports.hand_ins import not_placed, restored_at


@dataclass(frozen=True, slots=True)
class Unsettled:
    """At one moment."""

    restored_at: datetime | None = None
    """When the ledger went on after its latest restore."""
    step: Stepped | None = None
    """A step of the clock that nobody has looked at."""
    not_placed: int = 0
    """Slips handed in today that found no line."""


def unsettled(connection: Connection, today: date) -> Unsettled:
    """Three look-ups by index."""
    return Unsettled(
        restored_at(connection), unconfirmed_step(connection), len(not_placed(connection, today))
    )
