"""What the hub says to a command: done with a result, refused with a reason, or an error to try again.

The answer is stored with the command's id in the same transaction and given again to a repeat.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from contract.ids import (
    CallId,
    CommandId,
    CounterId,
    LeaseId,
    OfficerId,
    RecordId,
    ServiceId,
    TicketId,
    TicketNumber,
    Token,
)
from contract.message import Message, Text, Utc
from contract.record_words import CodeShape, RecordState
from contract.topics import TopicTemplate
from contract.words import CounterStatus, HandInEnd, Outcome, TicketState


class Reserved(msgspec.Struct, frozen=True, kw_only=True, tag="reserved"):
    """A number was taken."""

    ticket: TicketId
    number: TicketNumber
    token: Token
    service: ServiceId
    taken_at: Utc
    day: date
    people_ahead: int | None
    """How many the rule would call before this ticket now; None: nobody can say (issued offline)."""


class Called(msgspec.Struct, frozen=True, kw_only=True, tag="called"):
    """Who was called; `ticket` None: nobody is waiting for this counter."""

    counter: CounterId
    ticket: TicketId | None = None
    number: TicketNumber | None = None
    call_id: CallId | None = None
    why: Text | None = None
    """Why this one is next, in words for the officer."""


class Stands(msgspec.Struct, frozen=True, kw_only=True, tag="stands"):
    """Where a ticket stands after the command."""

    ticket: TicketId
    number: TicketNumber
    state: TicketState
    service: ServiceId
    counter: CounterId | None = None


class Undone(msgspec.Struct, frozen=True, kw_only=True, tag="undone"):
    """What an undo put back."""

    undone: CommandId
    tickets: tuple[Stands, ...]


class CounterStands(msgspec.Struct, frozen=True, kw_only=True, tag="counter"):
    """What a counter is doing after the command."""

    counter: CounterId
    status: CounterStatus
    officer: OfficerId | None
    services: tuple[ServiceId, ...]


class DayStands(msgspec.Struct, frozen=True, kw_only=True, tag="day"):
    """The business day after the command; closing tells what was ended."""

    day: date
    is_open: bool
    """Whether numbers may be taken and called."""
    unserved: int = 0
    """Tickets the close ended that nobody had served."""
    end_inferred: int = 0
    """Tickets in service that the close ended as served."""


class HandedTicket(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one ticket that was handed in."""

    ticket: TicketId
    """As the kiosk named it."""
    end: HandInEnd


class HandedIn(msgspec.Struct, frozen=True, kw_only=True, tag="handed-in"):
    """What became of the tickets a kiosk handed in, in the order it named them."""

    tickets: tuple[HandedTicket, ...]
    is_journal_in: bool = False
    """With this one the hub has all of the journal that was waited for: it need not be told again."""
    reclaimed: tuple[LeaseId, ...] = ()
    """Leases the kiosk must give no number of any more: an earlier journal of it may have."""


class ServedByHand(msgspec.Struct, frozen=True, kw_only=True, tag="served-by-hand"):
    """The tickets that were closed as served by hand."""

    numbers: tuple[TicketNumber, ...]


class RecordStands(msgspec.Struct, frozen=True, kw_only=True, tag="record"):
    """Where a record stands after the command."""

    record: RecordId
    reference: str
    """Our own: number and year of the register, `52/2026`. No official code."""
    state: RecordState
    due_at: Utc | None = None
    code_shape: CodeShape | None = None
    """Of the code just written down; `unknown` deserves a second look."""


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag="noted"):
    """Done, nothing to tell."""


Result = (
    Reserved
    | Called
    | Stands
    | Undone
    | CounterStands
    | DayStands
    | HandedIn
    | ServedByHand
    | RecordStands
    | Noted
)


class Answer(Message, frozen=True, kw_only=True):
    """The hub's answer to one command of one device."""

    TOPIC: ClassVar = TopicTemplate("motcua/v1/{center}/answer/{device}")

    command_id: CommandId
    outcome: Outcome
    result: Result | None = None
    code: str | None = None
    """For machines, on refusal and error: `nobody-seated`, `stale`, `late`, …"""
    message_vi: Text | None = None
    message_en: Text | None = None
    """For people, on refusal and error."""
