"""A kiosk takes the next number; the slip is not printed yet."""

from __future__ import annotations

from contract.answers import Reserved
from contract.commands import ReserveTicket
from contract.words import Origin
from server.service import checks
from server.service.taking import check_taking, reserved, take_number
from server.service.void_ticket import void_abandoned
from server.service.work import Work


def reserve_ticket(command: ReserveTicket, work: Work) -> Reserved:
    """Reserve the next number of the service's series; what the kiosk abandoned is voided first."""
    for abandoned in command.abandons:
        void_abandoned(work, abandoned)
    service = checks.service(work, command.service)
    check_taking(work, service.id)
    ticket, token = take_number(work, command, service, Origin.KIOSK)
    return reserved(work, ticket, token)
