"""Opens a database the way the ledger needs it.

SQLite: WAL and FULL, so that a commit survives a pulled plug; PostgreSQL as it comes. Every transaction reads
one consistent view, however long it takes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

ONE_VIEW = "REPEATABLE READ"
"""PostgreSQL's isolation for readers; SQLite's transactions are like that anyway."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-32000",
    "secure_delete=ON",
)
"""What is erased is written over: Debian's SQLite does so anyway, another may not."""


def open_engine(url: str) -> Engine:
    """An engine for reading and writing; SQLAlchemy's pool hands a connection to each thread.

    What a failed statement was given stays out of its error: slips' tokens would end in the log.
    """
    engine = create_engine(
        url, pool_pre_ping=not is_sqlite(url), connect_args=_connect_args(url), hide_parameters=True
    )
    if is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_at_once)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def open_for_reading(url: str) -> Engine:
    """An engine that cannot write, for reports and exports."""
    if is_sqlite(url):
        path = make_url(url).database
        engine = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true", poolclass=NullPool)
        event.listen(engine, "connect", _prepare_reader)
        event.listen(engine, "begin", _begin_at_once)
        return engine
    return create_engine(
        url, execution_options={"postgresql_readonly": True}, isolation_level=ONE_VIEW, poolclass=NullPool,
        connect_args=_connect_args(url),
    )  # fmt: skip


def is_sqlite(url: str) -> bool:
    """Whether the address names a file of SQLite's."""
    return make_url(url).get_backend_name() == "sqlite"


def _connect_args(url: str) -> dict[str, Any]:
    if is_sqlite(url):
        return {"check_same_thread": False, "timeout": 5}
    from server.store.binary_cursor import BinaryCursor

    return {"cursor_factory": BinaryCursor}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own idea comes too late
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


_QUICKLY_UNPACKED = """
SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings
WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
"""
"""Kept figures are read far more often than written; a server without lz4 stays with what it has."""


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.execute(_QUICKLY_UNPACKED)
    connection.commit()


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the same: else each SELECT would see a later state of the ledger
    connection.execute("PRAGMA query_only=ON")


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )
