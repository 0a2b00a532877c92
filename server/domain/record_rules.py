"""What one accepted configuration says of records, as rules use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract.ids import ProcedureCode, ReasonId
from contract.record_words import Channel, ComparedBy, ReasonFor
from server.domain.deadline import Term, WorkingTime
from server.domain.hours import OpeningHours, WorkingCalendar

DUPLICATE = ReasonId("trung-ho-so")
"""The one reason that is always there: refused because it was handed in before."""


@dataclass(frozen=True, slots=True)
class RecordReason:
    """A reason that can be picked for one act."""

    id: ReasonId
    act: ReasonFor
    name_vi: str
    name_en: str


_DUPLICATE = RecordReason(DUPLICATE, ReasonFor.REFUSE_AT_RECEPTION, "Hồ sơ trùng", "Duplicate record")


def _never_known() -> WorkingTime:
    return WorkingTime(OpeningHours(WorkingCalendar(frozenset()), ((),) * 7, ()))


@dataclass(frozen=True, slots=True)
class RecordRules:
    """Terms by procedure and channel, the working time they are counted in, and the reasons."""

    working: WorkingTime = field(default_factory=_never_known)
    procedures: frozenset[ProcedureCode] = frozenset()
    """Codes a new record may have; repealed ones are not among them."""
    terms: Mapping[ProcedureCode, Mapping[Channel, Term]] = field(default_factory=dict)
    compared_by: ComparedBy = ComparedBy.DAY
    duplicate_within_days: int = 30
    undo_within_minutes: int = 10
    due_soon_days: int = 2
    reasons: tuple[RecordReason, ...] = ()

    def term(self, procedure: ProcedureCode, channel: Channel) -> Term | None:
        """How long it may take; None: nobody said so in a way that can be counted."""
        return self.terms.get(procedure, {}).get(channel)

    def reasons_for(self, act: ReasonFor) -> tuple[RecordReason, ...]:
        """Those to pick from."""
        own = tuple(reason for reason in self.reasons if reason.act is act)
        is_there = act is not ReasonFor.REFUSE_AT_RECEPTION or any(known.id == DUPLICATE for known in own)
        return own if is_there else (_DUPLICATE, *own)

    def reason(self, act: ReasonFor, wanted: ReasonId) -> RecordReason | None:
        """The reason of that id for that act; a duplicate may be found before or after reception."""
        if wanted == DUPLICATE and act is ReasonFor.REFUSE:
            return self.reason(ReasonFor.REFUSE_AT_RECEPTION, DUPLICATE)
        return next((known for known in self.reasons_for(act) if known.id == wanted), None)
