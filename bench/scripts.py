"""What one asker says, one thing after the other: a generator that yields commands and is sent answers."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import UTC, datetime

from contract.answers import Answer, Called
from contract.commands import (
    CallNext,
    Command,
    ConfirmTicket,
    Finish,
    ReserveTicket,
    SeenTicket,
    StartService,
)
from contract.ids import CounterId, ServiceId, TicketId, new_command_id
from contract.words import SlipFate, TicketState

Script = Generator[Command, Answer, None]
SERVICE = ServiceId("ho-tich")
PATIENCE_S = 30.0
"""A slow answer is a figure here, not a refusal."""


def issuing(count: int) -> Script:
    """A kiosk takes that many numbers."""
    for _ in range(count):
        yield ReserveTicket(
            command_id=new_command_id(), asked_at=_now(), answer_within_s=PATIENCE_S, service=SERVICE
        )


def confirming(tickets: Sequence[TicketId]) -> Script:
    """A kiosk says that these slips were printed."""
    for ticket in tickets:
        yield ConfirmTicket(command_id=new_command_id(), ticket=ticket, fate=SlipFate.PRINTED)


def calling(counter: CounterId, count: int) -> Script:
    """A counter calls that many people, starts serving each, and finishes with the next call."""
    served: SeenTicket | None = None
    for _ in range(count):
        answer = yield CallNext(
            command_id=new_command_id(),
            asked_at=_now(),
            answer_within_s=PATIENCE_S,
            counter=counter,
            finishing=served,
        )
        ticket = answer.result.ticket if isinstance(answer.result, Called) else None
        if ticket is None:
            raise LookupError(f"nobody could be called to counter {counter}: {answer}")
        yield StartService(
            command_id=new_command_id(),
            asked_at=_now(),
            answer_within_s=PATIENCE_S,
            counter=counter,
            seen=SeenTicket(ticket=ticket, state=TicketState.CALLED),
        )
        served = SeenTicket(ticket=ticket, state=TicketState.SERVING)
    if served is not None:
        yield Finish(
            command_id=new_command_id(),
            asked_at=_now(),
            answer_within_s=PATIENCE_S,
            counter=counter,
            seen=served,
        )


def _now() -> datetime:
    """The hub is on this machine."""
    return datetime.now(UTC)
