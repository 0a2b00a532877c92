"""Makes a ledger out of a backup's copy: up to date, in an epoch of its own, in a file or in PostgreSQL.

Knows what must not live on after a restore; knows nothing of archives, files or people.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, delete, func, inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from contract.ids import Epoch
from server.store import tables
from server.store.backup_copy import LedgerMark, open_copy, pour
from server.store.database import UnusableDatabaseError, only_reading
from server.store.engine import is_sqlite, open_engine
from server.store.schema import bring_up, bring_up_within
from server.store.sole_writer import ADVISORY_LOCK, AnotherWriterError, sole_writer

_DROP_GUARD = text("DROP FUNCTION IF EXISTS refuse_event_change() CASCADE")
_HOLD = text("SELECT pg_try_advisory_xact_lock(:key)").bindparams(key=ADVISORY_LOCK)


def begin_new_life(copy: Path, epoch: Epoch) -> None:
    """Bring the copy to this version's tables and give it a new epoch; synced.

    The outbox begins behind the last event: what was recorded before the restore was the old epoch's to
    publish. Signed-in browsers are forgotten: one that was signed out since must not come back.

    Raises:
        NewerDatabaseError: it was written by a newer version; nothing was changed.
    """
    engine = open_copy(copy)
    bring_up(engine)
    with engine.begin() as connection:
        last = connection.execute(select(func.max(tables.event.c.seq))).scalar_one() or 0
        connection.execute(update(tables.ledger).values(epoch=epoch, published_seq=last))
        connection.execute(delete(tables.session))
    with copy.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def hub_is_stopped(url: str) -> Iterator[None]:
    """No hub writes meanwhile. PostgreSQL is asked once here; `load_into_postgres` holds the lock itself.

    Raises:
        AnotherWriterError: a hub is running.
        UnusableDatabaseError: PostgreSQL does not answer.
    """
    engine = open_engine(url)
    writer = sole_writer(url, engine)
    try:
        writer.take()
        if not is_sqlite(url):
            writer.release()
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise UnusableDatabaseError(f"the database cannot be used: {reason}") from error
    finally:
        writer.release()
        engine.dispose()


def load_into_postgres(copy: Path, url: str) -> None:
    """Replace all that is in the database by the copy, in one transaction.

    Raises:
        AnotherWriterError: a hub has it open.
        UnusableDatabaseError: the database refused; it is as it was.
    """
    engine = create_engine(url, poolclass=NullPool)
    try:
        with only_reading(f"sqlite:///{copy}") as source, engine.begin() as target:
            if not target.execute(_HOLD).scalar():
                raise AnotherWriterError("another hub is writing to this ledger (PostgreSQL advisory lock)")
            _clear(target)
            bring_up_within(target)
            pour(source, target)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise UnusableDatabaseError(f"the database refused the backup: {reason}") from error


def _clear(target: Connection) -> None:
    target.execute(_DROP_GUARD)
    tables.metadata.drop_all(target)
    target.execute(text("DROP TABLE IF EXISTS alembic_version"))


def epoch_in(url: str) -> Epoch | None:
    """The epoch the database stands in; None: it holds no ledger.

    Raises:
        UnusableDatabaseError: it does not answer.
    """
    with only_reading(url) as connection:
        if not inspect(connection).has_table("ledger"):
            return None
        epoch = connection.execute(select(tables.ledger.c.epoch)).scalar_one_or_none()
        return Epoch(epoch) if epoch else None


def parts_ways_with(url: str, backup: LedgerMark) -> str | None:
    """Whether the ledger here remembers the backup's last event otherwise; the sentence, or None.

    Only where both tell of the same epoch: after a restore the same seq may rightly be another event.
    """
    columns = tables.event.c
    try:
        with only_reading(url) as connection:
            query = select(columns.hash).where(columns.seq == backup.seq, columns.epoch == backup.epoch)
            here = connection.execute(query).scalar_one_or_none()
    except UnusableDatabaseError:
        return None
    if here is None or bytes(here).hex() == backup.head:
        return None
    return f"event {backup.seq} has another hash here: the backup, or the ledger here, was tampered with"
