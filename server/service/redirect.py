"""Not served yet and in the wrong line: on to another service."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import Redirect
from contract.events import TicketRedirected
from contract.ids import ServiceId
from contract.words import TicketState
from server.domain.refusal import Refusal
from server.domain.ticket import Ticket
from server.service import checks
from server.service.work import Work


def redirect(command: Redirect, work: Work) -> Stands:
    """A called ticket by its counter, a waiting one by anyone who may."""
    ticket = checks.seen_ticket(work, command.seen, TicketState.WAITING, TicketState.CALLED)
    counter = None
    if ticket.state is TicketState.CALLED or command.counter is not None:
        known = checks.counter_of(work, ticket, command.counter)
        counter = known.id
        if ticket.state is TicketState.CALLED:
            checks.at_counter(known, ticket)
    work.record(
        TicketRedirected,
        ticket=ticket.id,
        number=ticket.number,
        counter=counter,
        to_service=other_service(work, ticket, command.to_service),
        keeps_place=command.keeps_place or None,
    )
    return checks.stands(work, ticket.id)


def other_service(work: Work, ticket: Ticket, wanted: ServiceId) -> ServiceId:
    """A configured service that is not the one the ticket is in."""
    service = checks.service(work, wanted)
    if service.id == ticket.service:
        raise Refusal(
            "same-service", "Phiếu đang ở chính nhóm này.", "The ticket is in that service already."
        )
    return service.id
