"""What is not wrong in a new list of procedures but should be looked at by a person before it is shown.

Each kind was seen in the national data (588 procedures of commune level).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from contract.folding import folded
from server.config.procedures import Procedure, ProcedureStatus

_ANNOUNCEMENTS = ("quyet dinh", "ve viec cong bo", "cong bo danh muc", "danh muc thu tuc")
_BARE_NUMBER = re.compile(r"(?:^|: )\d+$")


def doubts(procedures: Iterable[Procedure], today: date) -> Iterator[str]:
    """One line each, Vietnamese and English."""
    for procedure in procedures:
        if procedure.is_shown:
            for vi, en in _doubts(procedure, today):
                yield f"{procedure.code} {procedure.short_vi}: {vi} / {en}"


def _doubts(procedure: Procedure, today: date) -> Iterator[tuple[str, str]]:
    if folded(procedure.name_vi).startswith(_ANNOUNCEMENTS):
        yield "tên giống tên một quyết định công bố", "the name reads like an announcing decision's"
    parts = (part.strip() for line in procedure.processing_time for part in line.split(";"))
    if any(_BARE_NUMBER.search(part) for part in parts):
        yield "thời hạn là con số không có đơn vị", "the time is a number without a unit"
    if procedure.valid_until is not None and procedure.valid_until < today:
        yield "đã hết hiệu lực, sẽ không hiển thị", "it is no longer valid and will not be shown"
    if procedure.status is ProcedureStatus.CURRENT and not procedure.documents:
        yield "chưa có giấy tờ nào mà không ghi là chưa kiểm chứng", "no documents, yet not marked unverified"
