"""Records whose identity number was hashed with another key than today's: nobody finds them by the number.

A restore brings hashes back, never their key. Knows rows and ids of keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from contract.clock import local_time
from server.domain.instant import EPOCH
from server.store import tables


@dataclass(frozen=True, slots=True)
class OtherKeys:
    """How many there are, and when the last of them was written down."""

    records: int
    until: date


def kept_by_other_keys(connection: Connection, key_id: str) -> OtherKeys | None:
    """None: every number can be looked for.

    A row without a key's id is of the time before ids: of today's key or of another, nobody knows.
    """
    person = tables.record_person.c
    query = select(func.count(), func.max(person.kept_us)).where(
        person.identity_hash.is_not(None), person.identity_key.is_distinct_from(key_id)
    )
    records, last_us = connection.execute(query).one()
    if not records:
        return None
    return OtherKeys(records, local_time(EPOCH + timedelta(microseconds=last_us)).date())
