"""The citizen has come to the counter."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import StartService
from contract.events import ServiceStarted
from contract.words import TicketState
from server.service import checks
from server.service.work import Work


def start_service(command: StartService, work: Work) -> Stands:
    """Walking ends, service begins."""
    counter = checks.own_counter(work, command.counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.CALLED)
    checks.at_counter(counter, ticket)
    work.record(ServiceStarted, ticket=ticket.id, number=ticket.number, counter=counter.id)
    return checks.stands(work, ticket.id)
