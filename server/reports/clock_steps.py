"""How far the hub's wall clock was stepped and nobody has looked at it yet. Read from the ledger's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from contract.events import ClockConfirmed, ClockStepped, DayOpened
from server.store import tables
from server.store.ledger import decode

WORTH_SAYING_S = 30.0
"""A person sees minutes: a smaller step changes nothing they could confirm."""

_event = tables.event


@dataclass(frozen=True, slots=True)
class Stepped:
    """The latest step worth saying."""

    at: datetime
    """Hub time after it."""
    step_s: float
    """Seconds, positive forward."""


def unconfirmed_step(connection: Connection) -> Stepped | None:
    """Since the day was opened and nobody has confirmed the time."""
    seen = select(func.max(_event.c.seq)).where(_event.c.kind.in_((DayOpened.kind(), ClockConfirmed.kind())))
    after = connection.execute(seen).scalar() or 0
    query = (
        select(_event.c.kind, _event.c.payload)
        .where(_event.c.kind == ClockStepped.kind(), _event.c.seq > after)
        .order_by(_event.c.seq.desc())
    )
    for row in connection.execute(query):
        event = decode(row.kind, bytes(row.payload))
        if isinstance(event, ClockStepped) and abs(event.step_s) >= WORTH_SAYING_S:
            return Stepped(event.at, event.step_s)
    return None
