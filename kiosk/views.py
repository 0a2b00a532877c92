"""The screens a citizen can be on, as plain values: what is shown follows from the view and the center.

Knows what each screen is about; knows nothing of widgets, and holds no rule.
"""

from __future__ import annotations

from kiosk.check_end import CheckEnd
from kiosk.finding_views import BrowseProcedures, BrowseServices, ProcedurePage, Search
from kiosk.message_views import Guide, GuideCall, InTrouble, ReadNotices, Refused, Trouble
from kiosk.number_views import (
    ChoosePriority,
    ChooseProcedure,
    ClosedNow,
    Home,
    NoteNumber,
    ServicePage,
    SlipReady,
    TakingNumber,
)
from kiosk.paper_views import (
    ChangePage,
    CheckingCode,
    Consent,
    NotSentIs,
    Pages,
    PagesNotSent,
    PagesSent,
    ReviewPage,
    ScannerIs,
    SendingPages,
    ShowCode,
)
from kiosk.record_views import AskRecordCode, AskRecordKey, LookingUp, NotFound, RecordFound, RecordNotFound
from kiosk.staff_views import (
    Check,
    ChooseCopy,
    ConfirmShutDown,
    EnterPin,
    PinIs,
    ServiceMenu,
    ShuttingDown,
    TouchTest,
)

__all__ = [
    "AskRecordCode",
    "AskRecordKey",
    "BrowseProcedures",
    "BrowseServices",
    "ChangePage",
    "Check",
    "CheckEnd",
    "CheckingCode",
    "ChooseCopy",
    "ChoosePriority",
    "ChooseProcedure",
    "ClosedNow",
    "ConfirmShutDown",
    "Consent",
    "EnterPin",
    "Guide",
    "GuideCall",
    "Home",
    "InTrouble",
    "LookingUp",
    "NotFound",
    "NotSentIs",
    "NoteNumber",
    "Pages",
    "PagesNotSent",
    "PagesSent",
    "PinIs",
    "ProcedurePage",
    "ReadNotices",
    "RecordFound",
    "RecordNotFound",
    "Refused",
    "ReviewPage",
    "ScannerIs",
    "Search",
    "SendingPages",
    "ServiceMenu",
    "ServicePage",
    "ShowCode",
    "ShuttingDown",
    "SlipReady",
    "TakingNumber",
    "TouchTest",
    "Trouble",
    "View",
]

View = (
    Home | ClosedNow | ServicePage | ChooseProcedure | ChoosePriority | TakingNumber | SlipReady | NoteNumber
    | InTrouble | Refused | Search | BrowseServices | BrowseProcedures | ProcedurePage | ReadNotices | Guide
    | AskRecordCode | AskRecordKey | LookingUp | RecordFound | RecordNotFound
    | ShowCode | CheckingCode | Consent | Pages | ReviewPage | ChangePage | SendingPages | PagesSent
    | PagesNotSent | EnterPin | ServiceMenu | ChooseCopy | TouchTest | ConfirmShutDown | ShuttingDown
)  # fmt: skip
