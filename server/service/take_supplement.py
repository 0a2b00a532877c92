"""What was missing is in: the clock goes on with what was left."""

from __future__ import annotations

import msgspec

from contract.answers import RecordStands
from contract.commands import TakeSupplement
from contract.events import SupplementTaken
from contract.record_words import RecordState
from server.service import record_checks as checks
from server.service.record_due import promise_after_stop
from server.service.work import Work


def take_supplement(command: TakeSupplement, work: Work) -> RecordStands:
    """It counts as handed in when it came, by the rule of 15:00 like any record."""
    known = checks.seen_record(work, command.seen, RecordState.SUPPLEMENT_ASKED)
    at = checks.done_at(work, command, known)
    due = promise_after_stop(work, known, command.due_day, at or work.now.utc)
    work.record(
        SupplementTaken, record=known.id, happened_at=at, due_at=due.at, is_due_by_hand=due.is_by_hand
    )
    return checks.stands(msgspec.structs.replace(known, due_at=due.at), RecordState.IN_PROCESS)
