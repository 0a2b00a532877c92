"""Seeded chance: how often, how long, and ids that follow from the seed. Knows no happening."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from random import Random

from server.domain.instant import EPOCH, MICROSECOND


def logarithmic(chance: Random, mean: float, spread: float) -> float:
    """Log-normal with that mean and standard deviation: never negative, a long tail."""
    variance = math.log(1 + (spread / mean) ** 2)
    return chance.lognormvariate(math.log(mean) - variance / 2, math.sqrt(variance))


def how_many(chance: Random, mean: float) -> int:
    """Poisson: unit-rate gaps that fit into the mean."""
    reached, number = chance.expovariate(1), 0
    while reached < mean:
        reached += chance.expovariate(1)
        number += 1
    return number


def due(rate: float, step: int, offset: float) -> range:
    """Which ones fall on the n-th step, spread evenly: 0.2 a day is once in any five days."""
    return range(math.floor(step * rate + offset), math.floor((step + 1) * rate + offset))


class SeededChance:
    """Ids as `contract.ids` makes them, with the simulation's time in front."""

    def __init__(self, seed: str, utc: Callable[[], datetime]) -> None:
        self._chance = Random(seed)
        self._utc = utc

    def unix_ms(self) -> int:
        """Of the simulated clock."""
        return (self._utc() - EPOCH) // MICROSECOND // 1000

    def random_bytes(self, count: int) -> bytes:
        """The seed's."""
        return self._chance.randbytes(count)
