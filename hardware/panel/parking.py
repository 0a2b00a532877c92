"""The ticket that this panel's last hold parked, so that a long press can take it back.

Knows answers and counter states; a ticket parked from the console is not known here.
"""

from __future__ import annotations

from contract.answers import Answer, Stands
from contract.ids import TicketId
from contract.states import CounterState
from contract.words import Outcome, TicketState
from hardware.panel.press_table import Action, Standing


class Parking:
    """Remembers one ticket at most, until it is back, gone or refused."""

    def __init__(self) -> None:
        self.ticket: TicketId | None = None

    def answered(self, action: Action, answer: Answer) -> None:
        """The hub answered this panel."""
        if action is Action.RESUME and answer.outcome is not Outcome.ERROR:
            self.ticket = None
        elif action is Action.HOLD and isinstance(answer.result, Stands):
            stands = answer.result
            self.ticket = stands.ticket if stands.state is TicketState.ON_HOLD else None

    def heard_counter(self, state: CounterState) -> None:
        """A parked ticket that stands at the counter again is parked no longer."""
        if state.ticket is not None and state.ticket == self.ticket and state.ticket_state in _AT_COUNTER:
            self.ticket = None

    def refine(self, standing: Standing) -> Standing:
        """A ready counter may have something to take back."""
        if standing is Standing.READY and self.ticket is not None:
            return Standing.READY_PARKED
        return standing


_AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
