"""Brings a database to this version's tables, and refuses one from a newer version.

Alembic takes a fifth of the hub's whole start to load, so it is asked only where tables are missing.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

VERSIONS = Path(__file__).parent / "migrations" / "versions"
"""A migration a file, named by its revision: `0001_the_first_tables.py`."""

_KEPT_IN = "alembic_version"


class NewerDatabaseError(Exception):
    """The database was written by a newer version of Motcua."""


def bring_up(engine: Engine) -> None:
    """All migrations that are missing, in one transaction each.

    Raises:
        NewerDatabaseError: nothing was changed.
    """
    with engine.begin() as connection:
        bring_up_within(connection)


def bring_up_within(connection: Connection) -> None:
    """The same inside a transaction that does more.

    Raises:
        NewerDatabaseError: nothing was changed.
    """
    current, known = current_revision(connection), revisions()
    if current is not None and current not in known:
        raise NewerDatabaseError(
            f"the database has schema {current}, unknown to this version: install the newer Motcua again"
        )
    if current != known[-1]:
        from server.store.migrating import migrate

        migrate(connection)


def revisions() -> tuple[str, ...]:
    """All that this version knows, oldest first."""
    return tuple(sorted(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*_*.py")))


def current_revision(connection: Connection) -> str | None:
    """Where the database stands; None: it has no tables of ours yet."""
    if not inspect(connection).has_table(_KEPT_IN):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
