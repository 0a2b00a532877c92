"""What the kiosk knows of its center now: names, line, opening, and whether the hub is heard.

Built anew from the hub's retained states and this kiosk's lease; knows nothing of how they came, and guesses
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contract.ids import PriorityId, ProcedureCode, ServiceId
from contract.notices import Notice
from contract.states import CatalogueState, LineOfService, LineState, PriorityCard, ServiceCard
from contract.words import Taking
from kiosk.procedures import Procedure
from kiosk.valid_today import Today


class Closed(StrEnum):
    """Why no number is given now, for the whole center or for one service."""

    STARTING = "starting"
    """This kiosk has only just started, or has never heard of its center."""
    HUB_SILENT = "hub-silent"
    NO_DAY = "no-day"
    CLOSED_TODAY = "closed-today"
    BEFORE_HOURS = "before-hours"
    AFTER_LAST_TICKET = "after-last-ticket"
    CAP_REACHED = "cap-reached"
    NUMBERS_USED_UP = "numbers-used-up"
    AWAITING_JOURNALS = "awaiting-journals"


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Why this kiosk itself gives no number of a service, and when again, where it knows."""

    reason: Closed
    opens_at: str | None = None


@dataclass(frozen=True, slots=True)
class Center:
    """One reading of everything the hub has told."""

    catalogue: CatalogueState | None = None
    line: LineState | None = None
    has_day: bool = False
    is_silent: bool = True
    procedures: dict[ProcedureCode, Procedure] = field(default_factory=dict)
    """Those in force today."""
    today: Today | None = None
    """By what those that have ended were left out; None: the hub's own list, or none that has an end."""
    is_starting: bool = False
    """This kiosk has only just begun to listen: the hub may be there."""
    notices: tuple[Notice, ...] = ()
    """Those to be read here today, in order."""
    lent: Mapping[ServiceId, NotGiven | None] = field(default_factory=dict)
    """Services this kiosk holds numbers of, while it is alone; None: it gives them now."""

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

    @property
    def is_alone(self) -> bool:
        """Whether the hub says nothing now, or gives no numbers until all journals are in."""
        takings = {line.taking for line in self.line.services} if self.line else set()
        return self.is_silent or self.line is None or takings == {Taking.AWAITING_JOURNALS}

    @property
    def gives_by_itself(self) -> bool:
        """Whether numbers come from this kiosk's lease now."""
        return self.is_alone and None in self.lent.values()

    def closed(self, service: ServiceId | None = None) -> Closed | None:
        """Why there is no number, for one service or (None) for the whole center; None: there are numbers."""
        if self.catalogue is None or self.is_starting:
            return Closed.STARTING
        if self.is_alone:
            return self._closed_alone(service)
        assert self.line is not None  # noqa: S101 - tells mypy: without a line it is alone
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
        """When numbers are given again, where that is known: of one service, or the same for all."""
        if self.is_alone:
            times = {part.opens_at if part else None for part in self._alone(service)}
        elif service is not None:
            standing = self.standing(service)
            times = {standing.opens_at if standing else None}
        else:
            times = {line.opens_at for line in self.line.services} if self.line else set()
        return times.pop() if len(times) == 1 else None

    def _closed_alone(self, service: ServiceId | None) -> Closed | None:
        """By this kiosk's own lease; where it holds none, by what keeps the hub from giving numbers."""
        parts = self._alone(service)
        if None in parts:
            return None
        reasons = {part.reason for part in parts if part is not None}
        reason = reasons.pop() if len(reasons) == 1 else Closed.HUB_SILENT
        if reason is Closed.HUB_SILENT and not self.is_silent and self.line is not None:
            return Closed.AWAITING_JOURNALS
        return reason

    def _alone(self, service: ServiceId | None) -> list[NotGiven | None]:
        if service is None:
            return list(self.lent.values())
        return [self.lent.get(service, NotGiven(Closed.HUB_SILENT))]


def _reason(taking: Taking) -> Closed | None:
    return None if taking is Taking.OPEN else Closed(taking.value)
