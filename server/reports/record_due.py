"""Records that are due soon or overdue, with whom to call; whoever asks decides who may see a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from contract.ids import OfficerId
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import RUNNING, Record
from server.store import tables
from server.store.record_rows import record_of


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose clock runs, and whom it is for; empty: never written down."""

    record: Record
    name: str
    phone: str

    @property
    def is_told(self) -> bool:
        """Whether the applicant knows of a delay: told, or apologised to with a new date."""
        return self.record.delay_told_at is not None or self.record.standing_new_date is not None


def due_before(connection: Connection, until: datetime) -> tuple[Due, ...]:
    """The one due first first."""
    record, person = tables.record, tables.record_person.c
    query = select(record, person.name.label("person"), person.phone.label("telephone"))
    query = query.outerjoin(tables.record_person, record.c.id == person.record)
    query = query.where(_is_due_before(until)).order_by(record.c.due_us, record.c.number)
    found = []
    for row in connection.execute(query).mappings():
        fields = {str(name): value for name, value in row.items()}
        name, phone = fields.pop("person"), fields.pop("telephone")
        found.append(Due(record_of(fields), str(name or ""), str(phone or "")))
    return tuple(found)


def count_due_before(connection: Connection, until: datetime, officer: OfficerId | None) -> int:
    """How many of those this officer received."""
    query = select(func.count()).where(_is_due_before(until), tables.record.c.officer == officer)
    return connection.execute(query).scalar_one()


def _is_due_before(until: datetime) -> ColumnElement[bool]:
    column = tables.record.c
    is_running = column.state.in_([state.value for state in RUNNING])
    return is_running & (column.due_us < (until - EPOCH) // MICROSECOND)
