"""The officer's card for help with filing online: whose visits, what was said of them. Pure."""

from __future__ import annotations

from contract.words import PeriodKind, TicketState
from server.config.shapes import CenterConfig
from server.domain.filing import FilingNote, FilingRules, helped_last
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.service.asker import Asker
from server.web.console.names import to_pick
from server.web.console.state import FilingCard, FilingRow
from server.web.say import Say

SHOWN = 4
"""This visit and the ones before it; older ones are found by nobody who is busy."""


def filing_card(
    hall: Hall, rules: FilingRules, config: CenterConfig, asker: Asker, say: Say
) -> FilingCard | None:
    """Of the visits this officer helped today; None: there are none, or the day is closed."""
    if hall.day is None or not rules.services:
        return None
    helped = _helped(hall, rules, asker)
    if not helped:
        return None
    return FilingCard(
        things=to_pick(config.filing_help.missing, say),
        rows=tuple(_row(ticket, hall.filing.get(ticket.id)) for ticket in helped[:SHOWN]),
        is_open=_serves(hall, asker) in (None, helped[0].id),
    )


def _helped(hall: Hall, rules: FilingRules, asker: Asker) -> list[Ticket]:
    """The latest first."""
    found = []
    for ticket in hall.tickets.values():
        last = helped_last(ticket, rules)
        if last is not None and last.officer == asker.officer:
            found.append((last.start.utc_us, ticket.last_seq, ticket))
    return [ticket for _, _, ticket in sorted(found, key=lambda one: one[:2], reverse=True)]


def _serves(hall: Hall, asker: Asker) -> str | None:
    """Whom this officer is serving now."""
    for ticket in hall.tickets.values():
        running = ticket.running
        if (
            ticket.state is TicketState.SERVING
            and running is not None
            and running.kind is PeriodKind.SERVICE
            and running.officer == asker.officer
        ):
            return ticket.id
    return None


def _row(ticket: Ticket, note: FilingNote | None) -> FilingRow:
    return FilingRow(
        ticket=ticket.id,
        number=ticket.number,
        language=ticket.language,
        missing=note.missing if note is not None else None,
        filed=note.filed if note is not None else None,
    )
