"""One report of records: what became of them and how long they took, as a whole and split; read at once.

Loads numpy: import it where a report is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection

from server.domain.record_rules import RecordRules
from server.reports.record_figures import RecordFigures
from server.reports.record_groups import figures_in, grouped, spans_in
from server.reports.record_question import Key, RecordQuestion
from server.reports.record_rows import late_before_us, us
from server.reports.record_sheets import columns_between
from server.reports.record_times import RecordTimes, times_of


@dataclass(frozen=True, slots=True)
class RecordReport:
    """The answer to one question."""

    question: RecordQuestion
    total: RecordFigures
    times: RecordTimes
    groups: Mapping[Key, RecordFigures]
    times_by: Mapping[Key, RecordTimes]
    """Only of groups of which some were taken in."""


def record_report(
    connection: Connection, question: RecordQuestion, now: datetime, rules: RecordRules
) -> RecordReport:
    """By the calendar and the unit of comparison in force now."""
    found = grouped(columns_between(connection, question.first, question.last), question)
    groups = figures_in(found, question, late_before_us(now, rules.compared_by))
    at_once = {key: group.instant for key, group in groups.items()}
    times, split = times_of(spans_in(found, us(now)), at_once, rules)
    total = added(groups.values(), question.first, question.last)
    return RecordReport(question, total, times, groups, split)


def added(parts: Iterable[RecordFigures], first: date, last: date) -> RecordFigures:
    """Every record is in one part: all together."""
    total = RecordFigures(first, last)
    for part in parts:
        for reason, count in part.refused.items():
            total.refused[reason] = total.refused.get(reason, 0) + count
        for name in _COUNTED:
            setattr(total, name, getattr(total, name) + getattr(part, name))
    return total


_COUNTED = tuple(
    known.name for known in fields(RecordFigures) if known.name not in ("first", "last", "refused")
)
