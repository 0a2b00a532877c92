"""Brings rows of one identity number together that were kept under other ways to write it, or without the
id of their key: what is found under a hash of the number proves which key made it.

Knows hashes and ids of keys alone; which hashes mean the same number is `identity`'s.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from server.service.work import Work
from server.store import tables
from server.store.job import Task


@dataclass(frozen=True, slots=True)
class OneNumber:
    """How one identity number is kept from now on, and how it may be kept since earlier."""

    hashed: str
    key_id: str
    before: Collection[str]

    @property
    def kept_otherwise(self) -> ColumnElement[bool]:
        """Rows of it that do not stand as they would now."""
        person = tables.record_person.c
        is_unnamed = and_(person.identity_hash == self.hashed, person.identity_key.is_(None))
        return or_(person.identity_hash.in_(self.before), is_unnamed)


def is_kept_otherwise(connection: Connection, number: OneNumber) -> bool:
    """Whether there is something to bring together."""
    query = select(tables.record_person.c.record).where(number.kept_otherwise).limit(1)
    return connection.scalar(query) is not None


def bringing_together(number: OneNumber) -> Task[None]:
    """A task: all rows of the number stand under its hash and that hash's key from now on."""

    def task(_work: Work, connection: Connection) -> None:
        change = update(tables.record_person).where(number.kept_otherwise)
        connection.execute(change.values(identity_hash=number.hashed, identity_key=number.key_id))

    return task
