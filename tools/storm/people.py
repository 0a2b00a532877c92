"""What citizens and officers will do, as a seed draws it; each of them has a stream of draws of their own.

The same seed gives each person the same intentions in the same order. What they meet is another matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from random import Random

from contract.ids import ServiceId
from tools.storm.cast import SERVICES


@unique
class WithoutSlip(StrEnum):
    """What a citizen does when the number stands on the screen and no slip comes."""

    NOTES = "notes"
    DECLINES = "declines"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Citizen:
    """One who comes to a kiosk."""

    after_s: float
    """Since the one before has gone."""
    service: ServiceId
    without_slip: WithoutSlip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an officer does: which, depends on how the counter stands."""

    after_s: float
    """Since the step before."""
    mood: float
    """0 to 1: picks from what can be done now."""
    detail: float
    """0 to 1: picks the service, the reason, the parked ticket."""


class Citizens:
    """Those who come to one kiosk, in order."""

    def __init__(self, seed: int, kiosk: str) -> None:
        self._random = Random(f"citizens {seed} {kiosk}")  # noqa: S311 - repeatable on purpose

    def next(self) -> Citizen:
        """The next one."""
        random = self._random
        return Citizen(
            round(random.uniform(0.3, 2.5), 2),
            random.choice(SERVICES),
            random.choices(tuple(WithoutSlip), (6, 3, 1))[0],
        )


class Steps:
    """What the officer of one counter does, in order."""

    def __init__(self, seed: int, counter: str) -> None:
        self._random = Random(f"officer {seed} {counter}")  # noqa: S311 - repeatable on purpose

    def next(self) -> Step:
        """The next one."""
        random = self._random
        return Step(round(random.uniform(0.8, 2.6), 2), random.random(), random.random())
