"""Called and nobody came."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import NoShow
from contract.events import TicketNoShow
from contract.words import TicketState
from server.service import checks
from server.service.work import Work


def no_show(command: NoShow, work: Work) -> Stands:
    """They may come back into line within the tolerance."""
    counter = checks.own_counter(work, command.counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.CALLED, TicketState.ON_HOLD)
    checks.at_counter(counter, ticket)
    work.record(TicketNoShow, ticket=ticket.id, number=ticket.number, counter=counter.id)
    return checks.stands(work, ticket.id)
