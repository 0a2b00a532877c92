"""The citizen leaves before being served."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import Cancel
from contract.events import TicketCancelled
from contract.words import TicketState
from server.domain.refusal import Refusal
from server.service import checks
from server.service.work import Work


def cancel(command: Cancel, work: Work) -> Stands:
    """With the reason; a ticket called to a counter is cancelled there."""
    ticket = checks.seen_ticket(
        work, command.seen, TicketState.RESERVED, TicketState.WAITING, TicketState.CALLED, TicketState.ON_HOLD
    )
    counter = command.counter
    if ticket.state is TicketState.CALLED or counter is not None:
        known = checks.counter_of(work, ticket, counter)
        if ticket.state is TicketState.CALLED:
            checks.at_counter(known, ticket)
        counter = known.id
    if not command.reason.strip():
        raise Refusal("reason-missing", "Cần ghi lý do hủy số.", "Cancelling needs a reason.")
    work.record(
        TicketCancelled,
        ticket=ticket.id,
        number=ticket.number,
        reason=command.reason.strip(),
        counter=counter,
    )
    return checks.stands(work, ticket.id)
