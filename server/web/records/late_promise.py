"""A day that the officer named, held against the procedure's own time. Says it, refuses nothing.

Knows the day named at reception; a date given after a supplement or with an apology is not looked at.
"""

from __future__ import annotations

from contract.record_words import TermUnit
from server.domain.deadline import Term, due_at
from server.domain.hours import UnknownYearError, to_local
from server.domain.record import Record
from server.domain.record_rules import RecordRules
from server.forms.dates import spoken_term
from server.web.say import Say

_UNITS = {
    TermUnit.WORKING_DAY: "working day",
    TermUnit.WORKING_HOUR: "working hour",
    TermUnit.DAY: "day",
}


def late_promise(record: Record, rules: RecordRules, say: Say) -> str:
    """One sentence where the named day lies behind the counted one; empty: nothing to say."""
    term = rules.term(record.procedure, record.channel)
    if not record.is_due_by_hand or record.supplement_taken_at is not None:
        return ""
    if term is None or record.due_at is None:
        return ""
    try:
        counted = due_at(rules.working, term, record.received_at).date()
    except UnknownYearError:
        return ""
    if to_local(record.due_at).date() <= counted:
        return ""
    return say(
        f"Ngày hẹn do cán bộ chọn muộn hơn hạn theo quy định: {spoken_term(term.amount, term.unit)}, "
        f"đến hết ngày {counted:%d/%m/%Y}.",
        f"The day the officer named is later than the rule: {_in_english(term)}, until {counted:%d/%m/%Y}.",
    )


def _in_english(term: Term) -> str:
    if not term.amount:
        return "the same working day"
    return f"{term.amount} {_UNITS[term.unit]}{'s' if term.amount > 1 else ''}"
