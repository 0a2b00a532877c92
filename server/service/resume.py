"""Take a parked ticket up again."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import Resume
from contract.events import TicketResumed
from contract.words import TicketState
from server.service import checks
from server.service.work import Work


def resume(command: Resume, work: Work) -> Stands:
    """Straight into service at this counter; to call the person first, call the ticket."""
    counter = checks.own_counter(work, command.counter)
    checks.free_counter(work, counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.ON_HOLD)
    work.record(TicketResumed, ticket=ticket.id, number=ticket.number, counter=counter.id)
    return checks.stands(work, ticket.id)
