"""Call the called ticket again: it flashes and speaks once more."""

from __future__ import annotations

from contract.answers import Called
from contract.commands import Recall
from contract.events import TicketRecalled
from contract.ids import CallId, uuid7
from contract.words import TicketState
from server.domain.refusal import Refusal
from server.service import checks
from server.service.work import Work


def recall(command: Recall, work: Work) -> Called:
    """As often as the configuration allows; then it is a no-show, a hold or a start."""
    counter = checks.own_counter(work, command.counter)
    ticket = checks.seen_ticket(work, command.seen, TicketState.CALLED)
    checks.at_counter(counter, ticket)
    if ticket.recalls >= work.rules.max_recalls:
        raise Refusal(
            "recalled-enough",
            f"Số {ticket.number} đã được gọi lại {ticket.recalls} lần. Bấm vắng mặt hoặc lưu số.",
            f"Number {ticket.number} has been recalled {ticket.recalls} times. Mark a no-show or hold it.",
        )
    event = work.record(
        TicketRecalled,
        ticket=ticket.id,
        number=ticket.number,
        counter=counter.id,
        call_id=CallId(uuid7()),
        times=ticket.recalls + 1,
    )
    return Called(counter=counter.id, ticket=ticket.id, number=ticket.number, call_id=event.call_id)
