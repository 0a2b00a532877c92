"""Which counters work in a stretch of a day, and who sits there."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from contract.ids import CounterId, ServiceId
from server.domain.center import CenterRules
from server.service.asker import Asker
from server.simulate.hours import DayHours
from server.simulate.profile import Profile

RELIEVED = 0.15
"""Of counters: somebody else sits there after lunch. Assumed."""


def counters_at_work(
    chance: Random, rules: CenterRules, profile: Profile, hours: DayHours
) -> list[CounterId]:
    """Between the profile's fewest and most, as far as each service that gives numbers keeps a counter."""
    served = {service for service, stretches in hours.by_service.items() if stretches}
    open_ones = [counter.id for counter in rules.counters.values() if served & set(counter.services)]
    wanted = chance.randint(*profile.counters) if served == set(rules.services) else 1
    for counter in chance.sample(open_ones, len(open_ones)):
        rest = [other for other in open_ones if other != counter]
        if len(open_ones) > wanted and _covers(rules, rest) >= _covers(rules, open_ones) & served:
            open_ones = rest
    return open_ones


def seated(
    chance: Random, officers: Sequence[Asker], counters: Sequence[CounterId]
) -> dict[CounterId, Asker]:
    """One officer a counter, as far as there are any."""
    there = chance.sample(officers, min(len(officers), len(counters)))
    return dict(zip(counters, there, strict=False))


def relieved(
    chance: Random, officers: Sequence[Asker], before: dict[CounterId, Asker], counters: Sequence[CounterId]
) -> dict[CounterId, Asker]:
    """After lunch: mostly the same ones; who newly sits somewhere sat nowhere before."""
    busy = {officer.officer for officer in before.values()}
    spare = [officer for officer in officers if officer.officer not in busy]
    after: dict[CounterId, Asker] = {}
    for counter in counters:
        is_new = counter not in before or chance.random() < RELIEVED
        if is_new and spare:
            after[counter] = spare.pop()
        elif counter in before:
            after[counter] = before[counter]
    return after


def _covers(rules: CenterRules, counters: Sequence[CounterId]) -> set[ServiceId]:
    return {service for counter in counters for service in rules.counters[counter].services}
