"""The register (form 07, sổ theo dõi hồ sơ) of a year, number by number: records, and what a restore lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.record import Record
from server.store import tables
from server.store.lost_numbers import lost_numbers
from server.store.record_rows import record_of

ROWS_OF_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; name and telephone are empty where nobody wrote them or they were erased."""

    record: Record
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A number that was given before a restore, to a record nobody knows any more."""

    number: int


def register(
    connection: Connection, year: int, first: int = 1, count: int | None = None
) -> tuple[Entry | Lost, ...]:
    """Lines of the register, from that number on so many numbers."""
    behind = first + count if count is not None else None
    lines: dict[int, Entry | Lost] = {
        entry.record.number: entry for entry in _entries(connection, year, first, behind)
    }
    for lost in lost_numbers(connection, year):
        shown = range(max(first, lost.start), min(behind or lost.stop, lost.stop))
        lines |= {number: Lost(number) for number in shown}
    return tuple(lines[number] for number in sorted(lines))


def _entries(connection: Connection, year: int, first: int, behind: int | None) -> tuple[Entry, ...]:
    record, person = tables.record, tables.record_person.c
    query = select(record, person.name.label("person"), person.phone.label("telephone"))
    query = query.outerjoin(tables.record_person, record.c.id == person.record)
    query = query.where(record.c.year == year, record.c.number >= first).order_by(record.c.number)
    query = query.where(record.c.number < behind) if behind is not None else query
    return tuple(_entry(row) for row in connection.execute(query).mappings())


def last_number(connection: Connection, year: int) -> int:
    """How long the register is, with what a restore lost; 0: nothing was received in that year."""
    numbers = select(func.max(tables.record.c.number)).where(tables.record.c.year == year)
    of_records = connection.execute(numbers).scalar_one() or 0
    return max([of_records, *(lost[-1] for lost in lost_numbers(connection, year))])


def _entry(row: Mapping[Any, Any]) -> Entry:
    fields = {str(name): value for name, value in row.items()}
    name, phone = fields.pop("person"), fields.pop("telephone")
    return Entry(record_of(fields), str(name or ""), str(phone or ""))
