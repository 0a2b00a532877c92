"""The result of a record is ready; with that it is settled whether it is in time."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import FinishRecord
from contract.events import ResultReady
from contract.record_words import RecordState
from server.service import record_checks as checks
from server.service.work import Work


def finish_record(command: FinishRecord, work: Work) -> RecordStands:
    """Ready to be fetched."""
    known = checks.seen_record(work, command.seen, RecordState.RECEIVED, RecordState.IN_PROCESS)
    at = checks.done_at(work, command, known)
    in_time = checks.held_against(work, known.due_at, at)
    work.record(ResultReady, record=known.id, happened_at=at, timeliness=in_time)
    return checks.stands(known, RecordState.RESULT_READY)
