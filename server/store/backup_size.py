"""How large a ledger is, asked before a copy of it is made."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from server.store.database import only_reading
from server.store.engine import is_sqlite

_POSTGRES = text("SELECT pg_database_size(current_database())")


def ledger_file(url: str) -> Path | None:
    """SQLite's file; None: PostgreSQL."""
    return Path(make_url(url).database or "").resolve() if is_sqlite(url) else None


def ledger_bytes(url: str) -> int:
    """Bytes on the disk, about as many as a copy needs.

    Raises:
        UnusableDatabaseError: PostgreSQL does not answer.
    """
    file = ledger_file(url)
    if file is not None:
        return sum(
            path.stat().st_size for path in (file, file.with_name(f"{file.name}-wal")) if path.exists()
        )
    with only_reading(url) as connection:
        return int(connection.execute(_POSTGRES).scalar_one())
