"""A slip that a counter has a kiosk print: a counter usually has no printer, a kiosk has.

Knows what the hub asks of a kiosk, and what the kiosk says became of it. All of it comes out in the hall and
travels by the broker: no slip has a field for a person.
"""

from __future__ import annotations

from enum import StrEnum, unique

import msgspec

from contract.filing_slip import FilingSlip
from contract.ids import CommandId
from contract.message import Utc
from contract.record_slip import RecordSlip

CounterSlip = RecordSlip | FilingSlip
"""Whatever an officer may send to a kiosk's printer."""


@unique
class SlipEnd(StrEnum):
    """What became of a slip that a kiosk was asked for."""

    PRINTED = "printed"
    NOT_PRINTED = "not-printed"
    """Not one byte was sent."""
    UNSURE = "unsure"
    """Bytes were sent, and nobody knows whether it came out."""


class WantedSlip(msgspec.Struct, frozen=True, kw_only=True):
    """A slip somebody waits for at a counter."""

    id: CommandId
    """A kiosk prints each id once."""
    until: Utc
    """Hub time; later nobody wants it any more."""
    slip: CounterSlip
    """A `RecordSlip` or a `FilingSlip`, as its `type` says."""


class EndedSlip(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk's word on one it was asked for."""

    id: CommandId
    end: SlipEnd
    fault: str = ""
    """Why it was not printed, or may not have been: a printer fault's code."""
