"""Take back the counter's last action: an event of its own, nothing is erased."""

from __future__ import annotations

from contract.answers import Undone
from contract.commands import Undo
from contract.events import ActionUndone, TicketClaimUndone
from server.domain.counter import LastAction
from server.domain.instant import seconds_between
from server.domain.refusal import Refusal
from server.service import checks
from server.service.work import Work


def undo(command: Undo, work: Work) -> Undone:
    """Within two minutes, and only while nobody else has touched the tickets since."""
    counter = checks.own_counter(work, command.counter)
    action = counter.last_action
    if action is None:
        raise Refusal("nothing-to-undo", "Không có thao tác nào để hoàn tác.", "There is nothing to undo.")
    if seconds_between(action.at, work.now) > work.rules.undo_within_s:
        raise Refusal("too-late", "Đã quá thời gian cho phép hoàn tác.", "It is too late to undo that.")
    if any(work.hall.tickets[ticket].last_seq != seq for ticket, seq in action.after):
        raise Refusal(
            "moved-on",
            "Phiếu đã thay đổi sau thao tác đó nên không thể hoàn tác.",
            "The ticket has moved on.",
        )
    if not action.before:
        return _undo_claim(command, work, action)
    tickets = tuple(before.id for before in action.before)
    work.record(ActionUndone, counter=counter.id, undone=action.command_id, tickets=tickets)
    return Undone(undone=action.command_id, tickets=tuple(checks.stands(work, ticket) for ticket in tickets))


def _undo_claim(command: Undo, work: Work, action: LastAction) -> Undone:
    """The officer typed another number than the slip's: it is free again for its holder."""
    ticket = work.hall.tickets[action.after[0][0]]
    work.record(TicketClaimUndone, ticket=ticket.id, number=ticket.number, counter=command.counter)
    return Undone(undone=action.command_id, tickets=(checks.stands(work, ticket.id),))
