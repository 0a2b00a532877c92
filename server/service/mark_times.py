"""Somebody who was there says that a ticket's times are not what happened: counted, never left out."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import MarkTimes
from contract.events import TimesMarked
from server.domain.refusal import Refusal, unknown_ticket
from server.service.asker import Role
from server.service.work import PastTicket, Work


def mark_times(command: MarkTimes, work: Work) -> Noted:
    """Of any day; an officer of what they had at their counter themselves, a manager of all."""
    known = _known(command, work)
    if known is None:
        raise unknown_ticket()
    if Role.MANAGER not in work.asker.roles and work.asker.officer not in known.officers:
        raise Refusal(
            "not-yours",
            f"Số {known.number} do cán bộ khác phục vụ. Xin nhờ cán bộ đó hoặc người quản lý.",
            f"Another officer served number {known.number}. Ask that officer or a manager.",
        )
    work.record(
        TimesMarked,
        ticket=command.ticket,
        number=known.number,
        of_day=known.day,
        reason=command.reason,
    )
    return Noted()


def _known(command: MarkTimes, work: Work) -> PastTicket | None:
    ticket = work.hall.tickets.get(command.ticket)
    if ticket is None:
        return work.past_ticket
    had = {ticket.officer, *(period.officer for period in ticket.periods)}
    officers = frozenset(officer for officer in had if officer is not None)
    return PastTicket(number=ticket.number, day=ticket.day, officers=officers)
