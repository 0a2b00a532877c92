"""A record's thermal slip: numbers, dates and configured words.

There is no field for a person or for papers by name, and never one. How it gets to a kiosk: `counter_slip`.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Annotated

import msgspec

from contract.ids import RecordCode
from contract.message import Text, Utc

Reference = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,9}/[0-9]{4}(?!\n)$")]
"""A record's own number in the register: `52/2026`."""


@unique
class RecordSlipKind(StrEnum):
    """Which slip."""

    RECEIPT = "receipt"
    """Biên nhận hồ sơ: a short companion of form 01."""
    REFUSAL = "refusal"
    """Phiếu từ chối tiếp nhận: a short companion of form 03."""
    LATER_REFUSAL = "later-refusal"
    """Phiếu từ chối giải quyết, of a record that had been taken in."""


class RecordSlip(msgspec.Struct, frozen=True, kw_only=True, tag="record"):
    """What stands on it; the kiosk adds the center's name and hotline."""

    kind: RecordSlipKind
    reference: Reference
    code: RecordCode | None = None
    """The official code; None: none is known, and none is made."""
    procedure: Text
    """Its short name."""
    received_at: Utc
    """When it was handed over: of a refusal at reception, when that was refused."""
    refused_at: Utc | None = None
    """Of a later refusal."""
    due_at: Utc | None = None
    """The last date that was promised."""
    is_returned_at_once: bool = False
    """The result was given in the same visit."""
    collect_at: Text = ""
    """Where the result goes."""
    reason: Text = ""
    """Of a refusal, in the configuration's words."""
    earlier: Reference | None = None
    """The record that a refused duplicate repeats."""
    look_up_key: Annotated[str, msgspec.Meta(pattern=r"^([0-9A-Z]{3}-[0-9A-Z]{3})?(?!\n)$")] = ""
    """Of a receipt: opens the degree of completion, with the reference. A secret of who holds the paper."""
    look_up_at: Text = ""
    """The public page's address; empty: only kiosks."""
