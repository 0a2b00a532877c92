"""The citizen has the number: the ticket comes into line."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import ConfirmTicket
from contract.events import TicketConfirmed
from contract.words import SlipFate, TicketState
from server.domain.refusal import Refusal
from server.service import checks
from server.service.work import Work


def confirm_ticket(command: ConfirmTicket, work: Work) -> Stands:
    """Place the reservation in line; of one the hub has put there meanwhile, note how it was printed."""
    ticket = checks.ticket(work, command.ticket)
    if ticket.state is TicketState.RESERVED or ticket.fate is SlipFate.UNCONFIRMED:
        work.record(TicketConfirmed, ticket=ticket.id, number=ticket.number, fate=command.fate)
    else:
        raise Refusal(
            "not-reserved", f"Số {ticket.number} không còn chờ xác nhận.", "Not a reservation any more."
        )
    return checks.stands(work, ticket.id)
