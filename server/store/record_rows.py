"""Between a record and its table row, both ways: the one place that knows both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from server.domain.deadline import Term
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import LastStep, Record
from server.store.rows import Row

_MOMENTS = {
    "received_at": "received_us",
    "entered_at": "entered_us",
    "state_since": "state_since_us",
    "due_at": "due_us",
    "new_date": "new_date_us",
    "supplement_asked_at": "supplement_asked_us",
    "supplement_taken_at": "supplement_taken_us",
    "ready_at": "ready_us",
    "told_at": "told_us",
}
"""A record's moments and their columns, microseconds since 1970."""

LAST_STEP = "last_step"
"""JSON, remembered for taking the step back. One that cannot be read any more cannot be taken back."""


def record_row(record: Record) -> Row:
    """The record as the table keeps it."""
    fields = {name: getattr(record, name) for name in record.__struct_fields__}
    term, last = fields.pop("term"), fields.pop("last")
    moments = {column: _us(fields.pop(name)) for name, column in _MOMENTS.items()}
    term_columns = {
        "term_amount": term.amount if term else None,
        "term_unit": term.unit.value if term else None,
    }
    words = {name: getattr(value, "value", value) for name, value in fields.items()}
    return {**words, **moments, **term_columns, LAST_STEP: _written(last)}


def record_of(row: Mapping[Any, Any]) -> Record:
    """The record of a row."""
    fields = {str(name): value for name, value in row.items()}
    amount, unit = fields.pop("term_amount"), fields.pop("term_unit")
    moments = {name: _moment(fields.pop(column)) for name, column in _MOMENTS.items()}
    term = msgspec.convert({"amount": amount, "unit": unit}, Term) if unit is not None else None
    last = _last_step(fields.pop(LAST_STEP))
    return msgspec.convert({**fields, **moments, "term": term, "last": last}, Record)


def _written(last: LastStep | None) -> str | None:
    return msgspec.json.encode(last).decode() if last is not None else None


def _last_step(written: str | None) -> LastStep | None:
    try:
        return msgspec.json.decode(written, type=LastStep) if written is not None else None
    except msgspec.DecodeError:
        return None


def _us(moment: datetime | None) -> int | None:
    return (moment - EPOCH) // MICROSECOND if moment is not None else None


def _moment(us: int | None) -> datetime | None:
    return EPOCH + us * MICROSECOND if us is not None else None
