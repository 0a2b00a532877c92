"""Finds a record for whoever has its code, or its reference and key; the same two queries whatever is asked.

Who holds nothing valid learns nothing: a wrong key, an unknown number and nonsense take the same way to the
same answer. Once its applicant is forgotten, a record is found by nobody. A code that stands on several
records by mistake is enough for none of them: the key tells whose it is.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, select

from contract.ids import RecordId
from contract.record_look_up import RecordDegree
from contract.record_words import RecordState
from server.domain.record_look_up import DEGREES, Asked
from server.store import tables
from server.store.look_up_key import LookUpKeys

_KEYS = 3
"""So many are always made and compared; a code on more records than that opens none."""
_NO_RECORD = RecordId("no-record")
"""Has a key too, so that the same is done where nothing was found."""


@dataclass(frozen=True, slots=True)
class _Row:
    record: RecordId
    state: RecordState
    reference: str
    code: str | None
    is_forgotten: bool


def degree_of(connection: Connection, keys: LookUpKeys, asked: Asked) -> RecordDegree | None:
    """None: unknown, or the key is not the right one; which of both is not known even here."""
    column = tables.record.c
    number, year = asked.reference
    by_reference = _find(connection, and_(column.year == year, column.number == number))
    by_code = _find(connection, column.code.in_(asked.codes))
    found = _opened(by_reference if asked.is_reference else by_code, keys, asked)
    if found is None or found.is_forgotten:
        return None
    shown = found.reference if asked.is_reference or found.code is None else found.code
    return RecordDegree(code=shown, degree=DEGREES[found.state])


def _opened(rows: Sequence[_Row], keys: LookUpKeys, asked: Asked) -> _Row | None:
    """The one whose key was given, or the only one where the code alone is enough."""
    padded = [*(row.record for row in rows), *[_NO_RECORD] * _KEYS][:_KEYS]
    given = asked.key.encode()
    is_right = [hmac.compare_digest(keys.of(record).encode(), given) for record in padded]
    if len(rows) > _KEYS:
        return None
    by_key = next((row for row, right in zip(rows, is_right, strict=False) if right), None)
    only = rows[0] if len(rows) == 1 and asked.is_enough_by_itself else None
    return by_key or only


def _find(connection: Connection, which: ColumnElement[bool]) -> list[_Row]:
    """Forgotten ones too, for their code still is theirs; one more than are told apart."""
    column = tables.record.c
    query = select(
        column.id, column.state, column.number, column.year, column.code, column.is_forgotten
    ).where(which)
    rows = connection.execute(query.order_by(column.entered_us).limit(_KEYS + 1))
    return [
        _Row(
            RecordId(row.id),
            RecordState(row.state),
            f"{row.number}/{row.year}",
            row.code,
            is_forgotten=row.is_forgotten,
        )
        for row in rows
    ]
