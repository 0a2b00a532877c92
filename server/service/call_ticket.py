"""Call a given ticket out of turn; the reason is kept."""

from __future__ import annotations

from contract.answers import Called
from contract.commands import CallTicket
from contract.words import CallWay, TicketState
from server.domain.refusal import Refusal
from server.service import checks
from server.service.call_next import call
from server.service.work import Work


def call_ticket(command: CallTicket, work: Work) -> Called:
    """From the line, or again from hold."""
    counter = checks.own_counter(work, command.counter)
    checks.calling_counter(counter)
    checks.free_counter(work, counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.WAITING, TicketState.ON_HOLD)
    if not command.reason.strip():
        raise Refusal(
            "reason-missing", "Cần ghi lý do khi gọi số bất kỳ.", "Calling out of turn needs a reason."
        )
    return call(work, ticket, counter.id, CallWay.CHOSEN, command.reason.strip())
