"""One figure, what it is compared with, and whether it is as wished; percentiles of what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Aim(msgspec.Struct, frozen=True, tag_field="of"):
    """A limit that the value itself, or its ratio to the baseline, keeps."""

    kind: AimKind
    limit: float

    def __str__(self) -> str:
        return self.kind.value.format(f"{self.limit:g}")


class AimKind(StrEnum):
    """How the limit is read; the text is what the table shows."""

    RATIO_AT_MOST = "≤ {}× baseline"
    VALUE_AT_MOST = "≤ {}"
    VALUE_AT_LEAST = "≥ {}"


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    """In the same unit, measured in the same run; None: there is nothing to compare with."""
    against: str = ""
    """What the baseline is."""
    aim: Aim | None = None
    note: str = ""
    """Why an aim is missed, or what must be known to read the figure."""

    @property
    def ratio(self) -> float | None:
        """Value per baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def is_met(self) -> bool | None:
        """None: no aim was set."""
        if self.aim is None:
            return None
        match self.aim.kind:
            case AimKind.RATIO_AT_MOST:
                return self.ratio is not None and self.ratio <= self.aim.limit
            case AimKind.VALUE_AT_MOST:
                return self.value <= self.aim.limit
            case AimKind.VALUE_AT_LEAST:
                return self.value >= self.aim.limit


def ratio_at_most(limit: float) -> Aim:
    """At most so many times the baseline."""
    return Aim(AimKind.RATIO_AT_MOST, limit)


def at_most(limit: float) -> Aim:
    """At most that."""
    return Aim(AimKind.VALUE_AT_MOST, limit)


def at_least(limit: float) -> Aim:
    """At least that."""
    return Aim(AimKind.VALUE_AT_LEAST, limit)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which that many percent lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median(values: Sequence[float]) -> float:
    """The 50th percentile."""
    return percentile(values, 50)
