"""What can come of asking for a number: given, shown on the screen, refused, or no answer.

Knows the cases; knows neither how they come about nor how they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contract.answers import Reserved
from contract.ids import PriorityId, ProcedureCode, ServiceId
from contract.words import Language
from printer.faults import PrinterFault


@dataclass(frozen=True, slots=True)
class Wish:
    """What a citizen asks for."""

    service: ServiceId
    procedure: ProcedureCode | None = None
    priority: PriorityId | None = None
    language: Language = Language.VI


class SlipIs(StrEnum):
    """How sure it is that the slip came out."""

    SURE = "sure"
    UNSURE = "unsure"
    NONE = "none"
    """The citizen noted the number from the screen."""


@dataclass(frozen=True, slots=True)
class Given:
    """The citizen has a number and, as far as anybody knows, a slip."""

    reserved: Reserved
    slip: SlipIs


class BytesSent(StrEnum):
    """Whether anything may have reached the paper."""

    NONE = "none"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """The hub reserved a number and no whole slip came: the screen has to do."""

    reserved: Reserved
    fault: PrinterFault
    sent: BytesSent
    qr_content: str


@dataclass(frozen=True, slots=True)
class Denied:
    """The hub refused, in words for people."""

    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The hub did not answer in time: that command is given up for good."""


@dataclass(frozen=True, slots=True)
class HubFailed:
    """The hub answered that it could not do it (a full disk); nothing was reserved."""


Outcome = Given | NotPrinted | Denied | NoAnswer | HubFailed
