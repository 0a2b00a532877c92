"""The register (form 07, sổ theo dõi hồ sơ) of one year: every record in the order of its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.record import Record
from server.store import tables
from server.store.record_rows import record_of

ROWS_OF_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; name and telephone are empty where nobody wrote them or they were erased."""

    record: Record
    name: str
    phone: str


def register(
    connection: Connection, year: int, first: int = 1, count: int | None = None
) -> tuple[Entry, ...]:
    """Lines of the register from that number on."""
    record, person = tables.record, tables.record_person.c
    query = select(record, person.name.label("person"), person.phone.label("telephone"))
    query = query.outerjoin(tables.record_person, record.c.id == person.record)
    query = query.where(record.c.year == year, record.c.number >= first).order_by(record.c.number)
    return tuple(_entry(row) for row in connection.execute(query.limit(count)).mappings())


def last_number(connection: Connection, year: int) -> int:
    """How long the register is; 0: nothing was received in that year."""
    numbers = select(func.max(tables.record.c.number)).where(tables.record.c.year == year)
    return connection.execute(numbers).scalar_one() or 0


def _entry(row: Mapping[Any, Any]) -> Entry:
    fields = {str(name): value for name, value in row.items()}
    name, phone = fields.pop("person"), fields.pop("telephone")
    return Entry(record_of(fields), str(name or ""), str(phone or ""))
