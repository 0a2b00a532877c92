"""Cutting what is handed in into commands that fit: by number, and by bytes.

Knows the command's limits; knows nothing of what is owed and of answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.commands import HandIn
from contract.message import KIB, encode_part
from contract.offline import JournaledTicket, Lease

AT_ONCE = 40
"""Tickets in one portion."""
ROOM = HandIn.MAX_BYTES - KIB
"""Bytes for leases and tickets; the rest of the command fits into one KiB."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What one command tells."""

    leases: tuple[Lease, ...] = ()
    tickets: tuple[JournaledTicket, ...] = ()

    def one_by_one(self) -> Iterator[Portion]:
        """The same in the smallest parts; nothing where it is one already."""
        if len(self.leases) + len(self.tickets) > 1:
            yield from (Portion(leases=(lease,)) for lease in self.leases)
            yield from (Portion(tickets=(ticket,)) for ticket in self.tickets)


def portions_of(leases: Sequence[Lease], tickets: Sequence[JournaledTicket]) -> list[Portion]:
    """All leases before the first ticket, all in their order; at least one portion, though it be empty."""
    portions, left = [Portion()], ROOM
    parts: tuple[Lease | JournaledTicket, ...] = (*leases, *tickets)
    for part in parts:
        size = len(encode_part(part)) + 1
        if (size > left and portions[-1] != Portion()) or len(portions[-1].tickets) == AT_ONCE:
            portions.append(Portion())
            left = ROOM
        portions[-1] = _with(portions[-1], part)
        left -= size
    return portions


def _with(portion: Portion, part: Lease | JournaledTicket) -> Portion:
    if isinstance(part, Lease):
        return Portion((*portion.leases, part), portion.tickets)
    return Portion(portion.leases, (*portion.tickets, part))
