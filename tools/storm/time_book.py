"""No time is wrong: periods without holes, none negative, and the visit is their sum.

A claim is service from its own moment on; merged, its waiting lies before that; undone, it is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from contract import events as e
from contract.event import Event
from contract.ids import TicketId
from contract.words import PeriodKind
from tools.storm.evidence import Difference, Evidence, Sort, Visit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(slots=True)
class _Told:
    """What the ledger says of a ticket that matters for its times."""

    claimed_us: int | None = None
    """When the claim that stands was made."""
    undone_us: list[int] = field(default_factory=list)
    """When claims were made that were undone."""
    is_merged: bool = False
    is_nobodys: bool = False
    """Nobody has it: voided after the close, or its claim was undone and no holder came."""
    is_by_hand: bool = False


def compare_times(evidence: Evidence) -> Iterator[Difference]:
    """Of every ticket."""
    told = _read(evidence.events)
    for visit in evidence.visits:
        of_claim = _of_claim(visit, told.get(visit.ticket, _Told()))
        for text in (*_negative(visit), *_holes(visit), *_sums(visit), *of_claim):
            yield Difference(Sort.TIME_WRONG, f"{visit.number}: {text}", visit.ticket)


def _read(events: Iterable[Event]) -> dict[TicketId, _Told]:
    told: dict[TicketId, _Told] = {}
    unserved: set[TicketId] = set()
    for event in events:
        match event:
            case e.TicketClaimed(ticket=ticket):
                told[ticket] = _Told(_us(event.at), told[ticket].undone_us if ticket in told else [])
            case e.TicketClaimUndone(ticket=ticket) if ticket in told:
                told[ticket] = _undone(told[ticket])
            case e.TicketMerged(ticket=ticket, fate=fate) if ticket in told:
                is_nobodys = told[ticket].is_nobodys and fate is None
                told[ticket].is_merged, told[ticket].is_nobodys = True, is_nobodys
            case e.TicketServedByHand(ticket=ticket):
                told.setdefault(ticket, _Told()).is_by_hand = True
            case e.TicketUnserved(ticket=ticket):
                unserved.add(ticket)
            case e.TicketVoided(ticket=ticket) if ticket in unserved:
                told.setdefault(ticket, _Told()).is_nobodys = True
            case _:
                pass
    return told


def _undone(told: _Told) -> _Told:
    claims = [] if told.claimed_us is None else [told.claimed_us]
    return _Told(undone_us=[*told.undone_us, *claims], is_nobodys=True)


def _of_claim(visit: Visit, told: _Told) -> Iterator[str]:
    if visit.is_by_hand is not told.is_by_hand:
        yield "served by hand is what the ledger or the report says, and not both"
    if told.is_nobodys and (visit.stretches or any(visit.spent_us.values())):
        yield "nobody has it, and time was spent on it"
    if told.claimed_us is not None:
        yield from _of_standing_claim(visit, told.claimed_us, told)
    for stretch in visit.stretches:
        if stretch.kind is PeriodKind.SERVICE and stretch.start_us in told.undone_us:
            yield "a claim that was undone counts as service"


def _of_standing_claim(visit: Visit, claimed_us: int, told: _Told) -> Iterator[str]:
    kinds = [stretch.kind for stretch in visit.stretches]
    if told.is_merged:
        if not kinds or kinds[0] is not PeriodKind.WAITING or visit.stretches[0].end_us != claimed_us:
            yield "it was claimed and handed in, and its waiting does not end with the claim"
    elif visit.arrived_us != claimed_us:
        yield "it was claimed and never handed in, and its arrival is not the claim"
    at_claim = [stretch for stretch in visit.stretches if stretch.start_us == claimed_us]
    if kinds[told.is_merged :] and not any(stretch.kind is PeriodKind.SERVICE for stretch in at_claim):
        yield "it was claimed, and no service begins with the claim"


def _negative(visit: Visit) -> Iterator[str]:
    for stretch in visit.stretches:
        if stretch.duration_us < 0:
            yield f"{stretch.kind} lasted {stretch.duration_us} µs"


def _holes(visit: Visit) -> Iterator[str]:
    """Each period begins where the one before ended, the first with the arrival; nobody knows it by hand."""
    if visit.is_by_hand:
        return
    before_us = visit.arrived_us
    for stretch in visit.stretches:
        if stretch.start_us != before_us:
            yield f"{stretch.kind} begins {(stretch.start_us - before_us) / 1e6:.6f} s after what was before"
        before_us = stretch.end_us


def _sums(visit: Visit) -> Iterator[str]:
    for kind in PeriodKind:
        total = sum(stretch.duration_us for stretch in visit.stretches if stretch.kind is kind)
        if total != visit.spent_us.get(kind, 0):
            yield f"{kind} is {visit.spent_us.get(kind, 0)} µs, its periods sum up to {total}"


def _us(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
