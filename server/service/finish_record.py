"""The result of a record is ready; whether it is in time is settled now."""

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
    work.record(ResultReady, record=known.id, timeliness=checks.held_against(work, known.due_at))
    return checks.stands(known, RecordState.RESULT_READY)
