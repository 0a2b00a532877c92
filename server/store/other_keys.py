"""Records whose identity number was hashed with another key than today's, or with a key nobody wrote down.

A restore brings hashes back, never their key: nobody finds those by the number. Knows rows and ids of keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from contract.clock import local_time
from server.domain.instant import EPOCH
from server.store import tables


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records, and when the last of them was written down."""

    records: int
    until: date


@dataclass(frozen=True, slots=True)
class OtherKeys:
    """None of a sort: there are none."""

    other: Counted | None
    """No number finds them."""
    unnamed: Counted | None
    """Of the time before ids of keys: found where the key file is the same, as each that is found proves."""


def other_keys(connection: Connection, key_id: str) -> OtherKeys:
    """Beside today's key."""
    key = tables.record_person.c.identity_key
    return OtherKeys(other=_counted(connection, key != key_id), unnamed=_counted(connection, key.is_(None)))


def _counted(connection: Connection, which: ColumnElement[bool]) -> Counted | None:
    person = tables.record_person.c
    query = select(func.count(), func.max(person.kept_us)).where(person.identity_hash.is_not(None), which)
    records, last_us = connection.execute(query).one()
    if not records:
        return None
    return Counted(records, local_time(EPOCH + timedelta(microseconds=last_us)).date())
