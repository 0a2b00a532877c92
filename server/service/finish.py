"""The visit is over."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import Finish
from contract.events import TicketFinished
from contract.words import TicketState
from server.service import checks
from server.service.work import Work


def finish(command: Finish, work: Work) -> Stands:
    """From service, or from hold when it turns out that nothing more is needed."""
    counter = checks.own_counter(work, command.counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.SERVING, TicketState.ON_HOLD)
    checks.at_counter(counter, ticket)
    work.record(TicketFinished, ticket=ticket.id, number=ticket.number, counter=counter.id)
    return checks.stands(work, ticket.id)
