"""What the events and commands of one batch mean for the tables: series that moved on, commands given up."""

from __future__ import annotations

from datetime import date

from contract.commands import Command, ReserveTicket, VoidTicket
from contract.events import NumbersSkipped, TicketHandedIn, TicketReserved
from contract.ids import CommandId, SeriesId
from server.domain.hall import Hall
from server.store.job import Commit


def moved_series(commit: Commit, hall: Hall) -> dict[tuple[date, SeriesId], int]:
    """Where series stand now; a number handed in after a restore may have moved one on as well."""
    moved: dict[tuple[date, SeriesId], int] = {}
    for item in commit.recorded:
        event = item.event
        if isinstance(event, TicketReserved | TicketHandedIn) and event.day is not None:
            if isinstance(event, TicketReserved):
                moved[event.day, event.series] = event.value + 1
            elif event.lease is None and event.day == hall.day:
                moved[event.day, event.series] = hall.next_value[event.series]
        elif isinstance(event, NumbersSkipped) and event.day is not None:
            moved.update(((event.day, part.series), part.last + 1) for part in event.series)
    return moved


def abandoned_by(command: Command | None) -> tuple[CommandId, ...]:
    """Reserve commands whose kiosk gives them up with this one."""
    if isinstance(command, ReserveTicket):
        return command.abandons
    if isinstance(command, VoidTicket) and command.abandoned is not None:
        return (command.abandoned,)
    return ()
