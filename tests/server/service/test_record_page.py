"""docs/records.md says what the code does."""

from __future__ import annotations

from pathlib import Path

from contract.record_words import RecordState
from server.domain.record import MAY_BECOME
from tests.server.service.test_ticket_page import table

PAGE = Path("docs/records.md")
MEANING = {
    RecordState.RECEIVED: ("đã tiếp nhận", "runs"),
    RecordState.IN_PROCESS: ("đang giải quyết", "runs"),
    RecordState.SUPPLEMENT_ASKED: ("chờ bổ sung", "stands still"),
    RecordState.RESULT_READY: ("đã có kết quả", "–"),
    RecordState.RETURNED: ("đã trả kết quả", "–"),
    RecordState.REFUSED_AT_RECEPTION: ("từ chối tiếp nhận", "–"),
    RecordState.REFUSED: ("từ chối giải quyết", "–"),
    RecordState.WITHDRAWN: ("rút hồ sơ", "–"),
    RecordState.STOPPED: ("dừng giải quyết", "–"),
    RecordState.VOID: ("vô hiệu", "–"),
}


def states() -> str:
    rows = [
        (state, *MEANING[state], ", ".join(sorted(MAY_BECOME[state])) or "ended") for state in RecordState
    ]
    return table(("state", "tiếng Việt", "the clock", "may become"), *rows)


def test_the_page_shows_the_transition_table() -> None:
    text = PAGE.read_text(encoding="utf-8")
    start, end = "<!-- states -->\n", "\n<!-- end of states -->"

    assert text.split(start)[1].split(end)[0] == states()
