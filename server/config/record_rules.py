"""Turns what is written of records, and the procedures' own times, into the rules of records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from contract import ids
from contract.record_words import Channel
from server.config.procedures import Procedure
from server.config.processing_times import terms_of
from server.config.records import Records
from server.domain.deadline import Term, WorkingTime
from server.domain.hours import OpeningHours
from server.domain.record_rules import RecordReason, RecordRules


def record_rules(written: Records, hours: OpeningHours, procedures: Iterable[Procedure]) -> RecordRules:
    """The rules; a written term wins over the procedure's own."""
    procedures = tuple(procedures)
    terms = {ids.ProcedureCode(known.code): dict(terms_of(known.processing_time)) for known in procedures}
    for term in written.terms:
        channels = [term.channel] if term.channel is not None else list(Channel)
        own = terms.setdefault(ids.ProcedureCode(term.procedure), {})
        own.update(dict.fromkeys(channels, Term(term.amount, term.unit)))
    return RecordRules(
        working=WorkingTime(hours, time.fromisoformat(written.next_day_after)),
        procedures=frozenset(ids.ProcedureCode(known.code) for known in procedures if known.is_shown),
        terms=terms,
        compared_by=written.compared_by,
        duplicate_within_days=written.duplicate_within_days,
        undo_within_minutes=written.undo_within_minutes,
        due_soon_days=written.due_soon_days,
        reasons=tuple(
            RecordReason(ids.ReasonId(one.id), one.act, one.name_vi, one.name_en) for one in written.reasons
        ),
    )
