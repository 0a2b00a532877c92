"""What an officer can do at the counter now, and what not and why. Pure: no page, no clock.

The hub decides when the command comes; this only spares people buttons that would be refused. The order
and number of actions never change, so that the page never jumps.
"""

from __future__ import annotations

from dataclasses import dataclass

from contract.commands import SeenTicket
from contract.words import TicketState
from server.domain.center import CenterRules
from server.domain.counter import Counter
from server.domain.hall import Hall
from server.domain.instant import Instant, seconds_between
from server.domain.ticket import Ticket
from server.web.console.action import Action, Asks, Fields
from server.web.console.moving import redirect, transfer
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Desk:
    """The officer's open counter, as it stands."""

    counter: Counter
    ticket: Ticket | None
    waiting: int
    may_undo: bool

    @property
    def state(self) -> TicketState | None:
        """Of the ticket here."""
        return self.ticket.state if self.ticket is not None else None


def desk_of(hall: Hall, rules: CenterRules, counter: Counter, now: Instant) -> Desk:
    """Read off the hall."""
    last = counter.last_action
    may_undo = (
        last is not None
        and seconds_between(last.at, now) <= rules.undo_within_s
        and all(ticket in hall.tickets and hall.tickets[ticket].last_seq == seq for ticket, seq in last.after)
    )
    return Desk(counter, hall.ticket_at(counter), hall.waiting_for(counter.services), may_undo)


def counter_actions(desk: Desk, rules: CenterRules, say: Say) -> tuple[Action, ...]:
    """All buttons of the counter, always the same ones in the same order."""
    return (
        _next(desk, say),
        _enter(desk, say),
        _recall(desk, rules, say),
        _hold(desk, say),
        _no_show(desk, say),
        _undo(desk, say),
        _transfer(desk, say),
        _back_to_line(desk, say),
        _cancel(desk, say),
    )


def _next(desk: Desk, say: Say) -> Action:
    is_serving = desk.state is TicketState.SERVING
    label = (
        say("Hoàn thành và mời tiếp", "Finish and call next")
        if is_serving
        else say("Mời số tiếp theo", "Call next")
    )
    fields = Fields(counter=desk.counter.id, finishing=_seen(desk) if is_serving else None)
    return Action(
        verb="call-next",
        label=label,
        key="Space",
        why_not=_why_no_next(desk, say),
        is_next=desk.ticket is None,
        fields=fields,
    )


def _why_no_next(desk: Desk, say: Say) -> str | None:
    if desk.counter.pause is not None:
        return say("Quầy đang tạm dừng", "The counter is paused")
    if desk.state is TicketState.CALLED:
        return say("Đang gọi một số", "A number is being called")
    if desk.waiting == 0:
        return say("Chưa có người chờ", "Nobody is waiting")
    return None


def _enter(desk: Desk, say: Say) -> Action:
    """Start or finish: Enter does what comes next with the one at the counter."""
    if desk.state is TicketState.SERVING:
        return Action(
            verb="finish", label=say("Hoàn thành", "Finish"), key="Enter", is_next=True, fields=_here(desk)
        )
    is_called = desk.state is TicketState.CALLED
    return Action(
        verb="start-service",
        label=say("Bắt đầu phục vụ", "Start service"),
        key="Enter",
        why_not=None if is_called else _nobody_called(say),
        is_next=is_called,
        fields=_here(desk),
    )


def _recall(desk: Desk, rules: CenterRules, say: Say) -> Action:
    why_not = None if desk.state is TicketState.CALLED else _only_called(desk, say)
    if desk.ticket is not None and why_not is None and desk.ticket.recalls >= rules.max_recalls:
        times = desk.ticket.recalls
        why_not = say(f"Đã gọi lại {times} lần", f"Recalled {times} times")
    return Action(verb="recall", label=say("Gọi lại", "Recall"), key="R", why_not=why_not, fields=_here(desk))


def _hold(desk: Desk, say: Say) -> Action:
    return Action(
        verb="hold",
        label=say("Lưu số", "Hold"),
        key="H",
        why_not=None if desk.ticket is not None else _nobody_here(say),
        asks=Asks.HOLD_REASON,
        fields=_here(desk),
    )


def _no_show(desk: Desk, say: Say) -> Action:
    why_not = None if desk.state is TicketState.CALLED else _only_called(desk, say)
    return Action(
        verb="no-show", label=say("Vắng mặt", "No-show"), key="N", why_not=why_not, fields=_here(desk)
    )


def _transfer(desk: Desk, say: Say) -> Action:
    """One key: before service it puts a wrong choice right, in service it leads on to the next."""
    service = desk.ticket.service if desk.ticket is not None else None
    if desk.state is TicketState.SERVING:
        return transfer(service, _here(desk), say, key="T")
    why_not = None if desk.ticket is not None else _nobody_here(say)
    return redirect(service, _here(desk), say, key="T", why_not=why_not)


def _undo(desk: Desk, say: Say) -> Action:
    return Action(
        verb="undo",
        label=say("Hoàn tác", "Undo"),
        key="U",
        why_not=None if desk.may_undo else say("Chưa có thao tác", "Nothing to undo"),
        fields=Fields(counter=desk.counter.id),
    )


def _back_to_line(desk: Desk, say: Say) -> Action:
    return Action(
        verb="return-to-line",
        label=say("Xếp lại hàng", "Back to line"),
        why_not=None if desk.state is TicketState.CALLED else _only_called(desk, say),
        fields=_here(desk),
    )


def _cancel(desk: Desk, say: Say) -> Action:
    return Action(
        verb="cancel",
        label=say("Hủy số", "Cancel"),
        why_not=None if desk.state is TicketState.CALLED else _only_called(desk, say),
        asks=Asks.CANCEL_REASON,
        fields=_here(desk),
    )


def _here(desk: Desk) -> Fields:
    return Fields(counter=desk.counter.id, seen=_seen(desk))


def _seen(desk: Desk) -> SeenTicket | None:
    return SeenTicket(ticket=desk.ticket.id, state=desk.ticket.state) if desk.ticket is not None else None


def _nobody_called(say: Say) -> str:
    return say("Chưa gọi ai", "Nobody is called")


def _nobody_here(say: Say) -> str:
    return say("Chưa có ai", "Nobody here")


def _only_called(desk: Desk, say: Say) -> str:
    return say("Đang phục vụ", "Being served") if desk.ticket is not None else _nobody_called(say)
