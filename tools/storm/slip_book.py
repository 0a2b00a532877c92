"""Slips in hands = tickets in line: each paper one ticket, each ticket one paper or a citizen's word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from contract import events as e
from contract.words import SlipFate
from tools.storm.evidence import Difference, Evidence, Paper, Sort
from tools.storm.ledger_tickets import LedgerTicket, TicketBook

ON_THE_WAY_S = 3.0
"""A kiosk that died may have asked for a number just before: the hub takes it a little later."""


def compare_slips(evidence: Evidence, book: TicketBook) -> Iterator[Difference]:
    """From paper to ledger, and back."""
    by_token = {token: ticket for ticket in book.tickets.values() for token in ticket.tokens}
    printed = Counter(paper.token_hash for paper in evidence.papers)
    numbers = {paper.token_hash: paper.number for paper in evidence.papers}
    taken_back = frozenset(_tokens_taken_back(evidence))
    for paper in evidence.papers:
        ticket = by_token.get(paper.token_hash)
        if ticket is not None:
            yield from _paper_of(paper, ticket, evidence)
        elif paper.token_hash not in book.unplaced and not _is_lost(paper, evidence, taken_back):
            yield Difference(
                Sort.SLIP_WITHOUT_TICKET, f"{paper.number} from {paper.kiosk} stands nowhere in the ledger"
            )
    for token, times in printed.items():
        if times > 1:
            known = by_token.get(token)
            yield Difference(
                Sort.SLIP_TWICE, f"{numbers[token]} fell {times} times", known.ticket if known else None
            )
    yield from _without_line(book, printed)
    for ticket in book.tickets.values():
        if ticket.is_in_line:
            yield from _held_by_somebody(ticket, sum(printed[token] for token in ticket.tokens), evidence)


def _tokens_taken_back(evidence: Evidence) -> Iterator[str]:
    """Of tickets that a restore took out of the ledger."""
    for event in evidence.lost:
        if isinstance(event, e.TicketReserved | e.TicketHandedIn | e.TicketMerged):
            yield event.token_hash


def _is_lost(paper: Paper, evidence: Evidence, taken_back: frozenset[str]) -> bool:
    """Only a journal that is lost knew of it: from a lease and not handed in, or taken back by a restore."""
    token = paper.token_hash
    return any(
        lost.kiosk == paper.kiosk
        and ((paper.is_offline and token in lost.untold) or (token in lost.kept and token in taken_back))
        for lost in evidence.lost_journals
    )


def _without_line(book: TicketBook, printed: Counter[str]) -> Iterator[Difference]:
    """Somebody holds a number for which there was no line: only a day that was truly over is a reason."""
    for token, unplaced in book.unplaced.items():
        if not unplaced.is_excused and (unplaced.is_held or printed[token]):
            was = "over" if unplaced.was_day_over else "not over"
            text = f"{unplaced.number} was not placed: {unplaced.why}; its day {unplaced.for_day} was {was}"
            yield Difference(Sort.UNPLACED, text, unplaced.ticket)


def _paper_of(paper: Paper, ticket: LedgerTicket, evidence: Evidence) -> Iterator[Difference]:
    if paper.number != ticket.number:
        text = f"the slip says {paper.number}, the ledger {ticket.number}"
        yield Difference(Sort.WRONG_NUMBER, text, ticket.ticket)
    if paper.is_offline and ticket.lease is None:
        text = f"{ticket.number} was printed as given without the hub, and the hub knows of no lease"
        yield Difference(Sort.LEASE_UNCLEAR, text, ticket.ticket)
    if ticket.void is not None and not ticket.names & evidence.declined:
        text = f"{ticket.number} was voided ({ticket.void}), and its slip fell at {paper.kiosk}"
        yield Difference(Sort.SLIP_OF_NOBODY, text, ticket.ticket)
    if ticket.void is None and ticket.fate is None:
        text = f"{ticket.number} was printed at {paper.kiosk} and never came into line"
        yield Difference(Sort.SLIP_OF_NOBODY, text, ticket.ticket)


def _held_by_somebody(ticket: LedgerTicket, papers: int, evidence: Evidence) -> Iterator[Difference]:
    names = ticket.names
    match ticket.fate:
        case SlipFate.PRINTED if not papers:
            yield Difference(Sort.NO_PAPER, f"no slip of {ticket.number} fell", ticket.ticket)
        case SlipFate.UNCONFIRMED if (
            not papers and not names & evidence.started and not _is_kiosks_word_lost(ticket, evidence)
        ):
            text = f"{ticket.number} is in line; no byte of its slip was sent, and nobody noted it"
            yield Difference(Sort.GHOST, text, ticket.ticket)
        case SlipFate.ON_SCREEN if not papers and not names & evidence.noted:
            text = f"{ticket.number} is in line by a citizen's word that no citizen gave"
            yield Difference(Sort.GHOST, text, ticket.ticket)
        case _:
            pass


def _is_kiosks_word_lost(ticket: LedgerTicket, evidence: Evidence) -> bool:
    """Its kiosk lost its journal between the reservation and the end of the hub's patience."""
    born_s = evidence.heard_s.get(ticket.born, 0.0)
    in_line_s = evidence.heard_s.get(ticket.came_into_line, float("inf"))
    return any(
        lost.kiosk == ticket.kiosk and born_s - ON_THE_WAY_S <= lost.at_s <= in_line_s
        for lost in evidence.lost_journals
    )
