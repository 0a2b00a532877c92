"""The screens on which a record is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from contract.record_look_up import RecordDegree


@dataclass(frozen=True, slots=True)
class AskRecordCode:
    """Which record? Typed, or held to the reader."""

    typed: str = ""


@dataclass(frozen=True, slots=True)
class AskRecordKey:
    """The receipt's look-up key, for a code that is not enough by itself."""

    code: str
    typed: str = field(default="", repr=False)
    wait_s: int = 0
    """The code alone would do, but many were asked for from here: seconds until it does. 0: it never does."""


@dataclass(frozen=True, slots=True)
class LookingUp:
    """The hub is asked."""

    code: str
    is_doubtful: bool = False
    """Read, not typed, and of no shape that our receipts bear: it may be anything, and is never shown."""


@dataclass(frozen=True, slots=True)
class RecordFound:
    """Code and degree of completion."""

    found: RecordDegree


class NotFound(StrEnum):
    """Why there is no answer."""

    UNKNOWN = "unknown"
    """No such record, or another key: which of both nobody is told."""
    WAIT = "wait"
    """Asked wrongly too often, by this citizen or those before."""
    AWAY = "away"
    """The hub does not answer."""
    NO_CODE = "no-code"
    """What the reader read is no record's code: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class RecordNotFound:
    """A plain sentence, and another try."""

    why: NotFound
    code: str
    """What was typed, or read from a receipt: it stands there again."""
    wait_s: int = 0
