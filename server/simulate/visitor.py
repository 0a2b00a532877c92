"""One person who comes: what for, how patient, how attentive. Everything is drawn when they come."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from contract.ids import PriorityId, ProcedureCode, ServiceId
from contract.words import Language
from server.domain.center import CenterRules
from server.simulate.profile import DEMAND, OTHER_DEMAND
from server.simulate.shares import Shares


@dataclass(slots=True, eq=False)
class Visitor:
    """Changes as the day goes on."""

    service: ServiceId
    """Of the number they take."""
    wanted: ServiceId
    """What they came for; another than `service` is the wrong line."""
    procedure: ProcedureCode | None
    priority: PriorityId | None
    language: Language
    patience_s: float
    says_goodbye: bool
    is_redirected_by_guide: bool
    is_here: bool = True
    """In the hall, or near enough to come when called."""


class People:
    """Draws visitors for a center."""

    def __init__(self, chance: Random, rules: CenterRules, shares: Shares) -> None:
        self._chance = chance
        self._shares = shares
        self._services = tuple(rules.services)
        self._weights = [DEMAND.get(service, OTHER_DEMAND)[0] for service in self._services]
        self._procedures = {
            service.id: tuple(sorted(service.procedures)) for service in rules.services.values()
        }
        self._priorities = tuple(rules.priority_ranks)

    def draw(self) -> Visitor:
        """The next one."""
        chance, shares = self._chance, self._shares
        wanted = chance.choices(self._services, self._weights)[0]
        service = self.another(wanted) if chance.random() < shares.wrong_line else wanted
        return Visitor(
            service=service,
            wanted=wanted,
            procedure=self._procedure(service),
            priority=self._priority(),
            language=Language.EN if chance.random() < shares.foreign else Language.VI,
            patience_s=chance.lognormvariate(math.log(shares.patience_min * 60), shares.patience_spread),
            says_goodbye=chance.random() < shares.says_goodbye,
            is_redirected_by_guide=chance.random() < 0.5,
        )

    def another(self, service: ServiceId) -> ServiceId:
        """Some other service; the same where there is only one."""
        others = [other for other in self._services if other != service]
        return self._chance.choice(others) if others else service

    def _procedure(self, service: ServiceId) -> ProcedureCode | None:
        known = self._procedures[service]
        if not known or self._chance.random() >= self._shares.names_procedure:
            return None
        return known[_early(self._chance, known)]

    def _priority(self) -> PriorityId | None:
        if not self._priorities or self._chance.random() >= self._shares.priority:
            return None
        return self._chance.choice(self._priorities)


def _early(chance: Random, known: Sequence[object]) -> int:
    """Some procedures are asked for often, most rarely."""
    return min(len(known) - 1, int(chance.expovariate(0.4)))
