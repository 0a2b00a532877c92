"""Makes sure that one hub alone writes a ledger, and gives that hub its writing transactions.

SQLite: a lock file beside the database, held as long as the hub runs. PostgreSQL: an advisory lock held by
the very connection that writes, so that a lost connection can never leave two hubs writing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url

from server.store.engine import is_sqlite

ADVISORY_LOCK = 0x4D_4F_54_43_55_41
"""PostgreSQL's lock key: the letters MOTCUA."""

_TAKE = text("SELECT pg_try_advisory_lock(:key)").bindparams(key=ADVISORY_LOCK)


class AnotherWriterError(Exception):
    """Another hub has this ledger open."""


class SoleWriter(Protocol):
    """The right to write, from `take` to `release`."""

    def take(self) -> None:
        """Take it; raises `AnotherWriterError` where another hub has it."""
        ...

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed at the end, rolled back on any error."""
        ...

    def release(self) -> None:
        """Give it back."""
        ...


def sole_writer(url: str, engine: Engine) -> SoleWriter:
    """The way of this kind of database."""
    return LockedFile(url, engine) if is_sqlite(url) else LockedSession(engine)


class LockedFile:
    """SQLite's."""

    def __init__(self, url: str, engine: Engine) -> None:
        database = Path(make_url(url).database or "").resolve()
        self._path = database.with_name(f"{database.name}.lock")
        self._writing = engine.execution_options(writes=True)
        self._file: int | None = None

    def take(self) -> None:
        """Lock the file."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise AnotherWriterError(f"another hub is writing to this ledger (lock {self._path})") from error
        self._file = handle

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """On any connection: the file is the lock."""
        with self._writing.begin() as connection:
            yield connection

    def release(self) -> None:
        """Unlock it; the file stays, so that nobody can lock a file that is about to vanish."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class LockedSession:
    """PostgreSQL's. After a lost connection the next transaction takes the lock anew, or fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def take(self) -> None:
        """Lock the session."""
        self._connection = self._locked()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """On the connection that holds the lock."""
        connection = self._connection = self._connection or self._locked()
        try:
            with connection.begin():
                yield connection
        finally:
            if connection.invalidated:
                self.release()

    def _locked(self) -> Connection:
        connection = self._engine.connect()
        connection.detach()
        if not connection.execute(_TAKE).scalar():
            connection.close()
            raise AnotherWriterError("another hub is writing to this ledger (PostgreSQL advisory lock)")
        connection.commit()
        return connection

    def release(self) -> None:
        """End the session, and with it the lock."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
