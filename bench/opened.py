"""A ledger's database for as long as a measure needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from server.store.database import Database


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Opened, its tables made; closed at the end."""
    database = Database(url)
    database.open()
    try:
        yield database
    finally:
        database.close()
