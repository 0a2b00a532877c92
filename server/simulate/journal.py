"""What a simulated kiosk keeps: lent numbers, the slips it gave from them, and what the hub has not heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

import msgspec

from contract.ids import JournalId, TicketNumber, Token, new_journal_id, new_ticket_id, new_token
from contract.offline import JournaledTicket, Lease, LeasedRange, TakenAt, spelled_number
from contract.words import SlipFate, VoidReason
from server.domain.hall import Hall
from server.service.asker import Asker
from server.service.taking import hash_of
from server.simulate.visitor import Visitor


@dataclass(slots=True, eq=False)
class Slip:
    """One number the kiosk gave alone."""

    told: JournaledTicket
    """As the hub will hear it."""
    token: Token
    visitor: Visitor
    kept_in: Journal
    is_handed_in: bool = False
    is_served_by_hand: bool = False

    @property
    def misread(self) -> TicketNumber | None:
        """A lent number nobody has yet: what somebody types who misreads this one."""
        return self.kept_in.next_number(self.visitor)


@dataclass(slots=True, eq=False)
class Journal:
    """Outlives the day."""

    asker: Asker
    name: JournalId = field(default_factory=new_journal_id)
    slips: list[Slip] = field(default_factory=list)
    """Of the latest day, in order, and older ones that are still owed."""
    _leases: tuple[Lease, ...] = ()
    _used: set[TicketNumber] = field(default_factory=set)
    _order: Iterator[int] = field(default_factory=lambda: count(1))

    def learn(self, hall: Hall) -> None:
        """The leases it holds for the open day."""
        held = [lease for lease in hall.leases.values() if lease.kiosk == self.asker.device]
        today = tuple(lease for lease in held if lease.day == hall.day and lease.lease not in hall.reclaimed)
        if {lease.day for lease in today} != {lease.day for lease in self._leases}:
            self._used.clear()
        self._leases = today

    @property
    def day(self) -> date | None:
        """For which it holds numbers."""
        return self._leases[0].day if self._leases else None

    def owed(self) -> list[Slip]:
        """What the hub has not heard of."""
        return [slip for slip in self.slips if not slip.is_handed_in]

    def begin_day(self) -> None:
        """Yesterday's slips are history."""
        self.slips = self.owed()

    def give(self, visitor: Visitor, taken: TakenAt, void: VoidReason | None) -> Slip | None:
        """The highest free number of the service's series; None: none is lent."""
        found = next(self._free(visitor), None)
        if found is None:
            return None
        lease, part, number = found
        self._used.add(number)
        token = new_token()
        told = JournaledTicket(
            ticket=new_ticket_id(),
            number=number,
            series=part.series,
            value=int(number.removeprefix(part.letter)),
            service=visitor.service,
            day=lease.day,
            order=next(self._order),
            taken=taken,
            token_hash=hash_of(token),
            lease=lease.lease,
            fate=None if void else SlipFate.PRINTED,
            void=void,
            language=visitor.language,
            priority=visitor.priority,
            procedure=visitor.procedure,
        )
        self.slips.append(Slip(told, token, visitor, self))
        return self.slips[-1]

    def date_unsure_ones(self, not_after: datetime) -> None:
        """What was given without knowing the time lay before that."""
        for slip in self.owed():
            taken = slip.told.taken
            if not taken.is_sure and taken.not_after is None:
                dated = msgspec.structs.replace(taken, not_after=not_after)
                slip.told = msgspec.structs.replace(slip.told, taken=dated)

    def next_number(self, visitor: Visitor) -> TicketNumber | None:
        """What it would give next."""
        return next((number for _, _, number in self._free(visitor)), None)

    def _free(self, visitor: Visitor) -> Iterator[tuple[Lease, LeasedRange, TicketNumber]]:
        for lease in self._leases:
            series = next((one.series for one in lease.services if one.service == visitor.service), None)
            for part in lease.ranges:
                if part.series == series:
                    yield from (
                        (lease, part, number) for number in _downwards(part) if number not in self._used
                    )


def _downwards(part: LeasedRange) -> Iterator[TicketNumber]:
    return (spelled_number(part.letter, value) for value in range(part.last, part.first - 1, -1))
