"""Records that have waited long for who applied: a result not fetched, a supplement that did not come.

They have not ended, so nothing of them is forgotten by itself; whoever asks decides who may see a telephone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from contract.record_words import RecordState
from server.domain.hours import to_local
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import Record
from server.store import tables
from server.store.record_rows import record_of

FOR_THE_APPLICANT: Final = frozenset({RecordState.SUPPLEMENT_ASKED, RecordState.RESULT_READY})
"""Nothing goes on here until they come."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits, and whom it is for; empty: never written down."""

    record: Record
    name: str
    phone: str

    def days(self, now: datetime) -> int:
        """For how many calendar days by now."""
        return (to_local(now).date() - to_local(self.record.state_since).date()).days


def waiting_since(connection: Connection, before: datetime) -> tuple[Waiting, ...]:
    """Those that began to wait before this moment, who waits longest first."""
    record, person = tables.record, tables.record_person.c
    query = select(record, person.name.label("person"), person.phone.label("telephone"))
    query = query.outerjoin(tables.record_person, record.c.id == person.record)
    query = query.where(_waits_since(before)).order_by(record.c.state_since_us, record.c.number)
    found = []
    for row in connection.execute(query).mappings():
        fields = {str(name): value for name, value in row.items()}
        name, phone = fields.pop("person"), fields.pop("telephone")
        found.append(Waiting(record_of(fields), str(name or ""), str(phone or "")))
    return tuple(found)


def count_waiting_since(connection: Connection, before: datetime) -> int:
    """How many those are."""
    return connection.execute(select(func.count()).where(_waits_since(before))).scalar_one()


def _waits_since(before: datetime) -> ColumnElement[bool]:
    column = tables.record.c
    waits = column.state.in_([state.value for state in FOR_THE_APPLICANT])
    return waits & (column.state_since_us < (before - EPOCH) // MICROSECOND)
