"""The opened database: one writer, any readers, and the lock that keeps a second hub away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from server.store.engine import ONE_VIEW, is_sqlite, open_engine, open_for_reading
from server.store.old_versions import wipe_old_versions
from server.store.schema import bring_up
from server.store.sole_writer import sole_writer


class UnusableDatabaseError(Exception):
    """The database is damaged, is no database, or does not answer."""


class Database:
    """A ledger database, opened for writing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = open_engine(url)
        self._writer = sole_writer(url, self._engine)
        self._reading = self._engine
        if not is_sqlite(url):
            self._reading = self._engine.execution_options(isolation_level=ONE_VIEW)

    def open(self) -> None:
        """Take the lock and bring the tables up to date.

        Raises:
            AnotherWriterError: a second hub on the same ledger.
            NewerDatabaseError: written by a newer version.
            UnusableDatabaseError: damaged, no database, or it does not answer.
        """
        try:
            self._writer.take()
            bring_up(self._engine)
        except SQLAlchemyError as error:
            self.close()
            raise _unusable(error) from error
        except BaseException:
            self.close()
            raise

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction of the one writer; committed at the end, rolled back on any error."""
        return self._writer.writing()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for reading."""
        with self._reading.connect() as connection:
            yield connection

    def wipe_old_versions(self) -> bool:
        """Take what was erased out of the files too; False: somebody still reads what was before."""
        return wipe_old_versions(self.url, self._engine)

    def close(self) -> None:
        """Close all connections and give the lock back."""
        self._engine.dispose()
        self._writer.release()


@contextmanager
def only_reading(url: str) -> Iterator[Connection]:
    """A consistent view of a ledger that a hub may be writing to meanwhile.

    Raises:
        UnusableDatabaseError: there is none, or it is damaged.
    """
    try:
        with open_for_reading(url).connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise _unusable(error) from error


@contextmanager
def reading_plainly() -> Iterator[None]:
    """What cannot be read of a damaged ledger becomes one sentence.

    Raises:
        UnusableDatabaseError: instead of whatever stood in the way.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise UnusableDatabaseError(f"{_unusable(error)}; {_WHAT_TO_DO}") from error
    except (ValueError, KeyError) as error:
        raise UnusableDatabaseError(f"the ledger cannot be read ({error}); {_WHAT_TO_DO}") from error


_WHAT_TO_DO = "run: motcua ledger verify, then restore a backup"


def _unusable(error: SQLAlchemyError) -> UnusableDatabaseError:
    reason = str(getattr(error, "orig", error)).splitlines()[0]
    return UnusableDatabaseError(f"the database of the ledger cannot be used: {reason}")
