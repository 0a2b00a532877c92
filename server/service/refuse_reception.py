"""A record is not taken in; the register keeps that and why."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import RefuseReception
from contract.events import RecordRefusedAtReception
from contract.ids import new_record_id
from contract.record_words import ReasonFor, RecordState
from server.service import record_checks as checks
from server.service.believed_day import believed_day
from server.service.earlier_record import check_earlier
from server.service.register_number import next_number
from server.service.work import Work


def refuse_reception(command: RefuseReception, work: Work) -> RecordStands:
    """A duplicate names the earlier record."""
    year = believed_day(work).year
    checks.procedure(work, command.procedure)
    reason = checks.reason(work, ReasonFor.REFUSE_AT_RECEPTION, command.reason)
    check_earlier(work, reason, command.duplicate_of, command.procedure)
    entered = work.record(
        RecordRefusedAtReception,
        record=new_record_id(),
        year=year,
        number=next_number(work, year),
        procedure=command.procedure,
        channel=command.channel,
        counter=checks.visit(work, command),
        ticket=command.ticket,
        received_at=checks.handed_over(work, command),
        is_back_dated=command.received_at is not None,
        reason=reason,
        duplicate_of=command.duplicate_of,
    )
    return RecordStands(
        record=entered.record,
        reference=f"{entered.number}/{year}",
        state=RecordState.REFUSED_AT_RECEPTION,
    )
