"""Help with filing online, counted by day: who was helped, what was missing, what was filed.

Not said is not said: every count has its own denominator. Nobody is in these figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select, union

from contract.events import FilingNoted
from contract.ids import ServiceId, TicketId
from contract.words import PeriodKind, TicketState
from server.store import tables
from server.store.decoding import decode

_event, _period, _ticket = tables.event.c, tables.period.c, tables.ticket.c
_SERVED = (TicketState.SERVING.value, TicketState.SERVED.value)


@dataclass(slots=True)
class FilingFigures:
    """Of any number of days."""

    visits: int = 0
    """Helped, whatever was said."""
    said: int = 0
    """What was missing, nothing included: the denominator of `missing` and `nothing`."""
    nothing: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    """By thing; a visit may lack several."""
    said_filed: int = 0
    """Filed or not: the denominator of `filed`."""
    filed: int = 0

    @property
    def unsaid(self) -> int:
        """Helped, and nobody said what was missing."""
        return self.visits - self.said

    def add(self, note: FilingNoted) -> None:
        """What was said of one more visit."""
        if note.missing is not None:
            self.said += 1
            self.nothing += not note.missing
            for thing in note.missing:
                self.missing[thing] = self.missing.get(thing, 0) + 1
        if note.filed is not None:
            self.said_filed += 1
            self.filed += note.filed


def filing_by_day(
    connection: Connection, first: date, last: date, marked: Collection[ServiceId]
) -> dict[date, FilingFigures]:
    """The days with visits, in order; `marked`: the services that help with filing online today.

    What was noted of a visit that nobody served after all, its start being taken back, counts nowhere.
    """
    notes = _latest_notes(connection, first, last)
    services = {*marked, *(note.service for note in notes.values())}
    visits = _helped(connection, first, last, services)
    days: dict[date, FilingFigures] = {}
    for day, ticket in sorted(visits):
        figures = days.setdefault(day, FilingFigures())
        figures.visits += 1
        if ticket in notes:
            figures.add(notes[ticket])
    return days


def summed(all_figures: Iterable[FilingFigures]) -> FilingFigures:
    """Of all these days together: no visit has two days."""
    total = FilingFigures()
    for one in all_figures:
        total.visits += one.visits
        total.said += one.said
        total.nothing += one.nothing
        total.said_filed += one.said_filed
        total.filed += one.filed
        for thing, count in one.missing.items():
            total.missing[thing] = total.missing.get(thing, 0) + count
    return total


def _latest_notes(connection: Connection, first: date, last: date) -> dict[TicketId, FilingNoted]:
    of_range = (_event.kind == FilingNoted.kind(), _event.day >= first, _event.day <= last)
    query = select(_event.kind, _event.payload).where(*of_range).order_by(_event.seq)
    notes: dict[TicketId, FilingNoted] = {}
    for row in connection.execute(query):
        event = decode(row.kind, bytes(row.payload))
        assert isinstance(event, FilingNoted)  # noqa: S101 - what that kind decodes to
        notes[event.ticket] = event
    return notes


def _helped(
    connection: Connection, first: date, last: date, services: Collection[ServiceId]
) -> set[tuple[date, TicketId]]:
    known = sorted(services)
    served = select(_period.day, _period.ticket).where(
        _period.day >= first,
        _period.day <= last,
        _period.kind == PeriodKind.SERVICE.value,
        _period.service.in_(known),
    )
    ended = select(_ticket.day, _ticket.id).where(
        _ticket.day >= first, _ticket.day <= last, _ticket.service.in_(known), _ticket.state.in_(_SERVED)
    )
    return {(row[0], TicketId(row[1])) for row in connection.execute(union(served, ended))}
