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
    """Place the reservation in line; of one that stands or ended meanwhile, note how it was printed."""
    ticket = checks.kiosks_own_ticket(work, command.ticket)
    was_closed_over = ticket.state is TicketState.UNSERVED and ticket.fate is None
    if ticket.state is TicketState.RESERVED or ticket.fate is SlipFate.UNCONFIRMED or was_closed_over:
        work.record(TicketConfirmed, ticket=ticket.id, number=ticket.number, fate=command.fate)
    else:
        raise Refusal(
            "not-reserved", f"Số {ticket.number} không còn chờ xác nhận.", "Not a reservation any more."
        )
    return checks.stands(work, ticket.id)
