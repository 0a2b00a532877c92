"""The opened database: one writer, any readers, and the lock that keeps a second hub away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from server.store.engine import WriterLock, open_engine
from server.store.schema import bring_up


class Database:
    """A ledger database, opened for writing."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self.url = url
        self._engine = open_engine(url)
        self._lock = WriterLock(url, data_dir)
        self._writing = self._engine.execution_options(writes=True)

    def open(self) -> None:
        """Take the lock and bring the tables up to date.

        Raises:
            AnotherWriterError: a second hub on the same ledger.
            NewerDatabaseError: written by a newer version.
        """
        self._lock.take(self._engine)
        try:
            bring_up(self._engine)
        except BaseException:
            self._lock.release()
            raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of the one writer; committed at the end, rolled back on any error."""
        with self._writing.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for reading."""
        with self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections and give the lock back."""
        self._engine.dispose()
        self._lock.release()
