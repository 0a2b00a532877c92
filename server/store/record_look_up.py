"""Finds a record for whoever has its code, or its reference and key; the same two queries whatever is asked.

Who holds nothing valid learns nothing: a wrong key, an unknown number and nonsense take the same way to the
same answer. Once its applicant is forgotten, a record is found by nobody.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, select

from contract.ids import RecordId
from contract.record_look_up import RecordDegree
from contract.record_words import RecordState
from server.domain.record_look_up import DEGREES, Asked
from server.store import tables
from server.store.look_up_key import LookUpKeys

_NO_RECORD = RecordId("no-record")
"""Has a key too, so that one is always made and compared."""


@dataclass(frozen=True, slots=True)
class _Row:
    record: RecordId
    state: RecordState
    reference: str
    code: str | None


def degree_of(connection: Connection, keys: LookUpKeys, asked: Asked) -> RecordDegree | None:
    """None: unknown, or the key is not the right one; which of both is not known even here."""
    column = tables.record.c
    number, year = asked.reference
    by_reference = _find(connection, and_(column.year == year, column.number == number))
    by_code = _find(connection, column.code.in_(asked.codes))
    found = by_reference if asked.is_reference else by_code
    right = keys.of(found.record if found else _NO_RECORD)
    has_key = hmac.compare_digest(right.encode(), asked.key.encode())
    if found is None or not (has_key or asked.is_enough_by_itself):
        return None
    shown = found.reference if asked.is_reference or found.code is None else found.code
    return RecordDegree(code=shown, degree=DEGREES[found.state])


def _find(connection: Connection, which: ColumnElement[bool]) -> _Row | None:
    """The latest, should an officer have written one code twice."""
    column = tables.record.c
    query = select(column.id, column.state, column.number, column.year, column.code)
    query = query.where(which, column.is_forgotten.is_(False)).order_by(column.last_seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return _Row(RecordId(row.id), RecordState(row.state), f"{row.number}/{row.year}", row.code)
