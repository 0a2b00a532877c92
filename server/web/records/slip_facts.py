"""A record as its thermal slip: numbers, dates and configured words; no person."""

from __future__ import annotations

from collections.abc import Iterable

from contract.record_slip import RecordSlip, RecordSlipKind
from contract.record_words import RecordState, ResultTo
from server.config.procedures import Procedure
from server.config.shapes import CenterConfig
from server.domain.record import OPEN, Record
from server.domain.record_rules import RecordRules
from server.forms.offered import REFUSED
from server.web.records import words
from server.web.records.filling import look_up_page
from server.web.records.printed_words import RESULTS_TO, VI

S = RecordState
_WITH_SLIP = OPEN | REFUSED | {S.RESULT_READY}
_REFUSALS = {
    S.REFUSED_AT_RECEPTION: RecordSlipKind.REFUSAL,
    S.REFUSED: RecordSlipKind.LATER_REFUSAL,
}


def has_slip(record: Record) -> bool:
    """What ended otherwise promises nothing any more; what was given at once was never promised."""
    return record.state in _WITH_SLIP or record.is_same_visit


def slip_kind(record: Record) -> RecordSlipKind:
    """Receipt, or one of the refusals."""
    return _REFUSALS.get(record.state, RecordSlipKind.RECEIPT)


def slip_of(
    record: Record,
    earlier: Record | None,
    config: CenterConfig,
    procedures: Iterable[Procedure],
    rules: RecordRules,
    look_up_key: str,
) -> RecordSlip:
    """What stands on it; while the clock stands still there is no date to promise."""
    is_stopped, kind = record.state is S.SUPPLEMENT_ASKED, slip_kind(record)
    is_looked_up = kind is RecordSlipKind.RECEIPT and not record.is_forgotten
    names = {one.code: one.short_vi for one in procedures}
    return RecordSlip(
        kind=kind,
        reference=record.reference,
        code=record.code,
        procedure=names.get(record.procedure, record.procedure),
        received_at=record.received_at,
        refused_at=record.state_since if kind is RecordSlipKind.LATER_REFUSAL else None,
        due_at=None if is_stopped or kind is not RecordSlipKind.RECEIPT else record.promised_at,
        is_returned_at_once=record.is_same_visit,
        collect_at=_collect_at(record, config),
        reason=words.reason_name(record.reason, rules, VI),
        earlier=earlier.reference if earlier is not None else None,
        look_up_key=look_up_key if is_looked_up else "",
        look_up_at=look_up_page(config) if is_looked_up else "",
    )


def _collect_at(record: Record, config: CenterConfig) -> str:
    if record.result_to is not ResultTo.COUNTER:
        return RESULTS_TO[record.result_to]
    return next((one.name_vi for one in config.counters if one.id == record.counter), "")
