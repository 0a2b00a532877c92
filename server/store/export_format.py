"""What stands in an export of the ledger, line by line (docs/audit.md). Knows bytes; judges nothing."""

from __future__ import annotations

from typing import Annotated

import msgspec

from contract.ids import CenterId, Epoch
from contract.message import Utc

FORMAT = "motcua-ledger"
VERSION = 1
CHAIN = (
    "hash = SHA-256(previous hash bytes + payload bytes), in hex; "
    "before the first event the previous hash is 32 zero bytes"
)
LONGEST_LINE = 4 << 20
"""Bytes. The largest event is a whole configuration of 512 KiB; as a JSON string it may grow fourfold."""

Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Seq = Annotated[int, msgspec.Meta(ge=0)]


class Opening(msgspec.Struct, frozen=True):
    """As much of a header as every version has."""

    format: str
    version: int


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: whose ledger, and how to check it."""

    format: str = FORMAT
    version: int = VERSION
    center: CenterId
    epoch: Epoch
    """In which the ledger stood; its last events may be of an older one, right after a restore."""
    software: str
    made_at: Utc
    """Hub time."""
    first_seq: Seq
    """0: the ledger holds no event."""
    last_seq: Seq
    chain: str = CHAIN


class EventLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event."""

    seq: Seq
    epoch: Epoch
    kind: str
    payload: str
    """The stored JSON text, byte for byte: what the hash is made of."""
    hash: Hex


class Footer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last line: a file without it was cut off."""

    events: int
    head: Hex
    """Hash of the last event."""


_encode = msgspec.json.Encoder().encode
read_opening = msgspec.json.Decoder(Opening).decode
read_header = msgspec.json.Decoder(Header).decode
read_event = msgspec.json.Decoder(EventLine).decode
read_footer = msgspec.json.Decoder(Footer).decode


def written(line: Header | EventLine | Footer) -> bytes:
    """As it stands in the file."""
    return _encode(line) + b"\n"
