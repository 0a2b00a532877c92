"""Slips in hands = tickets in line: each paper one ticket, each ticket one paper or a citizen's word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from contract.words import SlipFate
from tools.storm.evidence import Difference, Evidence, Paper, Sort
from tools.storm.ledger_tickets import LedgerTicket, TicketBook


def compare_slips(evidence: Evidence, book: TicketBook) -> Iterator[Difference]:
    """From paper to ledger, and back."""
    by_token = {token: ticket for ticket in book.tickets.values() for token in ticket.tokens}
    printed = Counter(paper.token_hash for paper in evidence.papers)
    for paper in evidence.papers:
        ticket = by_token.get(paper.token_hash)
        if ticket is not None:
            yield from _paper_of(paper, ticket, evidence)
        elif paper.token_hash not in book.unplaced:
            yield Difference(
                Sort.SLIP_WITHOUT_TICKET, f"{paper.number} from {paper.kiosk} stands nowhere in the ledger"
            )
    for token, times in printed.items():
        if times > 1 and token in by_token:
            ticket = by_token[token]
            yield Difference(Sort.SLIP_TWICE, f"{ticket.number} fell {times} times", ticket.ticket)
    for ticket in book.tickets.values():
        if ticket.is_in_line:
            yield from _held_by_somebody(ticket, sum(printed[token] for token in ticket.tokens), evidence)


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
        case SlipFate.UNCONFIRMED if not papers and not names & evidence.started:
            text = f"{ticket.number} is in line; no byte of its slip was sent, and nobody noted it"
            yield Difference(Sort.GHOST, text, ticket.ticket)
        case SlipFate.ON_SCREEN if not papers and not names & evidence.noted:
            text = f"{ticket.number} is in line by a citizen's word that no citizen gave"
            yield Difference(Sort.GHOST, text, ticket.ticket)
        case _:
            pass
