"""Records that the one at the counter may repeat: same applicant, procedure and subject, open or fresh.

Knows keyed hashes alone: without an identity number nothing can be found, and nobody is accused by name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from contract.ids import ProcedureCode
from contract.record_words import RecordState
from server.domain.record import OPEN, Record
from server.store import tables
from server.store.record_rows import record_of

_WAITING = OPEN | {RecordState.RESULT_READY}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An earlier record, and why it may be the same."""

    record: Record
    is_open: bool
    """Not fetched yet; else it was returned lately."""
    is_same_subject: bool
    """Both name the same subject; else one of them names none."""


def possible_duplicates(
    connection: Connection,
    hashes: Collection[str],
    procedure: ProcedureCode,
    subject: str,
    since: datetime,
) -> tuple[Duplicate, ...]:
    """The newest first; `hashes`: of one number, as it is and was written; `since`: from when on a
    returned one still counts."""
    person, record = tables.record_person.c, tables.record.c
    query = select(tables.record, person.subject.label("of")).join(
        tables.record_person, record.id == person.record
    )
    query = query.where(person.identity_hash.in_(hashes), record.procedure == procedure)
    rows = connection.execute(query.order_by(record.entered_us.desc())).mappings()
    found = (_judged(dict(row), subject, since) for row in rows)
    return tuple(duplicate for duplicate in found if duplicate is not None)


def _judged(row: dict[str, object], subject: str, since: datetime) -> Duplicate | None:
    """Copies are certified again and again: a same-visit record counts only with the same subject."""
    of = _folded(str(row.pop("of")))
    record = record_of(row)
    is_same_subject = bool(of) and of == _folded(subject)
    is_open = record.state in _WAITING
    is_lately = record.state is RecordState.RETURNED and record.state_since >= since
    may_be_same = is_same_subject or (not (of and subject.strip()) and not record.is_same_visit)
    return Duplicate(record, is_open, is_same_subject) if may_be_same and (is_open or is_lately) else None


def _folded(subject: str) -> str:
    return " ".join(subject.casefold().split())
