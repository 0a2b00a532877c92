"""What can be done with a ticket that is not the one at the counter: in line, on hold, away. Pure."""

from __future__ import annotations

from contract.commands import SeenTicket
from contract.words import TicketState
from server.domain.center import CenterRules
from server.domain.instant import Instant, seconds_between
from server.domain.ticket import Ticket
from server.web.console.action import Action, Asks, Fields
from server.web.console.actions import Desk
from server.web.console.moving import redirect, transfer
from server.web.say import Say

S = TicketState


def ticket_actions(
    ticket: Ticket, desk: Desk | None, rules: CenterRules, now: Instant, say: Say
) -> tuple[Action, ...]:
    """The buttons of one ticket, the likely one first; `desk` None: the person has no counter open."""
    if ticket.state is S.ON_HOLD:
        return _held(ticket, desk, say)
    if ticket.state is S.NO_SHOW:
        return (_late_return(ticket, rules, now, say),)
    if ticket.state is S.WAITING:
        return (
            _call(ticket, desk, say),
            redirect(ticket.service, _fields(ticket, None), say),
            _cancel(ticket, say),
        )
    if ticket.state is S.RESERVED:
        return (_cancel(ticket, say),)
    return ()


def resume(ticket: Ticket, desk: Desk | None, say: Say) -> Action:
    """Take a parked ticket straight into service."""
    return Action(
        verb="resume",
        label=say("Phục vụ tiếp", "Resume"),
        why_not=why_not_free(desk, say),
        is_next=True,
        fields=_fields(ticket, desk),
    )


def _late_return(ticket: Ticket, rules: CenterRules, now: Instant, say: Say) -> Action:
    minutes = round(rules.late_return_s / 60)
    is_late = seconds_between(ticket.state_since, now) > rules.late_return_s
    return Action(
        verb="return-to-line",
        label=say("Trở lại hàng", "Back to line"),
        why_not=say(f"Vắng quá {minutes} phút", f"Away for over {minutes} minutes") if is_late else None,
        is_next=True,
        fields=_fields(ticket, None),
    )


def _held(ticket: Ticket, desk: Desk | None, say: Say) -> tuple[Action, ...]:
    is_here = desk is not None and ticket.counter == desk.counter.id
    why_not = None if is_here else say("Lưu ở quầy khác", "Held at another counter")
    fields = _fields(ticket, desk)
    return (
        resume(ticket, desk, say),
        _call(ticket, desk, say),
        Action(verb="finish", label=say("Hoàn thành", "Finish"), why_not=why_not, fields=fields),
        transfer(ticket.service, fields, say, why_not=why_not),
        Action(verb="no-show", label=say("Vắng mặt", "No-show"), why_not=why_not, fields=fields),
        _cancel(ticket, say),
    )


def _call(ticket: Ticket, desk: Desk | None, say: Say) -> Action:
    why_not = why_not_free(desk, say)
    if why_not is None and desk is not None and desk.counter.pause is not None:
        why_not = say("Quầy đang tạm dừng", "The counter is paused")
    return Action(
        verb="call-ticket",
        label=say("Mời số này", "Call this number"),
        why_not=why_not,
        asks=Asks.CALL_REASON,
        fields=_fields(ticket, desk),
    )


def _cancel(ticket: Ticket, say: Say) -> Action:
    return Action(
        verb="cancel",
        label=say("Hủy số", "Cancel"),
        asks=Asks.CANCEL_REASON,
        fields=_fields(ticket, None),
    )


def why_not_free(desk: Desk | None, say: Say) -> str | None:
    """Why nobody can be taken to this desk now; None: it is free."""
    if desk is None:
        return say("Chưa mở quầy", "No counter is open")
    if desk.ticket is not None:
        return say("Quầy đang có người", "Somebody is at the counter")
    return None


def _fields(ticket: Ticket, desk: Desk | None) -> Fields:
    seen = SeenTicket(ticket=ticket.id, state=ticket.state)
    return Fields(counter=desk.counter.id if desk is not None else None, seen=seen)
