"""Brings rows of one identity number together that were kept under other ways to write it.

Knows hashes alone; which of them mean the same number is `identity`'s.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, update

from server.service.work import Work
from server.store import tables
from server.store.job import Task


def is_kept_otherwise(connection: Connection, hashes: Collection[str]) -> bool:
    """Whether somebody is kept under one of them."""
    column = tables.record_person.c.identity_hash
    return connection.scalar(select(column).where(column.in_(hashes)).limit(1)) is not None


def bringing_together(hashes: Collection[str], to: str) -> Task[None]:
    """A task: whoever is kept under one of them is kept under that one from now on."""

    def task(_work: Work, connection: Connection) -> None:
        column = tables.record_person.c.identity_hash
        connection.execute(update(tables.record_person).where(column.in_(hashes)).values(identity_hash=to))

    return task
