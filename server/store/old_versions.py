"""Takes what was erased out of the database's files too, where a database keeps older versions of its rows.

SQLite's WAL holds pages as they were before; PostgreSQL's tables hold rows that nobody sees any more, also
after a plain VACUUM. Whoever still reads a view from before has to end first. Knows nothing of persons.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from server.store import tables
from server.store.engine import is_sqlite
from server.store.records import ABOUT_PERSONS

WRITER_WAITS_S = 0.05
"""How long a try may hold up the writer for readers that are about to end."""

WRITTEN_ANEW = (
    *ABOUT_PERSONS,
    tables.record_document,
    tables.record_page,
    tables.record_page_alike,
    tables.scan_job,
)
"""Whatever somebody's rows are erased from: who they are, and hashes of what was scanned."""

_SOMEBODY_READS = text("""
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL
""")


def wipe_old_versions(url: str, engine: Engine) -> bool:
    """One try; False: somebody still reads what was before.

    Raises:
        sqlite3.Error, SQLAlchemyError, OSError: it could not be written; nothing is lost.
    """
    if is_sqlite(url):
        return _empty_wal(Path(make_url(url).database or ""))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return _write_tables_anew(connection)


def _empty_wal(ledger: Path) -> bool:
    """Most is copied without holding up the writer; only then is it asked to wait."""
    with closing(sqlite3.connect(ledger, timeout=WRITER_WAITS_S, isolation_level=None)) as connection:
        _, pages, copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if copied < pages:
            return False
        is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def _write_tables_anew(connection: Connection) -> bool:
    if connection.execute(_SOMEBODY_READS).scalar_one():
        return False
    try:
        connection.execute(text(f"SET lock_timeout = {round(WRITER_WAITS_S * 1000)}"))
        for table in WRITTEN_ANEW:
            connection.execute(text(f"VACUUM FULL {table.name}"))
    except OperationalError:  # a lock that was not to be had in time
        return False
    finally:
        connection.execute(text("RESET lock_timeout"))
    return True
