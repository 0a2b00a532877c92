"""What is compared when the storm is over: paper, ledger, boards, voices, journals, and every fault.

Plain values; where they were read is `reading`'s business, what they must say to each other is the books'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique

from contract.event import Event
from contract.ids import CallId, Epoch, TicketId
from contract.words import PeriodKind


@dataclass(frozen=True, slots=True)
class Paper:
    """A slip that fell from a printer, whole, as read back from its bytes."""

    kiosk: str
    number: str
    token_hash: str
    is_offline: bool = False
    """Its code is of the form that kiosks make without the hub."""
    day: date | None = None
    """As it stands on the slip."""


@dataclass(frozen=True, slots=True)
class LostJournal:
    """A kiosk's journal that was lost with its disk, as the storm took it away."""

    kiosk: str
    at_s: float
    """Seconds since the storm began."""
    untold: frozenset[str]
    """Token hashes of tickets from a lease that the kiosk still had to hand in."""
    kept: frozenset[str]
    """Token hashes of all its tickets, these included."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the hall's journal of announcements."""

    call: CallId
    step: str
    """`begun`, `ended` or `failed`."""
    run: int
    """Which start of the hall display wrote it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One finished period of a visit, microseconds."""

    kind: PeriodKind
    start_us: int
    end_us: int
    duration_us: int
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A ticket as the reports read it."""

    ticket: TicketId
    number: str
    arrived_us: int
    is_by_hand: bool
    spent_us: Mapping[PeriodKind, int]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault, or the end of a process that nobody had told to end; seconds since the storm began."""

    text: str
    target: str
    began_s: float
    mended_s: float
    is_broker_gone: bool = False
    """The broker died with all it had not passed on."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything."""

    papers: tuple[Paper, ...] = ()
    events: tuple[Event, ...] = ()
    """The ledger."""
    lost: tuple[Event, ...] = ()
    """Events heard on the broker and gone with a restore: later than the backup."""
    heard_s: Mapping[tuple[Epoch, int], float] = field(default_factory=dict)
    """Events as they came over the broker, and when (seconds since the storm began)."""
    shown_s: Mapping[CallId, float] = field(default_factory=dict)
    """Calls that stood on a board on the broker, and since when."""
    lines: tuple[Line, ...] = ()
    stale: frozenset[CallId] = frozenset()
    """Calls the hall display said it shows and does not speak any more."""
    started: frozenset[TicketId] = frozenset()
    """Tickets of which a kiosk journaled that bytes went out."""
    noted: frozenset[TicketId] = frozenset()
    """Tickets whose number a citizen confirmed to have noted."""
    declined: frozenset[TicketId] = frozenset()
    """Tickets a citizen did not want."""
    lost_journals: tuple[LostJournal, ...] = ()
    visits: tuple[Visit, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    verdict: str = "sound"
    """First line of `motcua ledger verify`."""
    unsettled: tuple[str, ...] = ()
    """What had not come true in time after everything was mended."""
    ended: tuple[Trouble, ...] = ()
    """Processes that ended although nobody had told them to."""


@unique
class Sort(StrEnum):
    """What kind of difference."""

    SLIP_WITHOUT_TICKET = "slip without a ticket"
    UNPLACED = "slip for which there was no line"
    SLIP_TWICE = "slip printed twice"
    SLIP_OF_NOBODY = "slip of a voided number"
    WRONG_NUMBER = "slip says another number"
    NO_PAPER = "printed, says the ledger, and no paper"
    GHOST = "ghost in line"
    NUMBER_TWICE = "number given twice"
    SAME_NUMBER = "two slips with one number"
    NUMBER_LOST = "number not accounted for"
    LEASE_UNCLEAR = "lease does not add up"
    NEVER_SHOWN = "call never shown"
    SHOWN_NEVER_CALLED = "shown and never called"
    NEVER_SPOKEN = "call never spoken, for no reason"
    SPOKEN_AGAIN = "call spoken again"
    TWO_AT_A_TIME = "two voices at a time"
    TIME_WRONG = "time does not add up"
    NOT_PUBLISHED = "event never published"
    NOT_COMMITTED = "published and not in the ledger"
    GAP = "gap in the ledger"
    DAMAGED = "ledger verify"
    ENDED = "process ended by itself"
    UNSETTLED = "did not settle"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it must be."""

    sort: Sort
    text: str
    """One sentence."""
    ticket: TicketId | None = None
    call: CallId | None = None
    at_s: float | None = None
    """About when, where no ticket or call says it."""
