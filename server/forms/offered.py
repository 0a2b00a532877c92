"""Which forms a record has, by where it stands and what happened to it, and on which paper. Pure."""

from __future__ import annotations

from contract.record_words import RecordState
from server.domain.record import Record
from server.forms.facts import Form


def is_offered(form: Form, record: Record) -> bool:
    """Whether there is something for that form to tell."""
    if record.state is RecordState.VOID:
        return False
    is_refused = record.state is RecordState.REFUSED_AT_RECEPTION
    if form is Form.REFUSAL or is_refused:
        return form is Form.REFUSAL and is_refused
    return {
        Form.RECEIPT: True,
        Form.SUPPLEMENT: record.supplement_asked_at is not None,
        Form.APOLOGY: record.new_date is not None,
        Form.STOP: record.state is RecordState.STOPPED,
        Form.CONTROL: not record.is_same_visit,
    }[form]


def size_of(form: Form) -> str:
    """Slips on A5 (TT 01/2018 Art. 9); what the head of the unit signs, and the control slip, on A4."""
    return "A5" if form in (Form.RECEIPT, Form.SUPPLEMENT, Form.REFUSAL) else "A4"
