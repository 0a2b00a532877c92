"""What the ledger's events tell of hand-ins and restores: which kiosk, what found no line, since when.

Read from the event table alone; what it means for the hall is the hall's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from contract.clock import LOCAL
from contract.events import EpochBegun, TicketHandedIn, TicketMerged, TicketNotPlaced
from contract.ids import DeviceId, TicketId
from server.domain.instant import EPOCH, MICROSECOND
from server.store import tables
from server.store.ledger import decode

MOST = 500
"""Tickets without a line that are listed, the latest first."""

_event = tables.event


def kiosks_of_handed_in(connection: Connection, day: date) -> dict[TicketId, DeviceId]:
    """Which kiosk handed in each ticket of that day."""
    kinds = (TicketHandedIn.kind(), TicketMerged.kind())
    query = select(_event.c.ticket, _event.c.device).where(_event.c.kind.in_(kinds), _event.c.day == day)
    return {TicketId(row.ticket): DeviceId(row.device) for row in connection.execute(query) if row.device}


def not_placed(connection: Connection, today: date) -> Sequence[TicketNotPlaced]:
    """Slips in somebody's hands that were handed in today and found no line, the latest first."""
    since = datetime(today.year, today.month, today.day, tzinfo=LOCAL).astimezone(UTC)
    query = (
        select(_event.c.kind, _event.c.payload)
        .where(_event.c.kind == TicketNotPlaced.kind(), _event.c.at_us >= (since - EPOCH) // MICROSECOND)
        .order_by(_event.c.seq.desc())
        .limit(MOST)
    )
    events = (decode(row.kind, bytes(row.payload)) for row in connection.execute(query))
    return [event for event in events if isinstance(event, TicketNotPlaced) and event.fate is not None]


def not_placed_slip(connection: Connection, token_hash: str) -> TicketNotPlaced | None:
    """What a slip's token was handed in as, where it found no line."""
    known = tables.unplaced.c
    query = (
        select(_event.c.kind, _event.c.payload)
        .join_from(tables.unplaced, _event, known.seq == _event.c.seq)
        .where(known.token_hash == token_hash)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    event = decode(row.kind, bytes(row.payload)) if row is not None else None
    return event if isinstance(event, TicketNotPlaced) else None


def restored_at(connection: Connection) -> datetime | None:
    """When the ledger went on after its latest restore; None: it never did."""
    query = select(func.max(_event.c.seq)).where(_event.c.kind == EpochBegun.kind())
    seq = connection.execute(query).scalar()
    if seq is None:
        return None
    at_us = connection.execute(select(_event.c.at_us).where(_event.c.seq == seq)).scalar_one()
    return EPOCH + int(at_us) * MICROSECOND
