"""The screens a citizen can be on, as plain values: what is shown follows from the view and the center.

Knows what each screen is about; knows nothing of widgets, and holds no rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from contract.ids import PriorityId, ProcedureCode, ServiceId, TicketNumber
from contract.paper_words import PageFlaw
from contract.record_look_up import RecordDegree
from kiosk.center import Closed
from kiosk.issued import IssuedNumber
from kiosk.keyboard import Layout
from kiosk.outcomes import Given, NotPrinted
from kiosk.pages import Page


@dataclass(frozen=True, slots=True)
class Home:
    """The tiles: what has the citizen come for?"""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ClosedNow:
    """No number is given; `service` None: in the whole center."""

    reason: Closed
    service: ServiceId | None = None


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service: people waiting, counters open, what may be added, and the button that takes a number."""

    service: ServiceId
    procedure: ProcedureCode | None = None
    priority: PriorityId | None = None


@dataclass(frozen=True, slots=True)
class ChooseProcedure:
    """Which of the service's procedures? For the ticket, nobody has to answer."""

    about: ServicePage
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChoosePriority:
    """The priority classes with their plain explanation."""

    about: ServicePage
    page: int = 0


@dataclass(frozen=True, slots=True)
class TakingNumber:
    """The hub is asked and the slip is printing."""

    service: ServiceId


@dataclass(frozen=True, slots=True)
class SlipReady:
    """Take your slip: the number, huge."""

    given: Given


@dataclass(frozen=True, slots=True)
class NoteNumber:
    """No slip came: number and QR on the screen until the citizen says they have noted it."""

    shown: NotPrinted


class Trouble(StrEnum):
    """What went wrong, each a sentence with what to do next."""

    NO_ANSWER = "no-answer"
    HUB_ERROR = "hub-error"
    NUMBER_GIVEN_BACK = "number-given-back"
    CODE_UNKNOWN = "code-unknown"
    CODE_UNREADABLE = "code-unreadable"
    TICKET_ENDED = "ticket-ended"
    PAPERS_NOT_SENT = "papers-not-sent"
    PAPERS_TOO_LARGE = "papers-too-large"
    READER_GONE = "reader-gone"


@dataclass(frozen=True, slots=True)
class InTrouble:
    """A plain sentence; never a code."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Refused:
    """The hub said no, in its own words."""

    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Search:
    """Looking for a procedure on our own keyboard."""

    typed: str = ""
    found: tuple[ProcedureCode, ...] = ()
    page: int = 0
    layout: Layout = Layout.LETTERS


@dataclass(frozen=True, slots=True)
class BrowseServices:
    """Procedures and fees, by service."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class BrowseProcedures:
    """The procedures of one service, to read about."""

    service: ServiceId
    page: int = 0


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """Documents, time, fee and notes of one procedure, in full."""

    code: ProcedureCode
    back: Search | BrowseProcedures
    """Where "back" leads."""
    printing: CheckEnd | None = None
    """How far its checklist has come; None: nobody asked for it."""
    detail_vi: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class ReadNotices:
    """All notices, in full."""


class GuideCall(StrEnum):
    """How far the call for a guide has come."""

    ASKING = "asking"
    COMING = "coming"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide was called."""

    call: GuideCall


@dataclass(frozen=True, slots=True)
class ShowCode:
    """Hold the slip's code to the reader."""


@dataclass(frozen=True, slots=True)
class CheckingCode:
    """The hub is asked whose ticket it is."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Two buttons of equal weight (FACTS §3.3)."""

    token: str = field(repr=False)
    number: str


class ScannerIs(StrEnum):
    """What the scanner is doing, as the citizen is told."""

    READY = "ready"
    SCANNING = "scanning"
    NO_PAPER = "no-paper"
    JAMMED = "jammed"
    COVER_OPEN = "cover-open"
    BROKEN = "broken"
    FULL = "full"
    """As many pages as may be sent in one go."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The scanned pages: drop one, scan one again, send all."""

    token: str = field(repr=False)
    number: str
    pages: tuple[Page, ...] = ()
    scanner: ScannerIs = ScannerIs.READY
    replacing: int | None = None
    """The page that the next scan takes the place of."""
    shown: int = 0
    """Which screenful of thumbnails."""


@dataclass(frozen=True, slots=True)
class _OnePage:
    """One of the pages, large."""

    pages: Pages
    page: int

    @property
    def position(self) -> int:
        """From 1."""
        return next(at for at, each in enumerate(self.pages.pages, 1) if each.page == self.page)

    @property
    def image(self) -> bytes:
        """Its picture."""
        return self.pages.pages[self.position - 1].image


@dataclass(frozen=True, slots=True)
class ReviewPage(_OnePage):
    """Something is wrong with it: scan it again, or keep it."""

    @property
    def flaw(self) -> PageFlaw | None:
        """What is wrong."""
        return self.pages.pages[self.position - 1].flaw


@dataclass(frozen=True, slots=True)
class ChangePage(_OnePage):
    """It was chosen: move it, scan it again, drop it."""


@dataclass(frozen=True, slots=True)
class SendingPages:
    """On their way to the hub."""

    number: str
    count: int


@dataclass(frozen=True, slots=True)
class PagesSent:
    """The officer will see them."""

    number: str
    count: int


@dataclass(frozen=True, slots=True)
class AskRecordCode:
    """Which record? Typed, or held to the reader."""

    typed: str = ""


@dataclass(frozen=True, slots=True)
class AskRecordKey:
    """The receipt's look-up key, for a code that is not enough by itself."""

    code: str
    typed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LookingUp:
    """The hub is asked."""

    code: str


@dataclass(frozen=True, slots=True)
class RecordFound:
    """Code and degree of completion."""

    found: RecordDegree


class NotFound(StrEnum):
    """Why there is no answer."""

    UNKNOWN = "unknown"
    """No such record, or another key: which of both nobody is told."""
    WAIT = "wait"
    """Asked wrongly too often."""
    AWAY = "away"
    """The hub does not answer."""


@dataclass(frozen=True, slots=True)
class RecordNotFound:
    """A plain sentence, and another try."""

    why: NotFound
    code: str
    """What was typed: it stands there again."""
    wait_s: int = 0


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


class CheckEnd(StrEnum):
    """How it went."""

    RUNNING = "running"
    GOOD = "good"
    UNSURE = "unsure"
    BAD = "bad"


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


View = (
    Home | ClosedNow | ServicePage | ChooseProcedure | ChoosePriority | TakingNumber | SlipReady | NoteNumber
    | InTrouble | Refused | Search | BrowseServices | BrowseProcedures | ProcedurePage | ReadNotices | Guide
    | AskRecordCode | AskRecordKey | LookingUp | RecordFound | RecordNotFound
    | ShowCode | CheckingCode | Consent | Pages | ReviewPage | ChangePage | SendingPages | PagesSent
    | EnterPin | ServiceMenu | ChooseCopy | TouchTest | ConfirmShutDown | ShuttingDown
)  # fmt: skip
