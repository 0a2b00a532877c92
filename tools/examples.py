"""One believable example of every message: the same each time, so that a page made of it can be compared.

Knows what a value of each named type looks like; knows nothing of pages.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import inspect

from tools.message_fields import all_fields

_BY_TYPE: dict[str, Any] = {
    "CommandId": "019577e2-5a10-7c3a-9b1e-3f6c2a8d4e10",
    "TicketId": "019577e2-5b44-7a01-8c2d-90ab12cd34ef",
    "CallId": "019577e2-6c02-7d15-a0f3-5566778899aa",
    "JournalId": "019577e1-0b00-7b00-9000-0123456789ab",
    "LeaseId": "019577e1-0a00-7b00-9000-0123456789ab",
    "Epoch": "019577e0-0000-7000-8000-000000000001",
    "RecordId": "019577e3-1c00-7e00-9000-0123456789ab",
    "DocumentId": "019577e3-2d00-7f00-9000-0123456789ab",
    "NoticeId": "019577e4-2d00-7f00-9000-0123456789ab",
    "RecordCode": "000.00.01.H36-261123-0001",
    "Reference": "52/2026",
    "CounterId": "3",
    "DeviceId": "kiosk-1",
    "ServiceId": "justice",
    "SeriesId": "a",
    "ZoneId": "hall",
    "OfficerId": "lan",
    "PriorityId": "elderly",
    "ReasonId": "missing-paper",
    "ProcedureCode": "1.001193",
    "TicketNumber": "A012",
    "Token": "q7Rk2mZx9TbW4nLd",
    "Utc": datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    "date": date(2026, 3, 2),
    "Text": "Văn bản cho người đọc",
}

_BY_NAME: dict[str, Any] = {
    "boot_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "boot_us": 5_400_000_000,
    "version": "0.1.0",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "token_hash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    "procedures_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "head": "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
    "answer_within_s": 2.0,
    "code": "nobody-seated",
    "look_up_key": "K7Q-M2X",
    "opens_at": "13:00",
    "icon": "people",
    "unit": "°C",
    "cause": "visit-ended",
    "change": "added",
    "consent": "2026-01",
    "paper": "don-to-khai",
    "public_url": "https://motcua.example.vn/t/",
    "hotline": "0263 3 000 000",
    "procedures": ("1.001193",),
    "letter": "A",
    "hours": (("07:00", "11:15"), ("13:00", "16:15")),
}


def example(kind: type[msgspec.Struct]) -> Any:
    """A whole message with every field set."""
    return _value(kind.__name__, kind.__name__, inspect.type_info(kind))


def _struct(described: inspect.StructType) -> Any:
    written = {field.name: field.type_text for field in all_fields(described.cls)}
    values = {field.name: _value(field.name, written[field.name], field.type) for field in described.fields}
    return described.cls(**values)


def _value(name: str, type_text: str, described: inspect.Type) -> Any:
    if name in _BY_NAME and "RecordCode" not in type_text:
        return _BY_NAME[name]
    if isinstance(described, inspect.UnionType):
        return _value(name, type_text, next(part for part in described.types if not _is_none(part)))
    if isinstance(described, inspect.VarTupleType):
        inner = type_text.removeprefix("tuple[").split(",")[0]
        return (_value(name, inner, described.item_type),)
    if isinstance(described, inspect.StructType):
        return _struct(described)
    if isinstance(described, inspect.EnumType):
        return next(iter(described.cls))
    return _plain(type_text.split(" | ")[0], described)


def _plain(type_name: str, described: inspect.Type) -> Any:
    if type_name in _BY_TYPE:
        return _BY_TYPE[type_name]
    if isinstance(described, inspect.BoolType):
        return True
    if isinstance(described, inspect.FloatType):
        return 42.5
    if isinstance(described, inspect.IntType):
        return 12
    return "…"


def _is_none(described: inspect.Type) -> bool:
    return isinstance(described, inspect.NoneType)
