"""The screens from the tiles to a slip in the hand."""

from __future__ import annotations

from dataclasses import dataclass

from contract.ids import PriorityId, ProcedureCode, ServiceId
from kiosk.center import Closed
from kiosk.outcomes import Given, NotPrinted


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
