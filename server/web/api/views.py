"""Shapes of REST answers that are no messages of the contract."""

from __future__ import annotations

from datetime import date

import msgspec

from contract.ids import CallId, CounterId, ServiceId, TicketNumber
from contract.message import Utc
from contract.states import CounterState
from contract.words import ClockTrust, TicketState


class TicketView(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as the holder of its slip sees it: no name, no times of others."""

    number: TicketNumber
    state: TicketState
    service: ServiceId
    people_ahead: int | None
    """Whom the rule would call before this one; null unless it waits in line."""
    counter: CounterId | None
    """Where it is called, served or held; null while it waits."""
    day: date
    call_id: CallId | None
    """Of the latest call or recall: a new one means *called again*."""


class CounterStates(msgspec.Struct, frozen=True, kw_only=True):
    """Every configured counter."""

    counters: tuple[CounterState, ...]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The hub answers and its hall can be read."""

    status: str
    version: str
    at: Utc
    """Hub time."""
    trust: ClockTrust
    day: date | None
    """The open business day."""


class PapersKept(msgspec.Struct, frozen=True, kw_only=True):
    """The pages are kept."""

    pages: int
    """How many are kept for this ticket now."""
