"""By what whole months, years and decades are tallied beforehand, and which cut answers a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.reports.units import Dimension, Unit

D = Dimension


@dataclass(frozen=True, slots=True)
class Cut:
    """Units of one sort, split by these dimensions."""

    unit: Unit
    by: tuple[Dimension, ...]

    @property
    def name(self) -> str:
        """`visit:procedure:hour`, as `span_sheet` names it."""
        return ":".join((self.unit.value, *(dimension.value for dimension in self.by)))


CUTS: tuple[Cut, ...] = (
    Cut(Unit.VISIT, ()),
    Cut(Unit.VISIT, (D.HOUR,)),
    Cut(Unit.VISIT, (D.WEEKDAY, D.HOUR)),
    Cut(Unit.VISIT, (D.PROCEDURE,)),
    Cut(Unit.VISIT, (D.PROCEDURE, D.HOUR)),
    Cut(Unit.VISIT, (D.PRIORITY,)),
    Cut(Unit.VISIT, (D.PRIORITY, D.HOUR)),
    Cut(Unit.VISIT, (D.KIOSK,)),
    Cut(Unit.VISIT, (D.KIOSK, D.HOUR)),
    Cut(Unit.LEG, (D.SERVICE,)),
    Cut(Unit.LEG, (D.SERVICE, D.HOUR)),
    Cut(Unit.STAY, (D.COUNTER,)),
    Cut(Unit.STAY, (D.COUNTER, D.HOUR)),
    Cut(Unit.STAY, (D.OFFICER,)),
    Cut(Unit.STAY, (D.OFFICER, D.HOUR)),
)
"""One dimension each, with and without the hour; the coarser of two comes first."""


def unit_for(dimensions: Iterable[Dimension]) -> Unit:
    """What a question about these dimensions counts."""
    asked = set(dimensions)
    if asked & {D.COUNTER, D.OFFICER}:
        return Unit.STAY
    return Unit.LEG if D.SERVICE in asked else Unit.VISIT


def cut_for(unit: Unit, dimensions: Iterable[Dimension]) -> Cut | None:
    """The coarsest cut that tells these dimensions apart; None: only single days can."""
    asked = set(dimensions)
    return next((cut for cut in CUTS if cut.unit is unit and asked <= set(cut.by)), None)
