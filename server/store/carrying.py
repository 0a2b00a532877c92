"""What a hall must know from before its day: vouching, leases, notices, restores and what they lost.

A hall is the fold of its day's events and of these few older ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from contract.events import (
    NOTICE_EVENTS,
    ClockConfirmed,
    EpochBegun,
    Event,
    JournalBegun,
    JournalHandedIn,
    JournalsOverridden,
    LeaseGranted,
    LeaseReclaimed,
    RegisterContinued,
)
from server.store import tables
from server.store.decoding import decode

MOST_LEASES = 500
"""Lease events looked at; ten kiosks make about twenty a day."""

_event = tables.event.c
_LEASES = (LeaseGranted.kind(), LeaseReclaimed.kind())
_NOTICES = tuple(kind.kind() for kind in NOTICE_EVENTS)
_RESTORES = (EpochBegun.kind(), JournalHandedIn.kind(), JournalsOverridden.kind())


def carried_over(connection: Connection, before: int) -> list[Event]:
    """In order; `before` is the seq of the last event that is not told anyway."""
    vouched = _latest(connection, ClockConfirmed.kind(), before)
    begun = _latest(connection, EpochBegun.kind(), before)
    found = {seq for seq in (vouched,) if seq is not None}
    events = _events(connection, _event.seq.in_(found)) if found else []
    if begun is not None:
        events += _kinds(connection, _RESTORES, begun - 1, before)
    events += _kinds(connection, (JournalBegun.kind(),), 0, before)
    events += _kinds(connection, _NOTICES, 0, before)
    events += _kinds(connection, (RegisterContinued.kind(),), 0, before)
    events += _kinds(connection, _LEASES, _start_of_leases(connection, before), before)
    return sorted(events, key=lambda event: event.seq)


def _latest(connection: Connection, kind: str, before: int) -> int | None:
    query = select(func.max(_event.seq)).where(_event.kind == kind, _event.seq <= before)
    seq: int | None = connection.execute(query).scalar_one()
    return seq


def _start_of_leases(connection: Connection, before: int) -> int:
    """A lease is granted at most a holiday before its day: the newest few hundred hold all that count."""
    query = select(_event.seq).where(_event.kind.in_(_LEASES), _event.seq <= before)
    newest = connection.scalars(query.order_by(_event.seq.desc()).limit(MOST_LEASES)).all()
    return newest[-1] - 1 if newest else before


def _kinds(connection: Connection, kinds: Sequence[str], after: int, before: int) -> list[Event]:
    return _events(connection, _event.kind.in_(kinds) & (_event.seq > after) & (_event.seq <= before))


def _events(connection: Connection, which: ColumnElement[bool]) -> list[Event]:
    query = select(_event.kind, _event.payload).where(which).order_by(_event.seq)
    return [decode(row.kind, bytes(row.payload)) for row in connection.execute(query)]
