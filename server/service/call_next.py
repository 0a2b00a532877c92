"""Call who is next for this counter."""

from __future__ import annotations

from contract.answers import Called
from contract.commands import CallNext
from contract.events import TicketCalled, TicketFinished
from contract.ids import CallId, uuid7
from contract.words import CallWay, TicketState
from server.domain.line import reason_for
from server.domain.ticket import Ticket
from server.service import checks
from server.service.work import Work


def call_next(command: CallNext, work: Work) -> Called:
    """Finish the one being served if asked to, then call the next; nobody waiting is an answer."""
    counter = checks.own_counter(work, command.counter)
    checks.calling_counter(counter)
    if command.finishing is not None:
        served = checks.seen_ticket(work, command.finishing, TicketState.SERVING)
        checks.at_counter(counter, served)
        work.record(TicketFinished, ticket=served.id, number=served.number, counter=counter.id)
    else:
        checks.free_counter(work, counter)
    ticket = work.hall.next_for(counter.services)
    if ticket is None:
        return Called(counter=counter.id)
    why = reason_for(ticket, work.hall.waiting_for(counter.services))
    return call(work, ticket, command.counter, CallWay.NEXT, why)


def call(work: Work, ticket: Ticket, counter: str, way: CallWay, why: str) -> Called:
    """The ticket is called to the counter."""
    event = work.record(
        TicketCalled,
        ticket=ticket.id,
        number=ticket.number,
        counter=counter,
        call_id=CallId(uuid7()),
        way=way,
        why=why,
    )
    return Called(
        counter=event.counter, ticket=ticket.id, number=ticket.number, call_id=event.call_id, why=why
    )
