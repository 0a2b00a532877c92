"""Tickets that were served while the system was away are closed together: counted, kept out of times."""

from __future__ import annotations

from contract.answers import ServedByHand
from contract.commands import ServeByHand
from contract.events import TicketServedByHand
from contract.words import TicketState
from server.service import checks
from server.service.work import Work


def serve_by_hand(command: ServeByHand, work: Work) -> ServedByHand:
    """All of them or none: one that has moved on meanwhile refuses the whole list."""
    checks.open_day(work)
    tickets = [
        checks.seen_ticket(work, seen, TicketState.WAITING, TicketState.ON_HOLD) for seen in command.tickets
    ]
    for ticket in {ticket.id: ticket for ticket in tickets}.values():
        work.record(TicketServedByHand, ticket=ticket.id, number=ticket.number)
    return ServedByHand(numbers=tuple(dict.fromkeys(ticket.number for ticket in tickets)))
