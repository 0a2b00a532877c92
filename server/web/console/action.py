"""The shape of one button: what it says, which command it sends, what it asks for first."""

from __future__ import annotations

from enum import StrEnum, unique

import msgspec

from contract.commands import SeenTicket
from contract.ids import CounterId, ServiceId, TicketNumber, Token


@unique
class Asks(StrEnum):
    """What the page asks for before it sends the command."""

    HOLD_REASON = "hold-reason"
    SERVICE = "service"
    CANCEL_REASON = "cancel-reason"
    CALL_REASON = "call-reason"
    PAUSE_REASON = "pause-reason"
    OVERRIDE_REASON = "override-reason"


class Fields(msgspec.Struct, frozen=True, omit_defaults=True):
    """The part of a command that the page need not think about."""

    counter: CounterId | None = None
    seen: SeenTicket | None = None
    finishing: SeenTicket | None = None
    number: TicketNumber | None = None
    service: ServiceId | None = None
    token: Token | None = None


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One button."""

    verb: str
    """The command: `call-next`."""
    label: str
    key: str | None = None
    """`Space`, `Enter` or a letter."""
    why_not: str | None = None
    """Why it cannot be done now; None: it can."""
    is_next: bool = False
    """The one thing to do next: drawn wide."""
    asks: Asks | None = None
    question: str | None = None
    """What is asked above the choices, where the label is too short for it."""
    fields: Fields = Fields()
    except_service: ServiceId | None = None
    """Where the ticket is already: not offered."""
