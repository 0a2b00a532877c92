"""Looking a record up without signing in: what is asked, and the little that is answered.

Only the code and the degree of completion are anybody's business (TT 01/2018/TT-VPCP Art. 16(2)(d)): no
name, no procedure, no officer, no date and no reason is in here.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Annotated, Final

import msgspec

ENOUGH_BY_ITSELF: Final = 12
"""Characters from which it is worth asking without the receipt's key first; official codes have over 20."""

KEY_NEEDED: Final = "key-needed"
"""Code of the problem where the same asking, with the receipt's key, may be answered."""

LONGEST_CODE: Final = 300
"""Characters; the address that form 01's picture code says is the longest."""


@unique
class Degree(StrEnum):
    """How far a record has come, as everybody may know it."""

    RECEIVED = "received"
    IN_PROCESS = "in-process"
    AWAITS_APPLICANT = "awaits-applicant"
    """Something is missing; the center waits for it."""
    READY = "ready"
    RETURNED = "returned"
    OVER = "over"
    """Refused, withdrawn or stopped: which and why is told at the counter."""


class LookUp(msgspec.Struct, frozen=True, kw_only=True):
    """What a citizen typed or a reader read, as it came."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_CODE)]
    """The official code, our reference, or what the receipt's picture code says."""
    key: Annotated[str, msgspec.Meta(max_length=40)] = ""
    """The look-up key of the receipt; needed with our reference, whose numbers follow each other."""


class RecordDegree(msgspec.Struct, frozen=True, kw_only=True):
    """All that is told."""

    code: str
    """The official code; our reference where there is none yet or where it was asked for."""
    degree: Degree
