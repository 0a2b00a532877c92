"""What the flow asks of the outside, as values: the outbox carries them out in threads of its own.

Each that is answered carries the visit it belongs to, so that an answer for someone who has left is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType

from contract.ids import ProcedureCode, TicketId
from contract.words import Language
from kiosk.outcomes import NotPrinted, Wish
from kiosk.pages import Page
from kiosk.views import Check

Visit = NewType("Visit", int)
"""Counts the citizens at this kiosk since it started."""


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Reserve, print, confirm. Answer: `NumberPart.ended`."""

    visit: Visit
    wish: Wish


@dataclass(frozen=True, slots=True)
class NumberNoted:
    """The citizen confirmed that they noted the number on the screen."""

    shown: NotPrinted


@dataclass(frozen=True, slots=True)
class NumberDeclined:
    """The citizen does not want the number on the screen."""

    shown: NotPrinted


@dataclass(frozen=True, slots=True)
class NumberLeft:
    """Nobody answered for the number on the screen."""

    shown: NotPrinted


@dataclass(frozen=True, slots=True)
class CallForGuide:
    """Answer: `GuidePart.coming` or `GuidePart.failed`."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class ReadCode:
    """Wait for a code at the reader. Answer: `ScanPart.code_read`."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class ReadRecordCode:
    """The same for a record's code. Answer: `RecordPart.code_read`; none where no reader is there."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class FindRecord:
    """Answer: `RecordPart.found` or `not_found`."""

    visit: Visit
    code: str = field(repr=False)
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StopReading:
    """Codes mean nothing any more."""


@dataclass(frozen=True, slots=True)
class FindTicket:
    """Answer: `ScanPart.ticket_found`, `ticket_unknown`, `ticket_over` or `hub_away`."""

    visit: Visit
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScanPages:
    """Scan what lies in the feeder, at most so many. Answers: `page_scanned` each, `scan_ended` last."""

    visit: Visit
    most: int


@dataclass(frozen=True, slots=True)
class SendPages:
    """Answer: `ScanPart.sent`, `not_sent` or `refused`."""

    visit: Visit
    token: str = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    language: Language
    """In which the consent was given."""


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Answer: `ServicePart.pin_checked`."""

    visit: Visit
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RunCheck:
    """Answer: `ServicePart.check_ended`."""

    visit: Visit
    check: Check


@dataclass(frozen=True, slots=True)
class ListNumbers:
    """Answer: `CopyPart.listed`."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class PrintCopy:
    """Print that ticket's slip again. Answer: `CopyPart.printed`."""

    visit: Visit
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class PrintChecklist:
    """Print that procedure's papers. Answer: `FindPart.printed`."""

    visit: Visit
    code: ProcedureCode
    language: Language


@dataclass(frozen=True, slots=True)
class ShutDown:
    """End in an orderly way and power off."""


Request = (
    TakeNumber | NumberNoted | NumberDeclined | NumberLeft | CallForGuide | ReadCode | StopReading
    | FindTicket | ScanPages | SendPages | CheckPin | RunCheck | ListNumbers | PrintCopy
    | PrintChecklist | ReadRecordCode | FindRecord | ShutDown
)  # fmt: skip
