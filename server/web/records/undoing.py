"""The step an officer may still take back, as the record's page offers it. Pure: no page, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from server.domain.record import Record
from server.domain.record_rules import RecordRules
from server.service.asker import Asker
from server.service.undo_record import no_undo, undo_until


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """One quiet button above the record."""

    undone: int
    """Seq of the step."""
    until: datetime
    is_reception: bool
    """The record would be void: its number stays, who applied is erased."""


def undo_offer(record: Record, rules: RecordRules, asker: Asker, now: datetime) -> UndoOffer | None:
    """None: nothing of this officer's can be taken back any more."""
    last = record.last
    if last is None or no_undo(record, rules, asker.officer, now) is not None:
        return None
    return UndoOffer(last.seq, undo_until(last, rules), is_reception=last.before is None)
