"""The applicant was told, by telephone or in person, that the result will be late."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import TellDelay
from contract.events import DelayTold
from contract.record_words import RecordState
from server.service import record_checks as checks
from server.service.believed_day import believed_day
from server.service.work import Work


def tell_delay(command: TellDelay, work: Work) -> RecordStands:
    """At least a day before it is overdue (NĐ 61/2018 Art. 19(9)); later is written down as well."""
    believed_day(work)
    known = checks.seen_record(work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS)
    work.record(DelayTold, record=known.id)
    return checks.stands(known, known.state)
