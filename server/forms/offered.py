"""Which forms a record has, which of them is wanted now, and on which paper. Pure."""

from __future__ import annotations

from contract.record_words import RecordState
from server.domain.record import Record
from server.forms.facts import Form

S = RecordState
REFUSED = frozenset({S.REFUSED_AT_RECEPTION, S.REFUSED})
_WITHOUT_RESULT = REFUSED | {S.WITHDRAWN, S.STOPPED}
"""A receipt would promise what will not come."""


def is_offered(form: Form, record: Record) -> bool:
    """Whether there is something for that form to tell."""
    if record.state is S.VOID:
        return False
    if record.state is S.REFUSED_AT_RECEPTION:
        return form is Form.REFUSAL
    return {
        Form.RECEIPT: record.state not in _WITHOUT_RESULT,
        Form.SUPPLEMENT: record.supplement_asked_at is not None,
        Form.REFUSAL: record.state is S.REFUSED,
        Form.APOLOGY: record.new_date is not None,
        Form.STOP: record.state is S.STOPPED,
        Form.CONTROL: not record.is_same_visit,
    }[form]


def wanted_now(record: Record) -> Form | None:
    """What the applicant is given as things stand; None: no form tells how it ended."""
    if record.state in REFUSED:
        return Form.REFUSAL
    if record.state is S.STOPPED:
        return Form.STOP
    return Form.RECEIPT if not record.is_ended or record.is_same_visit else None


def size_of(form: Form) -> str:
    """Slips on A5 (TT 01/2018 Art. 9); what the head of the unit signs, and the control slip, on A4."""
    return "A5" if form in (Form.RECEIPT, Form.SUPPLEMENT, Form.REFUSAL) else "A4"
