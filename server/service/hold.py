"""Park a ticket with a reason; the counter is free for the next."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import Hold
from contract.events import TicketHeld
from contract.words import TicketState
from server.domain.refusal import Refusal
from server.service import checks
from server.service.work import Work


def hold(command: Hold, work: Work) -> Stands:
    """Whoever is called to or served at this counter."""
    counter = checks.own_counter(work, command.counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.CALLED, TicketState.SERVING)
    checks.at_counter(counter, ticket)
    reason = work.rules.hold_reason(command.reason)
    if reason is None:
        raise Refusal(
            "unknown-reason", "Lý do lưu số không có trong danh sách.", "Unknown reason for holding."
        )
    work.record(TicketHeld, ticket=ticket.id, number=ticket.number, counter=counter.id, reason=reason.id)
    return checks.stands(work, ticket.id)
