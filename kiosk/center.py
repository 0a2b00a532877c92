"""What the kiosk knows of its center now: names, line, opening, and whether the hub is heard.

Built anew from the hub's retained states; knows nothing of how they came, and guesses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from contract.ids import PriorityId, ProcedureCode, ServiceId
from contract.states import CatalogueState, LineOfService, LineState, PriorityCard, ServiceCard
from contract.words import Taking
from kiosk.procedures import Procedure


class Closed(StrEnum):
    """Why no number is given now, for the whole center or for one service."""

    STARTING = "starting"
    """No word from the hub since this kiosk started."""
    HUB_SILENT = "hub-silent"
    NO_DAY = "no-day"
    CLOSED_TODAY = "closed-today"
    BEFORE_HOURS = "before-hours"
    AFTER_LAST_TICKET = "after-last-ticket"
    CAP_REACHED = "cap-reached"
    NUMBERS_USED_UP = "numbers-used-up"


@dataclass(frozen=True, slots=True)
class Center:
    """One reading of everything the hub has told."""

    catalogue: CatalogueState | None = None
    line: LineState | None = None
    has_day: bool = False
    is_silent: bool = True
    procedures: dict[ProcedureCode, Procedure] = field(default_factory=dict)

    @property
    def services(self) -> tuple[ServiceCard, ...]:
        """In the order of the tiles."""
        return self.catalogue.services if self.catalogue else ()

    @property
    def priorities(self) -> tuple[PriorityCard, ...]:
        """The classes that may be declared at the kiosk."""
        return self.catalogue.priorities if self.catalogue else ()

    @property
    def can_scan(self) -> bool:
        """Whether the center lets papers be scanned at a kiosk."""
        return self.catalogue is not None and self.catalogue.scanning

    def service(self, service: ServiceId) -> ServiceCard | None:
        """The card of that service, unless the configuration has dropped it."""
        return next((card for card in self.services if card.service == service), None)

    def priority(self, priority: PriorityId) -> PriorityCard | None:
        """The card of that class, unless the configuration has dropped it."""
        return next((card for card in self.priorities if card.priority == priority), None)

    def standing(self, service: ServiceId) -> LineOfService | None:
        """Who waits there and whether it gives numbers, if the hub has said so."""
        lines = self.line.services if self.line else ()
        return next((line for line in lines if line.service == service), None)

    def service_of(self, code: ProcedureCode) -> ServiceCard | None:
        """Where people go for that procedure."""
        return next((card for card in self.services if code in card.procedures), None)

    def procedures_of(self, service: ServiceId) -> tuple[Procedure, ...]:
        """The service's procedures that the catalogue describes, in the configured order."""
        card = self.service(service)
        codes = card.procedures if card else ()
        return tuple(self.procedures[ProcedureCode(code)] for code in codes if code in self.procedures)

    def closed(self, service: ServiceId | None = None) -> Closed | None:
        """Why there is no number, for one service or (None) for the whole center; None: there are numbers."""
        if self.catalogue is None or self.line is None:
            return Closed.STARTING
        if self.is_silent:
            return Closed.HUB_SILENT
        if not self.has_day:
            return Closed.NO_DAY
        if service is not None:
            standing = self.standing(service)
            return _reason(standing.taking) if standing else Closed.CLOSED_TODAY
        takings = {line.taking for line in self.line.services}
        if Taking.OPEN in takings:
            return None
        return _reason(takings.pop()) if len(takings) == 1 else Closed.CLOSED_TODAY

    def opens_at(self, service: ServiceId | None = None) -> str | None:
        """When numbers are given again, where the hub knows: of one service, or the same for all."""
        if service is not None:
            standing = self.standing(service)
            return standing.opens_at if standing else None
        times = {line.opens_at for line in self.line.services} if self.line else set()
        return times.pop() if len(times) == 1 else None


def _reason(taking: Taking) -> Closed | None:
    return None if taking is Taking.OPEN else Closed(taking.value)
