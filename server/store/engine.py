"""Opens a database the way the ledger needs it, and makes sure nobody else writes to it.

SQLite: WAL and FULL, so that a commit survives a pulled plug; PostgreSQL as it comes.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

ADVISORY_LOCK = 0x4D_4F_54_43_55_41
"""PostgreSQL's lock key: the letters MOTCUA."""


class AnotherWriterError(Exception):
    """Another hub has this ledger open."""


def open_engine(url: str) -> Engine:
    """An engine for reading and writing; SQLAlchemy's pool hands a connection to each thread."""
    engine = create_engine(url, pool_pre_ping=not _is_sqlite(url), connect_args=_connect_args(url))
    if _is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_at_once)
    return engine


def open_for_reading(url: str) -> Engine:
    """An engine that cannot write, for reports and exports."""
    if _is_sqlite(url):
        path = make_url(url).database
        engine = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true", poolclass=NullPool)
        event.listen(engine, "connect", _prepare_reader)
        return engine
    return create_engine(url, execution_options={"postgresql_readonly": True}, poolclass=NullPool)


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _connect_args(url: str) -> dict[str, Any]:
    return {"check_same_thread": False, "timeout": 5} if _is_sqlite(url) else {}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own idea comes too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )


class WriterLock:
    """Held as long as this process writes; the second one is told so at once."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self._url = url
        self._path = data_dir / "ledger.lock"
        self._file: int | None = None
        self._connection: Connection | None = None

    def take(self, engine: Engine) -> None:
        """Take it.

        Raises:
            AnotherWriterError: another process has it.
        """
        if _is_sqlite(self._url):
            self._take_file()
        else:
            self._take_advisory(engine)

    def release(self) -> None:
        """Give it back."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _take_file(self) -> None:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise AnotherWriterError(f"another hub is writing to this ledger (lock {self._path})") from error
        self._file = handle

    def _take_advisory(self, engine: Engine) -> None:
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": ADVISORY_LOCK}).scalar():
            connection.close()
            raise AnotherWriterError("another hub is writing to this ledger (PostgreSQL advisory lock)")
        self._connection = connection
