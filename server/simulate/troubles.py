"""What goes wrong on a day: kiosks cut off, the hub's machine restarting, its clock corrected.

Knows only when. Troubles come evenly: 0.2 a day is once in five days, whichever they are, so that a
week of a ledger has them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from server.simulate.chance import due
from server.simulate.hours import DayHours
from server.simulate.shares import Shares

KIOSK_OUTAGE_MIN = 40.0
"""Median. Assumed."""
REBOOT_S = (120.0, 360.0)
STEP_S = (1.0, 45.0)
NEVER_S = 1e9


@dataclass(frozen=True, slots=True)
class KioskOutage:
    """One kiosk alone, [start, end)."""

    kiosk: int
    """Which one, counted from 0."""
    start: float
    end: float
    """`NEVER_S`: not that day."""
    loses_time: bool
    """Whether it restarts twice meanwhile."""


@dataclass(frozen=True, slots=True)
class Reboot:
    """The hub's machine is off, [start, end)."""

    start: float
    end: float
    loses_time: bool
    """Whether it wakes up with a clock nobody can believe."""


@dataclass(frozen=True, slots=True)
class ClockStep:
    """The hub's clock is corrected."""

    second: float
    by_s: float


@dataclass(frozen=True, slots=True)
class Troubles:
    """One day's."""

    outages: tuple[KioskOutage, ...]
    reboots: tuple[Reboot, ...]
    steps: tuple[ClockStep, ...]


class Fortune:
    """Troubles of a whole range of days, by seed."""

    def __init__(self, seed: int, shares: Shares, kiosks: int) -> None:
        self._seed = seed
        self._shares = shares
        self._kiosks = kiosks
        chance = Random(f"{seed}/fortune")
        self._outage_offset, self._stays_offset = chance.random(), chance.random()
        self._reboot_offset, self._lost_offset = chance.random(), chance.random()
        self._step_offset = chance.random()

    def on(self, index: int, hours: DayHours) -> Troubles:
        """Of the n-th open day."""
        chance, shares = Random(f"{self._seed}/troubles/{index}"), self._shares
        outages = due(shares.kiosk_outages if self._kiosks else 0, index, self._outage_offset)
        reboots = due(shares.hub_reboots, index, self._reboot_offset)
        steps = due(shares.clock_steps, index, self._step_offset)
        return Troubles(
            tuple(self._outage(chance, hours, number) for number in outages),
            _apart([self._reboot(chance, hours, number) for number in reboots]),
            tuple(_step(chance, hours) for _ in steps),
        )

    def _outage(self, chance: Random, hours: DayHours, number: int) -> KioskOutage:
        start = _moment(chance, hours)
        length = chance.lognormvariate(math.log(KIOSK_OUTAGE_MIN * 60), 0.5)
        stays = due(self._shares.cut_until_next_day, number, self._stays_offset)
        return KioskOutage(
            kiosk=chance.randrange(self._kiosks),
            start=start,
            end=NEVER_S if stays else start + length,
            loses_time=chance.random() < self._shares.kiosk_without_clock,
        )

    def _reboot(self, chance: Random, hours: DayHours, number: int) -> Reboot:
        start = _moment(chance, hours)
        loses_time = due(self._shares.clock_lost, number, self._lost_offset)
        return Reboot(start, start + chance.uniform(*REBOOT_S), bool(loses_time))


def _step(chance: Random, hours: DayHours) -> ClockStep:
    return ClockStep(_moment(chance, hours), chance.choice((-1, 1)) * chance.uniform(*STEP_S))


def _moment(chance: Random, hours: DayHours) -> float:
    """While people come."""
    stretch = chance.choices(hours.giving, [one.length for one in hours.giving])[0]
    return chance.uniform(stretch.start + 300, stretch.end)


def _apart(reboots: list[Reboot]) -> tuple[Reboot, ...]:
    """In order; one that would begin before another is over does not happen."""
    kept: list[Reboot] = []
    for reboot in sorted(reboots, key=lambda one: one.start):
        if not kept or reboot.start > kept[-1].end:
            kept.append(reboot)
    return tuple(kept)
