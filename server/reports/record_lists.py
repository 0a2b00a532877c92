"""Records that are not over, as officers look for them; and the one a person names.

Knows the tables; who may see names is decided by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, select

from contract.ids import OfficerId, ProcedureCode, RecordId
from contract.record_words import ComparedBy, RecordState, Timeliness
from server.domain.deadline import timeliness
from server.domain.hours import to_local
from server.domain.record import ENDED, RUNNING, Record
from server.domain.record_code import as_written
from server.store import tables
from server.store.record_rows import record_of

_REFERENCE = re.compile(r"(\d{1,7})\s*/\s*(\d{4})(?:-[0-9A-Z]{6})?")
"""A receipt's picture code has the look-up key behind it."""


class Standing(StrEnum):
    """In which list a record stands."""

    OVERDUE = "overdue"
    DUE_TODAY = "due-today"
    DUE_SOON = "due-soon"
    """Within the next few working days."""
    RUNNING = "running"
    """The clock runs, the due date lies ahead."""
    SUPPLEMENT = "supplement"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Listed:
    """A record with the name of who applied; empty: forgotten, or never written down."""

    record: Record
    name: str
    standing: Standing


def standing_of(record: Record, now: datetime, by: ComparedBy, soon: datetime | None = None) -> Standing:
    """Where a record that is not over stands now; due before `soon`, it is due soon."""
    if record.state is RecordState.SUPPLEMENT_ASKED:
        return Standing.SUPPLEMENT
    if record.state not in RUNNING:
        return Standing.READY
    if record.due_at is None:
        return Standing.RUNNING
    if timeliness(record.due_at, now, by) is Timeliness.LATE:
        return Standing.OVERDUE
    if to_local(record.due_at).date() == to_local(now).date():
        return Standing.DUE_TODAY
    return Standing.DUE_SOON if soon is not None and record.due_at < soon else Standing.RUNNING


def open_records(
    connection: Connection, now: datetime, by: ComparedBy, soon: datetime | None = None
) -> tuple[Listed, ...]:
    """All that are not over, the one due first first."""
    record, person = tables.record, tables.record_person
    query = select(record, person.c.name.label("person")).outerjoin(person, record.c.id == person.c.record)
    query = query.where(record.c.state.not_in([state.value for state in ENDED]))
    found = []
    for row in connection.execute(query).mappings():
        fields = {str(name): value for name, value in row.items()}
        name = fields.pop("person") or ""
        known = record_of(fields)
        found.append(Listed(known, name, standing_of(known, now, by, soon)))
    return tuple(sorted(found, key=_urgency))


def named(connection: Connection, written: str) -> dict[RecordId, str]:
    """Records of a reference (`52/2026`) or an official code, with our reference: mistakes share a code."""
    column = tables.record.c
    reference = _REFERENCE.fullmatch(written.strip())
    if reference is not None:
        which: ColumnElement[bool] = (column.number == int(reference[1])) & (column.year == int(reference[2]))
    else:
        which = column.code == as_written(written)
    query = select(column.id, column.number, column.year).where(which).order_by(column.entered_us)
    return {RecordId(row.id): f"{row.number}/{row.year}" for row in connection.execute(query.limit(20))}


def latest_procedure(
    connection: Connection, officer: OfficerId | None, among: Iterable[str]
) -> ProcedureCode | None:
    """What this officer received last, of these procedures."""
    column = tables.record.c
    query = select(column.procedure).where(column.officer == officer, column.procedure.in_(list(among)))
    query = query.where(column.state != RecordState.VOID.value)
    found = connection.execute(query.order_by(column.entered_us.desc()).limit(1)).scalar_one_or_none()
    return ProcedureCode(found) if found is not None else None


def _urgency(listed: Listed) -> tuple[bool, datetime]:
    due = listed.record.promised_at
    return due is None, due or listed.record.received_at
