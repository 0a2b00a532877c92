"""Brings a database to this version's tables, and refuses one from a newer version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine


class NewerDatabaseError(Exception):
    """The database was written by a newer version of Motcua."""


def bring_up(engine: Engine) -> None:
    """All migrations that are missing, in one transaction each.

    Raises:
        NewerDatabaseError: nothing was changed.
    """
    with engine.begin() as connection:
        config = _config(connection)
        _refuse_newer(connection, config)
        command.upgrade(config, "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_newer(connection: Connection, config: Config) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return
    try:
        ScriptDirectory.from_config(config).get_revision(current)
    except CommandError as error:
        raise NewerDatabaseError(
            f"the database has schema {current}, unknown to this version: install the newer Motcua again"
        ) from error
