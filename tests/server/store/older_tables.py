"""A database as an earlier version of the tables left it: what later migrations brought is taken away."""

from __future__ import annotations

from sqlalchemy import Connection, text

_UNDO = {
    "0011": "ALTER TABLE record DROP COLUMN has_back_dated_step",
    "0012": "DROP TABLE erased_before",
}
"""By the revision that brought it; only as far back as tests go."""


def go_back(connection: Connection, revision: str) -> None:
    """To the tables of that revision; rows stay."""
    for later in sorted(_UNDO, reverse=True):
        if later > revision:
            connection.execute(text(_UNDO[later]))
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
