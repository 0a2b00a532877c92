"""A consistent copy of a ledger as one SQLite file, while its hub goes on writing.

SQLite: the backup interface inside one read transaction, which stops no writer under WAL. PostgreSQL: every
table read through one REPEATABLE READ view. Both give the same file. Knows rows; knows nothing of archives.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.pool import NullPool

from contract.ids import CenterId, Epoch
from server.domain.instant import EPOCH
from server.store import tables
from server.store.database import only_reading
from server.store.engine import is_sqlite
from server.store.ledger import GENESIS
from server.store.schema import bring_up, current_revision

ROWS_AT_ONCE = 2000


class LedgerMark(msgspec.Struct, frozen=True, kw_only=True):
    """Which ledger, and up to where: what two copies of the same moment have in common."""

    center: CenterId
    epoch: Epoch
    seq: int
    """Of the last event; 0: there is none."""
    head: str
    """Hash of the last event, hex: the same as day close shows."""
    last_event_at: datetime | None
    """Hub time of the last event."""
    schema: str
    """The revision of its tables."""


class NoLedgerError(Exception):
    """There is no ledger to copy; the text says what was found."""


def copy_ledger(url: str, to: Path) -> LedgerMark:
    """Copy the ledger into a new SQLite file, not synced; returns the mark of exactly what was copied.

    Raises:
        NoLedgerError: the database holds no center's ledger.
        UnusableDatabaseError: it is damaged or does not answer.
        OSError: the file cannot be written.
    """
    with only_reading(url) as connection:
        mark = mark_of(connection)
        if is_sqlite(url):
            _copy_pages(connection, to)
        else:
            _copy_rows(connection, to)
    return mark


def mark_of(connection: Connection) -> LedgerMark:
    """Where this ledger stands.

    Raises:
        NoLedgerError: the database holds no center's ledger.
    """
    schema = current_revision(connection)
    if schema is None:
        raise NoLedgerError("the database holds no ledger: its tables were never made")
    owner = connection.execute(select(tables.ledger.c.center, tables.ledger.c.epoch)).one_or_none()
    if owner is None:
        raise NoLedgerError("the database holds no ledger: no hub has started on it yet")
    columns = tables.event.c
    query = select(columns.seq, columns.hash, columns.at_us).order_by(columns.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return LedgerMark(
        center=CenterId(owner.center),
        epoch=Epoch(owner.epoch),
        seq=last.seq if last else 0,
        head=bytes(last.hash if last else GENESIS).hex(),
        last_event_at=EPOCH + timedelta(microseconds=last.at_us) if last else None,
        schema=schema,
    )


def open_copy(path: Path) -> Engine:
    """A copy that nobody else uses: no WAL, so that it stays one file; nothing in it must survive a crash."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    event.listen(engine, "connect", _prepare_copy)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _prepare_copy(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # as in `engine`: the driver's own BEGIN comes too late
    for pragma in ("journal_mode=DELETE", "synchronous=OFF", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _copy_pages(connection: Connection, to: Path) -> None:
    source = connection.connection.driver_connection
    target = sqlite3.connect(to)
    try:
        target.execute("PRAGMA synchronous=OFF")
        # All pages in one step: in several, each commit of the hub would make it begin again.
        source.backup(target)  # type: ignore[union-attr] # the driver's connection of a SQLite engine
        target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise OSError(f"the copy could not be written: {error}") from error
    finally:
        target.close()


def _copy_rows(source: Connection, to: Path) -> None:
    engine = open_copy(to)
    bring_up(engine)
    with engine.begin() as target:
        pour(source, target)


def pour(source: Connection, target: Connection) -> None:
    """Every row of every table, into tables that are empty."""
    for table in tables.metadata.sorted_tables:
        rows = source.execute(select(table), execution_options={"yield_per": ROWS_AT_ONCE})
        for some in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in some])
