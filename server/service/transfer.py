"""After or during service, on to another service: a new leg of the same visit."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import Transfer
from contract.events import TicketTransferred
from contract.words import TicketState
from server.service import checks
from server.service.redirect import other_service
from server.service.work import Work


def transfer(command: Transfer, work: Work) -> Stands:
    """The leg enters the line by its start, unless the officer keeps the place, with the reason."""
    counter = checks.own_counter(work, command.counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.SERVING, TicketState.ON_HOLD)
    checks.at_counter(counter, ticket)
    to_service = other_service(work, ticket, command.to_service)
    work.record(
        TicketTransferred,
        ticket=ticket.id,
        number=ticket.number,
        counter=counter.id,
        to_service=to_service,
        keeps_place=command.keeps_place or None,
    )
    return checks.stands(work, ticket.id)
