"""Tickets as the page shows them: times, names, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from contract.clock import local_time
from contract.words import Origin, PeriodKind
from server.domain.instant import Instant
from server.domain.ticket import Ticket
from server.web.console.action import Action
from server.web.console.names import Names
from server.web.console.state import Spent, TicketCard
from server.web.say import Say

_SECOND_US = 1_000_000


def ticket_card(ticket: Ticket, names: Names, actions: tuple[Action, ...] = ()) -> TicketCard:
    """One ticket."""
    return TicketCard(
        id=ticket.id,
        number=ticket.number,
        state=ticket.state,
        state_name=names.state(ticket.state),
        service=names.service(ticket.service),
        procedure=names.procedure(ticket.procedure),
        priority=names.priority(ticket.priority),
        counter=names.counter(ticket.counter),
        arrived=ticket.arrived.utc,
        since=ticket.state_since.utc,
        spent=_spent(ticket),
        recalls=ticket.recalls,
        notes=tuple(_notes(ticket, names.say)),
        actions=actions,
    )


def _notes(ticket: Ticket, say: Say) -> Iterator[str]:
    if ticket.claimed:
        yield say(
            "Phiếu giấy nhận tại quầy, máy lấy số chưa nộp", "Slip claimed, not handed in by its kiosk yet"
        )
    elif ticket.origin is Origin.OFFLINE:
        yield say("Phiếu cấp khi mất kết nối", "Issued offline")
    if ticket.taken_bounds is not None:
        since, until = (f"{local_time(moment):%H:%M}" for moment in ticket.taken_bounds)
        yield say(f"Không rõ giờ lấy số: từ {since} đến {until}", f"Taken between {since} and {until}")
    if ticket.is_by_hand:
        yield say("Đã phục vụ lúc mất kết nối, ghi bằng tay", "Served while offline, closed by hand")


def why_next(ticket: Ticket, waiting: int, now: Instant, names: Names) -> str:
    """Why this one would be called, in words for the officer."""
    minutes = max(0, now.utc_us - ticket.arrived.utc_us) // (60 * _SECOND_US)
    behind = waiting - 1
    if ticket.rank:
        return names.say(
            f"{ticket.number} tiếp theo: ưu tiên, {names.priority(ticket.priority)}; "
            f"chờ {minutes} phút, sau đó còn {behind} người",
            f"{ticket.number} is next: priority, {names.priority(ticket.priority)}; "
            f"{minutes} min so far, {behind} behind",
        )
    return names.say(
        f"{ticket.number} tiếp theo: đến trước nhất, chờ {minutes} phút, sau đó còn {behind} người",
        f"{ticket.number} is next: came first, {minutes} min so far, {behind} behind",
    )


def _spent(ticket: Ticket) -> Spent:
    running = ticket.running
    return Spent(
        waiting_s=ticket.spent_us(PeriodKind.WAITING) / _SECOND_US,
        walking_s=ticket.spent_us(PeriodKind.WALKING) / _SECOND_US,
        service_s=ticket.spent_us(PeriodKind.SERVICE) / _SECOND_US,
        hold_s=ticket.spent_us(PeriodKind.HOLD) / _SECOND_US,
        running=running.kind if running is not None else None,
        running_since=running.start.utc if running is not None else None,
    )
