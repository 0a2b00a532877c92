"""The official code of a record is written down, as the provincial system gave it."""

from __future__ import annotations

import msgspec

from contract.answers import RecordStands
from contract.commands import CodeRecord
from contract.events import RecordCoded
from contract.record_words import RecordState
from server.domain.record import Record
from server.domain.record_code import shape_of
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.work import Work


def code_record(command: CodeRecord, work: Work) -> RecordStands:
    """In every state but void, if no other record has it; a shape nobody knows is taken, and said.

    What a colleague wrote meanwhile is not written over unseen.
    """
    known = checks.seen_record(work, command.seen, *(set(RecordState) - {RecordState.VOID}))
    if known.code not in (command.seen_code, command.code):
        raise _coded_meanwhile(known)
    checks.free_code(work, command.code, known.id)
    shape = shape_of(command.code)
    work.record(RecordCoded, record=known.id, code=command.code, shape=shape)
    return checks.stands(msgspec.structs.replace(known, code_shape=shape), known.state)


def _coded_meanwhile(known: Record) -> Refusal:
    vi = f"đã có mã {known.code}" if known.code is not None else "không còn mã nữa"
    en = f"has the code {known.code} meanwhile" if known.code is not None else "has no code any more"
    return Refusal(
        "coded-meanwhile",
        f"Hồ sơ {known.reference} vừa thay đổi: {vi}. Xin xem lại rồi ghi lại nếu cần.",
        f"Record {known.reference} {en}. Look again, then write it down once more if needed.",
    )
