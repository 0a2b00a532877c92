"""A reservation that led to no slip leaves no ghost in line."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import VoidTicket
from contract.events import TicketCancelled, TicketVoided
from contract.ids import CommandId
from contract.words import SlipFate, TicketState, VoidReason
from server.domain.refusal import Refusal
from server.domain.ticket import Ticket
from server.service import checks
from server.service.work import Work

_CAN_LEAVE = (TicketState.WAITING, TicketState.CALLED, TicketState.ON_HOLD)


def void_ticket(command: VoidTicket, work: Work) -> Noted:
    """Void by ticket, or by the reserve command whose answer the kiosk never saw."""
    if command.ticket is not None:
        _void(work, checks.kiosks_own_ticket(work, command.ticket), command.reason)
    elif command.abandoned is not None:
        void_abandoned(work, command.abandoned)
    else:
        raise Refusal("nothing-named", "Thiếu số phiếu cần hủy.", "Neither a ticket nor a command was named.")
    return Noted()


def void_abandoned(work: Work, command_id: CommandId) -> None:
    """What that command reserved is void; one not arrived yet will be refused (the writer sees to it)."""
    ticket = work.hall.by_command.get(command_id)
    if ticket is not None and checks.is_own(work, work.hall.tickets[ticket]):
        void_if_nobody_has_it(work, work.hall.tickets[ticket], VoidReason.ABANDONED)


def _void(work: Work, ticket: Ticket, reason: VoidReason) -> None:
    void_if_nobody_has_it(work, ticket, reason)
    if not work.hall.tickets[ticket.id].state.is_ended:
        raise Refusal(
            "not-reserved", f"Số {ticket.number} đã vào hàng chờ.", "The ticket is in line already."
        )


def void_if_nobody_has_it(work: Work, ticket: Ticket, reason: VoidReason) -> None:
    """A reservation, or a ticket of which nobody knew whether its slip came out, also after the close."""
    is_unsure = ticket.fate in (None, SlipFate.UNCONFIRMED)
    if ticket.state is TicketState.RESERVED or (ticket.state is TicketState.UNSERVED and is_unsure):
        work.record(TicketVoided, ticket=ticket.id, number=ticket.number, reason=reason)
    elif ticket.fate is SlipFate.UNCONFIRMED and ticket.state in _CAN_LEAVE:
        work.record(TicketCancelled, ticket=ticket.id, number=ticket.number, reason=f"void: {reason}")
