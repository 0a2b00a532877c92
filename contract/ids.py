"""Names of things: identifiers that cannot be mixed up, and UUIDv7 for everything made at run time.

Knows how an identifier is spelled; knows nothing of what it stands for.
"""

from __future__ import annotations

import base64
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NewType, Protocol

import msgspec

_END = r"(?!\n)$"
"""`$` alone also matches before a last line end; `\\Z` is no JSON Schema."""

SPELLING = rf"^[A-Za-z0-9][A-Za-z0-9_-]{{0,63}}{_END}"
"""Of all identifiers that people choose and of those made at run time."""

Spelled = Annotated[str, msgspec.Meta(pattern=SPELLING, max_length=64)]

CenterId = NewType("CenterId", Spelled)
DeviceId = NewType("DeviceId", Spelled)
CounterId = NewType("CounterId", Spelled)
ServiceId = NewType("ServiceId", Spelled)
SeriesId = NewType("SeriesId", Spelled)
ZoneId = NewType("ZoneId", Spelled)
OfficerId = NewType("OfficerId", Spelled)
PriorityId = NewType("PriorityId", Spelled)
ReasonId = NewType("ReasonId", Spelled)
TicketId = NewType("TicketId", Spelled)
CommandId = NewType("CommandId", Spelled)
CallId = NewType("CallId", Spelled)
LeaseId = NewType("LeaseId", Spelled)
JournalId = NewType("JournalId", Spelled)
RecordId = NewType("RecordId", Spelled)
DocumentId = NewType("DocumentId", Spelled)
ScanJobId = NewType("ScanJobId", Spelled)
NoticeId = NewType("NoticeId", Spelled)
Epoch = NewType("Epoch", Spelled)
ProcedureCode = NewType("ProcedureCode", Annotated[str, msgspec.Meta(max_length=32)])

RecordCode = NewType("RecordCode", Annotated[str, msgspec.Meta(pattern=rf"^[^\s\x00-\x1f]{{1,64}}{_END}")])
"""The official code of a record (mã hồ sơ), issued by the provincial or national system and never here."""

TicketNumber = NewType("TicketNumber", Annotated[str, msgspec.Meta(pattern=rf"^[A-Z]?[0-9]{{1,5}}{_END}")])
"""What stands on the slip: one letter and digits ("A012") or digits alone ("1001")."""

Token = NewType("Token", Annotated[str, msgspec.Meta(pattern=rf"^[A-Za-z0-9_-]{{16,64}}{_END}")])
"""The random secret in a slip's QR: whoever holds the slip holds it."""

_is_spelled = re.compile(SPELLING).match


def is_spelled(text: str) -> bool:
    """Whether the text may be an identifier, and so a level of a topic."""
    return _is_spelled(text) is not None


class Chance(Protocol):
    """Where what is made at run time has its time and its random bits from."""

    def unix_ms(self) -> int:
        """Milliseconds since 1970."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """So many, that nobody can guess outside of a simulation."""
        ...


class _MachinesChance:
    def unix_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)


class _Mint:
    """Makes ids one after the other, whichever thread asks."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0

    def uuid7(self) -> str:
        with self._lock:
            now_ms = self.chance.unix_ms()
            drawn = self.chance.random_bytes(10)
            if now_ms > self._last_ms:
                self._last_ms, self._counter = now_ms, int.from_bytes(drawn[8:]) & 0x7FF
            else:
                self._counter += 1
                if self._counter > 0xFFF:
                    self._last_ms, self._counter = self._last_ms + 1, 0
            ms, sequence = self._last_ms, self._counter
        tail = int.from_bytes(drawn[:8]) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        text = f"{(ms << 16 | 0x7000 | sequence):016x}{tail:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_mint = _Mint(_MachinesChance())


@contextmanager
def made_from(chance: Chance) -> Iterator[None]:
    """In there all ids and tokens of this process follow from `chance`: for simulations, never in a hub."""
    global _mint
    before, _mint = _mint, _Mint(chance)
    try:
        yield
    finally:
        _mint = before


def uuid7() -> str:
    """A UUIDv7 (RFC 9562 §5.7): sorts by creation within this process, also inside one millisecond."""
    return _mint.uuid7()


def new_command_id() -> CommandId:
    """A fresh id: a repeat of the same command carries the same one."""
    return CommandId(uuid7())


def new_ticket_id() -> TicketId:
    """A fresh ticket id; the number on the slip is a different thing."""
    return TicketId(uuid7())


def new_lease_id() -> LeaseId:
    """A fresh id for numbers lent to a kiosk."""
    return LeaseId(uuid7())


def new_journal_id() -> JournalId:
    """A fresh id for a kiosk's journal; a lost journal's successor has another."""
    return JournalId(uuid7())


def new_record_id() -> RecordId:
    """A fresh record id; its number in the register is a different thing."""
    return RecordId(uuid7())


def new_document_id() -> DocumentId:
    """A fresh id for a scanned document of a record."""
    return DocumentId(uuid7())


def new_scan_job_id() -> ScanJobId:
    """A fresh id for what a scan station shall do."""
    return ScanJobId(uuid7())


def new_notice_id() -> NoticeId:
    """A fresh notice id."""
    return NoticeId(uuid7())


def new_token() -> Token:
    """96 random bits, short enough for a small QR."""
    return Token(base64.urlsafe_b64encode(_mint.chance.random_bytes(12)).decode())
