"""Staff give a number by hand: for who cannot use the kiosk, or when it is broken."""

from __future__ import annotations

from contract.answers import Reserved
from contract.commands import GiveNumber
from contract.events import TicketConfirmed
from contract.words import Origin, SlipFate
from server.service import checks
from server.service.taking import check_count, reserved, take_number
from server.service.work import Work


def give_number(command: GiveNumber, work: Work) -> Reserved:
    """In line at once: the officer has told or written down the number. Kiosk hours do not bind staff."""
    service = checks.service(work, command.service)
    check_count(work, service)
    ticket, token = take_number(work, command, service, Origin.CONSOLE)
    work.record(TicketConfirmed, ticket=ticket.id, number=ticket.number, fate=SlipFate.BY_HAND)
    return reserved(work, ticket, token)
