"""The four ways a command is answered: done, refused, not written, and as it was before.

Knows what is said; the writer knows when.
"""

from __future__ import annotations

import msgspec

from contract.answers import Answer, Result
from contract.ids import CommandId
from contract.words import Outcome
from server.domain.refusal import Refusal
from server.service.asker import Asker
from server.store.ledger import StoredAnswer

_decoder = msgspec.json.Decoder(Answer)


def done(command: CommandId, result: Result) -> Answer:
    """It was carried out."""
    return Answer(command_id=command, outcome=Outcome.DONE, result=result)


def refused(command: CommandId, refusal: Refusal) -> Answer:
    """It cannot be done now, and why."""
    return Answer(
        command_id=command,
        outcome=Outcome.REFUSED,
        code=refusal.code,
        message_vi=refusal.vi,
        message_en=refusal.en,
    )


def not_written(command: CommandId) -> Answer:
    """The ledger could not take it: nothing has changed, and the same command may be tried again."""
    return Answer(
        command_id=command,
        outcome=Outcome.ERROR,
        code="not-written",
        message_vi="Hệ thống chưa ghi được. Chưa có gì thay đổi, vui lòng báo cán bộ rồi thử lại.",
        message_en="The system could not write this down. Nothing was changed; tell staff and try again.",
    )


def given_before(stored: StoredAnswer, asker: Asker, command: CommandId) -> Answer:
    """The first answer again, to the one who got it; another's command id is refused."""
    if stored.asker != asker.name:
        return refused(command, Refusal("not-yours", "Mã yêu cầu này đã được dùng.", "Another's command id."))
    return _decoder.decode(stored.payload)
