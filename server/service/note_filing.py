"""The officer says what was missing for filing online, and whether it was filed: as often as it changes."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import NoteFiling
from contract.events import FilingNoted
from contract.ids import ReasonId
from server.domain.filing import FilingNote, helped_last
from server.domain.refusal import Refusal
from server.domain.ticket import OpenPeriod, Period, Ticket
from server.service import checks
from server.service.asker import Role
from server.service.work import Work


def note_filing(command: NoteFiling, work: Work) -> Noted:
    """Until the day closes, by who served the visit or a manager; what is known already is no event."""
    ticket = checks.ticket(work, command.ticket)
    helped = _helped(ticket, work)
    missing = None if command.missing is None else _in_order(command.missing, work)
    note = FilingNote(service=helped.service, missing=missing, filed=command.filed)
    if note != work.hall.filing.get(ticket.id, FilingNote(service=helped.service)):
        work.record(
            FilingNoted,
            ticket=ticket.id,
            number=ticket.number,
            service=note.service,
            missing=note.missing,
            filed=note.filed,
        )
    return Noted()


def _helped(ticket: Ticket, work: Work) -> Period | OpenPeriod:
    helped = helped_last(ticket, work.rules.filing)
    if helped is None:
        raise Refusal(
            "not-filing-help",
            f"Số {ticket.number} chưa được phục vụ ở dịch vụ giúp nộp hồ sơ trực tuyến.",
            f"Number {ticket.number} was not served at a service that helps with filing online.",
        )
    if helped.officer != work.asker.officer and Role.MANAGER not in work.asker.roles:
        raise Refusal(
            "not-yours",
            f"Số {ticket.number} do cán bộ khác phục vụ.",
            f"Another officer served number {ticket.number}.",
        )
    return helped


def _in_order(missing: tuple[ReasonId, ...], work: Work) -> tuple[ReasonId, ...]:
    known = work.rules.filing.missing
    if unknown := set(missing) - set(known):
        named = ", ".join(sorted(unknown))
        raise Refusal(
            "unknown-thing",
            f"Cấu hình không có mục: {named}.",
            f"The configuration does not know: {named}.",
        )
    return tuple(thing for thing in known if thing in missing)
