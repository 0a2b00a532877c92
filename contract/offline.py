"""Numbers without the hub: what a kiosk is lent, and what it tells when the hub is back.

Values that hub and kiosk share; who may do what with them is decided on each side (ARCHITECTURE §4).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from contract.ids import (
    DeviceId,
    LeaseId,
    PriorityId,
    ProcedureCode,
    SeriesId,
    ServiceId,
    TicketId,
    TicketNumber,
)
from contract.message import Utc
from contract.words import Language, SlipFate, VoidReason

LETTER_DIGITS = 3
"""Digits after a series' letter."""

MOST_AT_ONCE = 50
"""Tickets in one hand-in."""

LocalTime = Annotated[str, msgspec.Meta(pattern=r"^[0-2][0-9]:[0-5][0-9](?!\n)$")]
"""`07:30` on the wall in Vietnam."""


def spelled_number(letter: str, value: int) -> TicketNumber:
    """`A012` for a letter series, `1012` for a range."""
    return TicketNumber(f"{letter}{value:0{LETTER_DIGITS}d}" if letter else str(value))


class LeasedRange(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of one series, `first` to `last`, both included."""

    series: SeriesId
    letter: str
    """Empty for a plain range."""
    first: int
    """The lowest number lent."""
    last: int
    """The highest number lent."""


class LeasedService(msgspec.Struct, frozen=True, kw_only=True):
    """A service that may be given from a lease."""

    service: ServiceId
    series: SeriesId
    most: int | None = None
    """This kiosk's share of the service's daily cap; None: the service has no cap."""
    hours: tuple[tuple[LocalTime, LocalTime], ...] = ()
    """When numbers may be taken that day, [from, until)."""


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers lent to one kiosk for one day: nobody else gives them, whatever happens."""

    lease: LeaseId
    kiosk: DeviceId
    day: date
    ranges: tuple[LeasedRange, ...]
    services: tuple[LeasedService, ...]


class TakenAt(msgspec.Struct, frozen=True, kw_only=True):
    """When a ticket was taken, as far as the kiosk can know."""

    at: Utc
    """Hub time; the earlier bound where it is not sure."""
    is_sure: bool
    """Whether the kiosk's boot had contact with the hub, before or after."""
    not_before: Utc | None = None
    """Where not sure: the last thing known to have come before it."""
    not_after: Utc | None = None
    """Where not sure: the first thing known to have come after it."""


class JournaledTicket(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket of a kiosk's journal, as it is handed in."""

    ticket: TicketId
    number: TicketNumber
    series: SeriesId | None
    """None for a ticket the hub itself had issued: it knows the series by the service."""
    value: int | None
    """The number's place in its series; None as with `series`."""
    service: ServiceId
    day: date
    """The business day the kiosk took it for."""
    order: int
    """Its place in the kiosk's journal: later tickets have larger ones."""
    taken: TakenAt
    token_hash: str
    """SHA-256 of the slip's token, hex."""
    lease: LeaseId | None = None
    """The lease it was taken from; None: the hub itself had issued it."""
    fate: SlipFate | None = None
    """How the citizen got it; None: nobody did, see `void`."""
    void: VoidReason | None = None
    """Why nobody has it."""
    language: Language = Language.VI
    priority: PriorityId | None = None
    procedure: ProcedureCode | None = None
