"""The business day ends: what is open ends truthfully."""

from __future__ import annotations

from datetime import timedelta

from contract.answers import DayStands
from contract.commands import CloseDay
from contract.events import CounterClosed, DayClosed, TicketFinished, TicketUnserved
from contract.words import ClockTrust, TicketState
from server.domain.refusal import clock_untrusted
from server.service import checks
from server.service.lend_numbers import reclaim_leases
from server.service.work import Work


def close_day(_command: CloseDay, work: Work) -> DayStands:
    """A ticket in service becomes served, *end inferred*; all others in the hall end unserved."""
    day = checks.open_day(work)
    if work.now.trust is ClockTrust.UNTRUSTED:
        raise clock_untrusted("đóng ngày", "the day is closed")
    unserved = inferred = 0
    for ticket in tuple(work.hall.open_tickets()):
        if ticket.state is TicketState.SERVING:
            inferred += 1
            work.record(
                TicketFinished,
                ticket=ticket.id,
                number=ticket.number,
                counter=ticket.counter,
                is_end_inferred=True,
            )
        else:
            unserved += 1
            work.record(TicketUnserved, ticket=ticket.id, number=ticket.number, was=ticket.state)
    for counter in tuple(work.hall.counters.values()):
        if counter.is_open:
            work.record(CounterClosed, counter=counter.id)
    reclaim_leases(work, before=day + timedelta(days=1))
    work.record(
        DayClosed,
        tickets=len(work.hall.tickets),
        unserved=unserved,
        end_inferred=inferred,
        head=work.hall.head.hash.hex(),
    )
    return DayStands(day=day, is_open=False, unserved=unserved, end_inferred=inferred)
