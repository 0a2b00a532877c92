"""What an error that ends a command tells the person: Vietnamese, English, and a code for machines.

Knows which errors end a command; an error that says it all by itself is passed on as it is.
"""

from __future__ import annotations

import msgspec

from contract.file_trouble import trouble_of
from server.store.backup_copy import NoLedgerError
from server.store.database import UnusableDatabaseError
from server.store.ledger import WrongCenterError
from server.store.ledger_export import UnreadableEventError
from server.store.schema import NewerDatabaseError
from server.store.sole_writer import AnotherWriterError
from server.store.writer import LedgerUnwritableError

_OF_THE_LEDGER: dict[type[Exception], tuple[str, str]] = {
    AnotherWriterError: ("another-hub", "Một máy chủ khác đang ghi vào nhật ký này."),
    NewerDatabaseError: (
        "newer-database",
        "Cơ sở dữ liệu do bản Motcua mới hơn tạo ra: hãy cài lại bản mới hơn đó.",
    ),
    UnusableDatabaseError: ("ledger-unusable", "Không dùng được cơ sở dữ liệu của nhật ký."),
    WrongCenterError: ("wrong-center", "Nhật ký này là của trung tâm khác, không phải của cấu hình này."),
    NoLedgerError: ("no-ledger", "Cơ sở dữ liệu chưa có nhật ký nào."),
    UnreadableEventError: (
        "event-unreadable",
        "Nhật ký có sự kiện không đọc được: motcua ledger verify nói rõ.",
    ),
    LedgerUnwritableError: ("ledger-unwritable", "Không ghi được vào nhật ký; chưa làm gì cả."),
}
"""These say themselves in English what happened; a code and the same in Vietnamese."""


def told(error: Exception) -> str:
    """In both languages, one below the other."""
    if type(error) in _OF_THE_LEDGER:
        code, vi = _OF_THE_LEDGER[type(error)]
        return f"{vi}\n{error} ({code})"
    if isinstance(error, OSError) and error.errno is not None:
        why = trouble_of(error)
        name = "" if error.filename is None else f"{error.filename}: "
        return f"{name}{why.vi}\n{name}{why.en} ({why.code})"
    if isinstance(error, msgspec.ValidationError):
        return f"Giá trị gõ vào không dùng được.\nWhat was typed cannot be used: {error}. (wrong-value)"
    return str(error)
