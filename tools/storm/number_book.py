"""Numbers: unique in a day on paper and in the ledger, and each accounted for.

Issued, voided, leased and unused, or skipped after a restore; what leases add up to is `lease_book`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from contract import events as e
from contract.ids import SeriesId, TicketId
from tools.storm.evidence import Difference, Evidence, Paper, Sort
from tools.storm.ledger_tickets import TicketBook

_Series = tuple[date | None, SeriesId]


def compare_numbers(evidence: Evidence, book: TicketBook) -> Iterator[Difference]:
    """Of all days."""
    skipped: defaultdict[_Series, set[int]] = defaultdict(set)
    yield from _unique(book)
    yield from _unique_on_paper(evidence, book)
    yield from _skipped(evidence, skipped)
    yield from _without_holes(book, skipped)


def _unique(book: TicketBook) -> Iterator[Difference]:
    holders: defaultdict[tuple[date | None, str], list[TicketId]] = defaultdict(list)
    for ticket in book.tickets.values():
        holders[ticket.day, ticket.number].append(ticket.ticket)
    for (day, number), tickets in holders.items():
        if len(tickets) > 1:
            yield Difference(
                Sort.NUMBER_TWICE, f"{number} was given {len(tickets)} times on {day}", tickets[-1]
            )


def _unique_on_paper(evidence: Evidence, book: TicketBook) -> Iterator[Difference]:
    """Two people with one number on one day, whatever the ledger made of it; a copy has the same code."""
    by_token = {token: ticket for ticket in book.tickets.values() for token in ticket.tokens}
    days_of = {token: {ticket.day} for token, ticket in by_token.items()}
    days_of |= {token: {unplaced.for_day} for token, unplaced in book.unplaced.items()}
    by_number: defaultdict[str, dict[str, Paper]] = defaultdict(dict)
    for paper in evidence.papers:
        by_number[paper.number].setdefault(paper.token_hash, paper)
    for number, papers in by_number.items():
        for one, other in combinations(papers.values(), 2):
            days = [days_of.get(paper.token_hash, set()) | {paper.day} for paper in (one, other)]
            if days[0] & days[1]:
                known = by_token.get(one.token_hash) or by_token.get(other.token_hash)
                text = f"two slips say {number}: one from {one.kiosk}, one from {other.kiosk}"
                yield Difference(Sort.SAME_NUMBER, text, known.ticket if known else None)


def _skipped(evidence: Evidence, skipped: defaultdict[_Series, set[int]]) -> Iterator[Difference]:
    """Only after a restore; the series goes on behind what was skipped."""
    is_restored = False
    behind: dict[_Series, int] = {}
    for event in evidence.events:
        match event:
            case e.EpochBegun():
                is_restored = True
            case e.NumbersSkipped():
                if not is_restored:
                    yield Difference(Sort.NUMBER_LOST, f"event {event.seq} skips numbers without a restore")
                for part in event.series:
                    skipped[event.day, part.series] |= set(range(part.first, part.last + 1))
                    behind[event.day, part.series] = part.last
            case e.TicketReserved() if event.value <= behind.get((event.day, event.series), 0):
                text = f"{event.number} had been skipped, and was given"
                yield Difference(Sort.NUMBER_TWICE, text, event.ticket)
            case _:
                pass


def _without_holes(book: TicketBook, skipped: defaultdict[_Series, set[int]]) -> Iterator[Difference]:
    """The hub counts up without a hole but for what it said it skipped."""
    given: defaultdict[_Series, set[int]] = defaultdict(set)
    for ticket in book.tickets.values():
        if ticket.lease is None and ticket.series is not None and ticket.value is not None:
            given[ticket.day, ticket.series].add(ticket.value)
    for (day, series), values in given.items():
        known = values | skipped[day, series]
        holes = [value for value in range(min(values), max(values)) if value not in known]
        if holes:
            text = f"series {series} of {day}: nobody knows what became of {_listed(holes)}"
            yield Difference(Sort.NUMBER_LOST, text)


def _listed(values: list[int]) -> str:
    return ", ".join(str(value) for value in values[:5]) + (" …" if len(values) > 5 else "")
