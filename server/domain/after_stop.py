"""What a record's clock that stood still for a supplement does to its dates.

Knows the record and the rules; knows no officer. What lateness is judged by is only ever counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from contract.record_words import Timeliness
from server.domain.deadline import Stop, due_after_stop, due_on, moved_by_stop, term_until, timeliness
from server.domain.hours import UnknownYearError, may_open, to_local
from server.domain.record import Record
from server.domain.record_rules import RecordRules

_DAY = timedelta(days=1)


def was_overdue_when_asked(record: Record, rules: RecordRules) -> bool:
    """Whether it was late before the clock stopped: then it stays so."""
    if record.due_at is None or record.supplement_asked_at is None:
        return False
    return timeliness(record.due_at, record.supplement_asked_at, rules.compared_by) is Timeliness.LATE


def counted_after_stop(record: Record, rules: RecordRules, taken_at: datetime) -> datetime | None:
    """When the result is due, local, if the supplement is in then; None: nobody can count what is left.

    Raises `UnknownYearError`.
    """
    due, asked = record.due_at, record.supplement_asked_at
    if due is None or asked is None:
        return None
    if was_overdue_when_asked(record, rules):
        return to_local(due)
    term = record.term or term_until(rules.working, record.received_at, to_local(due).date())
    if term is None:
        return None
    stop = Stop(asked, taken_at)
    return to_local(due_after_stop(rules.working, term, record.received_at, stop, due, rules.compared_by))


def new_date_after_stop(record: Record, rules: RecordRules, taken_at: datetime) -> datetime | None:
    """The apology's date, local, moved by the time the clock stood still; None: none was promised.

    Nobody is judged by it: where working days cannot be counted, it moves by calendar days.
    """
    promised, asked = record.new_date, record.supplement_asked_at
    if promised is None or asked is None:
        return None
    stop = Stop(asked, taken_at)
    try:
        return to_local(moved_by_stop(rules.working, promised, stop, rules.compared_by))
    except UnknownYearError:
        return _moved_by_days(rules, promised, stop)


def _moved_by_days(rules: RecordRules, promised: datetime, stop: Stop) -> datetime:
    """The first day so much later on which the center may open, and that is not over by the hand-in."""
    day = to_local(promised).date() + (to_local(stop.completed).date() - to_local(stop.asked).date())
    week = (day + ahead * _DAY for ahead in range(14))
    dues = (due_on(rules.working, later) for later in week if may_open(rules.working.hours, later))
    return next((due for due in dues if due >= max(promised, stop.completed)), to_local(promised))
