"""From an action to the command that asks for it, naming the ticket and the state the officer saw.

Knows the contract's commands; knows nothing of buttons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from contract.commands import (
    CallNext,
    Finish,
    Hold,
    LiveCommand,
    NoShow,
    Recall,
    Resume,
    SeenTicket,
    StartService,
)
from contract.ids import CommandId, CounterId, TicketId, new_command_id
from contract.states import CounterState
from contract.words import TicketState
from hardware.panel.press_table import Action


@dataclass(frozen=True, slots=True)
class Sight:
    """What was true for the officer when the button went down."""

    counter: CounterState
    parked: TicketId | None
    """The ticket that this panel's last hold parked."""
    asked_at: datetime
    """Hub time."""
    answer_within_s: float


class _Asked(TypedDict):
    command_id: CommandId
    asked_at: datetime
    answer_within_s: float
    counter: CounterId


class NothingSeenError(ValueError):
    """An action on a ticket where none is known."""


def order(action: Action, sight: Sight) -> LiveCommand:
    """The command for this action; a fresh id every time, because a press is never repeated.

    Raises:
        NothingSeenError: the action needs a ticket and none is known.
    """
    return _BUILDERS[action](
        _Asked(
            command_id=new_command_id(),
            asked_at=sight.asked_at,
            answer_within_s=sight.answer_within_s,
            counter=sight.counter.counter,
        ),
        sight,
    )


def _current(sight: Sight) -> SeenTicket:
    ticket, state = sight.counter.ticket, sight.counter.ticket_state
    if ticket is None or state is None:
        raise NothingSeenError(f"counter {sight.counter.counter} has no ticket")
    return SeenTicket(ticket=ticket, state=state)


def _parked(sight: Sight) -> SeenTicket:
    if sight.parked is None:
        raise NothingSeenError(f"counter {sight.counter.counter} has parked no ticket from this panel")
    return SeenTicket(ticket=sight.parked, state=TicketState.ON_HOLD)


_BUILDERS: dict[Action, Callable[[_Asked, Sight], LiveCommand]] = {
    Action.CALL_NEXT: lambda asked, _: CallNext(**asked),
    Action.FINISH_AND_CALL_NEXT: lambda asked, sight: CallNext(**asked, finishing=_current(sight)),
    Action.RECALL: lambda asked, sight: Recall(**asked, seen=_current(sight)),
    Action.START_SERVICE: lambda asked, sight: StartService(**asked, seen=_current(sight)),
    Action.FINISH: lambda asked, sight: Finish(**asked, seen=_current(sight)),
    Action.NO_SHOW: lambda asked, sight: NoShow(**asked, seen=_current(sight)),
    Action.HOLD: lambda asked, sight: Hold(**asked, seen=_current(sight)),
    Action.RESUME: lambda asked, sight: Resume(**asked, seen=_parked(sight)),
}
