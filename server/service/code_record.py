"""The official code of a record is written down, as the provincial system gave it."""

from __future__ import annotations

import msgspec

from contract.answers import RecordStands
from contract.commands import CodeRecord
from contract.events import RecordCoded
from contract.record_words import RecordState
from server.domain.record_code import shape_of
from server.service import record_checks as checks
from server.service.work import Work


def code_record(command: CodeRecord, work: Work) -> RecordStands:
    """In every state but void, if no other record has it; a shape nobody knows is taken, and said."""
    known = checks.seen_record(work, command.seen, *(set(RecordState) - {RecordState.VOID}))
    checks.free_code(work, command.code, known.id)
    shape = shape_of(command.code)
    work.record(RecordCoded, record=known.id, code=command.code, shape=shape)
    return checks.stands(msgspec.structs.replace(known, code_shape=shape), known.state)
