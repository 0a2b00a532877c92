"""Staff printed a slip again; the ledger knows that there are two papers of one number."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import NoteReprint
from contract.events import SlipReprinted
from server.service import checks
from server.service.work import Work


def note_reprint(command: NoteReprint, work: Work) -> Noted:
    """Of a ticket of the open day."""
    ticket = checks.ticket(work, command.ticket)
    work.record(SlipReprinted, ticket=ticket.id, number=ticket.number)
    return Noted()
