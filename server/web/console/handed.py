"""What kiosks issued while the hub was away, for staff: in line, claimed at a counter, without a line. Pure.

Reads the hall and the ledger's hand-ins; closing tickets as served by hand is a command like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from contract.commands import SeenTicket
from contract.events import TicketNotPlaced
from contract.ids import DeviceId, TicketId, TicketNumber
from contract.words import NotPlacedBecause, Origin, TicketState
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.web.console.names import Names
from server.web.console.slip import lease_of
from server.web.say import Say

OPEN = (TicketState.WAITING, TicketState.ON_HOLD)
"""What can be closed as served by hand."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """When a ticket was taken, as far as anybody knows."""

    at: datetime
    not_before: datetime | None = None
    """With `not_after`: it is not known better than that."""
    not_after: datetime | None = None


class HandedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket."""

    id: TicketId
    number: TicketNumber
    service: str
    taken: Taken
    kiosk: str | None
    state_name: str
    is_offline: bool
    """Issued while the hub was away, or handed in again after a restore; else in line since before."""
    is_claimed: bool
    """Admitted by its slip; no kiosk has handed it in yet."""
    seen: SeenTicket | None
    """To close it as served by hand; None: that cannot be done."""


class NotPlacedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A slip for which there is no line."""

    number: TicketNumber
    service: str
    day: date
    taken: Taken
    kiosk: str | None
    why: str
    what_to_do: str


class HandedIn(msgspec.Struct, frozen=True, kw_only=True):
    """The whole list, the latest taken first."""

    rows: tuple[HandedRow, ...]
    not_placed: tuple[NotPlacedRow, ...]
    may_close: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are."""

    handed_in: int
    open: int
    """Of them, still waiting or on hold."""
    claimed: int
    """Not handed in yet."""


def is_handed_in(ticket: Ticket) -> bool:
    """Whether it came into the hall by a kiosk's journal and somebody has the slip."""
    came_late = ticket.among_us != 0 or ticket.origin is Origin.OFFLINE
    return came_late and ticket.fate is not None and not ticket.claimed


def count_handed(hall: Hall) -> Count:
    """Of the open day."""
    handed = [ticket for ticket in hall.tickets.values() if is_handed_in(ticket)]
    claimed = sum(1 for ticket in hall.tickets.values() if ticket.claimed)
    return Count(len(handed), sum(1 for ticket in handed if ticket.state in OPEN), claimed)


def handed_rows(
    hall: Hall, kiosks: Mapping[TicketId, DeviceId], names: Names, device_name: Callable[[str], str]
) -> tuple[HandedRow, ...]:
    """What was handed in or claimed, and whoever else still waits."""
    shown = [ticket for ticket in hall.tickets.values() if _is_shown(ticket)]
    shown.sort(key=lambda ticket: (-ticket.arrived.utc_us, -ticket.among, ticket.number))
    return tuple(_row(hall, ticket, kiosks, names, device_name) for ticket in shown)


def not_placed_rows(
    events: Sequence[TicketNotPlaced], names: Names, device_name: Callable[[str], str]
) -> tuple[NotPlacedRow, ...]:
    """Slips for which there is no line, with what to tell their holders."""
    return tuple(
        NotPlacedRow(
            number=event.number,
            service=names.service(event.service),
            day=event.for_day,
            taken=Taken(
                at=event.taken.at, not_before=event.taken.not_before, not_after=event.taken.not_after
            ),
            kiosk=device_name(event.device) if event.device else None,
            why=why_not_placed(event, names.say),
            what_to_do=what_to_do(event, names.say),
        )
        for event in events
    )


def why_not_placed(event: TicketNotPlaced, say: Say) -> str:
    """In plain words."""
    match event.why:
        case NotPlacedBecause.DAY_OVER:
            return say(
                f"Phiếu của ngày {event.for_day:%d/%m}, ngày đó đã đóng",
                f"Of {event.for_day:%d/%m}, that day is closed",
            )
        case NotPlacedBecause.NUMBER_TAKEN:
            return say("Số này đã thuộc phiếu khác", "Another slip has this number")
        case NotPlacedBecause.NOT_LEASED:
            return say("Máy này không được giao số đó", "The kiosk was not lent that number")
        case NotPlacedBecause.NO_LINE:
            return say("Nhóm thủ tục này không còn", "This service is no longer offered")


def what_to_do(event: TicketNotPlaced, say: Say) -> str:
    """What staff does when the holder is here."""
    match event.why:
        case NotPlacedBecause.NO_LINE:
            return say(
                "Nếu công dân còn ở đây: hỏi cần việc gì, cấp số mới ở nhóm đúng",
                "If the citizen is here: ask what for, give a new number of the right service",
            )
        case NotPlacedBecause.NOT_LEASED:
            return say(
                "Nếu công dân còn ở đây: cấp số mới; báo người quản trị xem máy lấy số",
                "If the citizen is here: give a new number; have the kiosk looked at",
            )
        case _:
            return say("Nếu công dân còn ở đây: cấp số mới", "If the citizen is here: give a new number")


def _is_shown(ticket: Ticket) -> bool:
    return is_handed_in(ticket) or ticket.claimed or ticket.state in OPEN


def _row(
    hall: Hall,
    ticket: Ticket,
    kiosks: Mapping[TicketId, DeviceId],
    names: Names,
    device_name: Callable[[str], str],
) -> HandedRow:
    lease = lease_of(hall, ticket.number) if ticket.claimed else None
    kiosk = kiosks.get(ticket.id) or (lease.kiosk if lease is not None else None)
    bounds = ticket.taken_bounds
    state = names.state(ticket.state)
    if ticket.is_by_hand:
        state = names.say("đã phục vụ, ghi bằng tay", "served by hand")
    return HandedRow(
        id=ticket.id,
        number=ticket.number,
        service=names.service(ticket.service),
        taken=Taken(
            at=ticket.arrived.utc,
            not_before=bounds[0] if bounds else None,
            not_after=bounds[1] if bounds else None,
        ),
        kiosk=device_name(kiosk) if kiosk is not None else None,
        state_name=state,
        is_offline=is_handed_in(ticket) or ticket.claimed,
        is_claimed=ticket.claimed,
        seen=SeenTicket(ticket=ticket.id, state=ticket.state) if ticket.state in OPEN else None,
    )
