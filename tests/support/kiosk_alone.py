"""A kiosk without its hub: it gives numbers of its lease, and hands them in when it is asked to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from contract import commands as c
from contract.answers import HandedIn
from contract.ids import ServiceId, TicketNumber, Token, new_command_id, new_ticket_id, new_token
from contract.offline import JournaledTicket, Lease, LeasedService, TakenAt
from contract.words import HandInEnd, SlipFate
from server.service.asker import Asker
from server.service.taking import hash_of
from tests.support.open_center import KIOSK, OpenCenter


@dataclass(frozen=True, slots=True)
class PaperSlip:
    """What the citizen holds, and how the kiosk journaled it."""

    number: TicketNumber
    token: Token
    told: JournaledTicket


@dataclass(slots=True)
class KioskAlone:
    """Gives the top number of each series first, as leases are taken."""

    center: OpenCenter
    asker: Asker = KIOSK
    given: dict[str, int] = field(default_factory=dict)

    @property
    def lease(self) -> Lease:
        """For the open day."""
        with self.center.writer.reading() as hall:
            held = [lease for lease in hall.leases.values() if lease.kiosk == self.asker.device]
        return min(held, key=lambda lease: lease.day)

    def give(self, service: str = "ho-tich", at: datetime | None = None, **fields: Any) -> PaperSlip:
        """Print a slip; nobody else knows of it."""
        lease = self.lease
        series = self._leased(lease, service).series
        part = next(part for part in lease.ranges if part.series == series)
        value = part.last - self.given.get(series, 0)
        self.given[series] = self.given.get(series, 0) + 1
        number = TicketNumber(f"{part.letter}{value:03d}")
        token = Token(f"{number}-{new_token()}")
        told = JournaledTicket(
            ticket=new_ticket_id(),
            number=number,
            series=series,
            value=value,
            service=ServiceId(service),
            day=fields.pop("day", lease.day),
            order=sum(self.given.values()),
            taken=fields.pop("taken", TakenAt(at=at or self.center.now(), is_sure=True)),
            token_hash=hash_of(token),
            lease=lease.lease,
            fate=SlipFate.PRINTED,
            **fields,
        )
        return PaperSlip(number, token, told)

    def hand_in(self, *slips: PaperSlip) -> list[HandInEnd]:
        """What became of each."""
        ends: list[HandInEnd] = []
        for first in range(0, len(slips), 50):
            told = tuple(slip.told for slip in slips[first : first + 50])
            result = self.center.done(c.HandIn(command_id=new_command_id(), tickets=told), self.asker).result
            assert isinstance(result, HandedIn)
            ends += [ticket.end for ticket in result.tickets]
        return ends

    def _leased(self, lease: Lease, service: str) -> LeasedService:
        return next(known for known in lease.services if known.service == service)
