"""The lines as the officer's page shows them: who waits for one's own services, how many elsewhere. Pure."""

from __future__ import annotations

from contract.ids import ServiceId
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.web.console.names import Names
from server.web.console.state import LineCard, Waiting

SHOWN_IN_LINE = 30
"""Of each service; the rest is counted."""


def my_line(hall: Hall, service: ServiceId, first: Ticket | None, names: Names) -> LineCard:
    """With the first of them; `first` is who would be called next."""
    line = hall.line(service)
    shown = [hall.tickets[ticket] for ticket, _ in zip(line, range(SHOWN_IN_LINE), strict=False)]
    return LineCard(
        service=service,
        name=names.service(service),
        waiting=len(line),
        is_mine=True,
        tickets=tuple(
            Waiting(
                id=ticket.id,
                number=ticket.number,
                arrived=ticket.arrived.utc,
                priority=names.priority(ticket.priority),
                is_next=first is not None and ticket.id == first.id,
            )
            for ticket in shown
        ),
    )


def other_line(hall: Hall, service: ServiceId, names: Names) -> LineCard:
    """Counted alone."""
    return LineCard(
        service=service,
        name=names.service(service),
        waiting=len(hall.line(service)),
        is_mine=False,
        tickets=(),
    )
