"""What was missing is in: the clock goes on with what was left."""

from __future__ import annotations

from datetime import UTC

import msgspec

from contract.answers import RecordStands
from contract.commands import TakeSupplement
from contract.events import SupplementTaken
from contract.record_words import RecordState
from server.domain.after_stop import new_date_after_stop
from server.service import record_checks as checks
from server.service.record_due import promise_after_stop
from server.service.work import Work


def take_supplement(command: TakeSupplement, work: Work) -> RecordStands:
    """It counts as handed in when it came, by the rule of 15:00 like any record."""
    known = checks.seen_record(work, command.seen, RecordState.SUPPLEMENT_ASKED)
    at = checks.done_at(work, command, known)
    taken_at = at or work.now.utc
    due = promise_after_stop(work, known, command.due_day, taken_at)
    new_date = new_date_after_stop(known, work.rules.records, taken_at)
    work.record(
        SupplementTaken,
        record=known.id,
        happened_at=at,
        due_at=due.at,
        is_due_by_hand=due.is_by_hand,
        new_date=new_date.astimezone(UTC) if new_date is not None else None,
    )
    return checks.stands(msgspec.structs.replace(known, due_at=due.at), RecordState.IN_PROCESS)
