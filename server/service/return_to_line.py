"""Back into line at the old place: a called ticket, or a no-show that came late."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import ReturnToLine
from contract.events import TicketReturned
from contract.words import TicketState
from server.domain.instant import seconds_between
from server.domain.refusal import Refusal
from server.domain.ticket import Ticket
from server.service import checks
from server.service.work import Work


def return_to_line(command: ReturnToLine, work: Work) -> Stands:
    """A late return within the tolerance; arrival and place are as they were."""
    ticket = checks.seen_ticket(work, command.seen, TicketState.CALLED, TicketState.NO_SHOW)
    counter = command.counter
    if ticket.state is TicketState.CALLED:
        known = checks.counter_of(work, ticket, counter)
        checks.at_counter(known, ticket)
        counter = known.id
    else:
        _in_time(work, ticket)
        counter = checks.own_counter(work, counter).id if counter is not None else None
    work.record(TicketReturned, ticket=ticket.id, number=ticket.number, was=ticket.state, counter=counter)
    return checks.stands(work, ticket.id)


def _in_time(work: Work, ticket: Ticket) -> None:
    if seconds_between(ticket.state_since, work.now) > work.rules.late_return_s:
        minutes = round(work.rules.late_return_s / 60)
        raise Refusal(
            "too-late",
            f"Số {ticket.number} vắng quá {minutes} phút. Mời công dân lấy số mới.",
            f"Number {ticket.number} has been away for over {minutes} minutes. Please take a new number.",
        )
