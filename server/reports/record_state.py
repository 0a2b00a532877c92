"""The figures of records as the retained state that displays draw from: reasons by name, nobody in it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from contract.record_counts import RecordCounts, RefusedFor
from contract.record_words import ReasonFor
from contract.states import RecordsState
from server.domain.hall import Head
from server.domain.instant import Instant
from server.domain.record_rules import RecordReason, RecordRules
from server.reports.record_figures import RecordFigures, periods, record_figures

_REFUSALS = (ReasonFor.REFUSE, ReasonFor.REFUSE_AT_RECEPTION)


def records_state(connection: Connection, head: Head, now: Instant, rules: RecordRules) -> RecordsState:
    """Today, this week and this month, as they stand now."""
    named = {str(reason.id): reason for act in _REFUSALS for reason in rules.reasons_for(act)}
    counts = {
        name: _counts(record_figures(connection, first, last, now.utc, rules.compared_by), named)
        for name, (first, last) in periods(now.local_day).items()
    }
    return RecordsState(epoch=head.epoch, revision=head.seq, at=now.utc, **counts)


def _counts(figures: RecordFigures, named: Mapping[str, RecordReason]) -> RecordCounts:
    return RecordCounts(
        first=figures.first,
        last=figures.last,
        early=figures.early,
        on_time=figures.on_time,
        late=figures.late,
        at_once=figures.at_once,
        ready=figures.ready,
        in_process=figures.in_process,
        overdue=figures.overdue,
        supplement=figures.supplement,
        withdrawn=figures.withdrawn,
        stopped=figures.stopped,
        refused=tuple(
            _refused_for(reason, records, named.get(reason))
            for reason, records in sorted(figures.refused.items(), key=lambda one: (-one[1], one[0]))
        ),
    )


def _refused_for(reason: str, records: int, known: RecordReason | None) -> RefusedFor:
    """A reason that the configuration does not have any more keeps its id."""
    return RefusedFor(
        reason_vi=known.name_vi if known else reason,
        reason_en=known.name_en if known else reason,
        records=records,
    )
