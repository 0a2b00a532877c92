"""The staff's screens: the PIN, and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from contract.ids import TicketNumber
from kiosk.check_end import CheckEnd
from kiosk.issued import IssuedNumber


class PinIs(StrEnum):
    """How the PIN stands."""

    AWAITED = "awaited"
    CHECKING = "checking"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class EnterPin:
    """Before the service menu."""

    entered: str = field(default="", repr=False)
    state: PinIs = PinIs.AWAITED
    wait_s: int = 0
    """While locked: seconds until the next try."""


class Check(StrEnum):
    """What staff can do at the kiosk."""

    TEST_PRINT = "test-print"
    REPRINT = "reprint"
    """Choose one of the last numbers and print its slip again."""
    SCANNER = "scanner"
    TOUCH = "touch"
    SOUND = "sound"
    PAPER_CHANGED = "paper-changed"
    SHUT_DOWN = "shut-down"


@dataclass(frozen=True, slots=True)
class ServiceMenu:
    """The staff's menu; only what this kiosk has is on it."""

    checks: tuple[Check, ...]
    last: Check | None = None
    end: CheckEnd | None = None
    detail_vi: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class ChooseCopy:
    """The last numbers of this kiosk, the newest first: which slip is printed again?"""

    numbers: tuple[IssuedNumber, ...]
    page: int = 0
    last: TicketNumber | None = None
    """The one that was chosen."""
    end: CheckEnd | None = None
    detail_vi: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class TouchTest:
    """Every touch leaves a mark."""

    marks: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmShutDown:
    """Really?"""


@dataclass(frozen=True, slots=True)
class ShuttingDown:
    """Nothing more happens here."""
