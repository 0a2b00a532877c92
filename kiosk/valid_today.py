"""Which procedures are still in force on the day that this kiosk believes it is, and how sure that day is.

Knows days; the hub's list holds what was in force on the day it was sent: none of it has yet to begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contract.clock import local_time
from contract.ids import ProcedureCode
from kiosk.believed_time import Belief, Source
from kiosk.procedures import Procedure

Procedures = dict[ProcedureCode, Procedure]


@dataclass(frozen=True, slots=True)
class Today:
    """The day, as far as it can be known."""

    day: date
    """Where the source is only a bound: no earlier than this."""
    source: Source


def today_of(belief: Belief) -> Today:
    """By hub time in this boot, by a plausible wall clock, or only not before."""
    return Today(belief.day or local_time(belief.earliest).date(), belief.source)


class StillValid:
    """Remembers its last answer: the same list on the same day is the same object, and is indexed once."""

    def __init__(self) -> None:
        self._asked: tuple[Procedures, date] | None = None
        self._left: Procedures = {}

    def of(self, procedures: Procedures, today: Today) -> Procedures:
        """Those that have not ended."""
        if self._asked is None or self._asked[0] is not procedures or self._asked[1] != today.day:
            self._asked = (procedures, today.day)
            self._left = {code: one for code, one in procedures.items() if not _has_ended(one, today.day)}
        return self._left


def _has_ended(procedure: Procedure, day: date) -> bool:
    return procedure.valid_until is not None and procedure.valid_until < day
