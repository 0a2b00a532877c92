"""Writes many rows by one fixed statement: the hot path past SQLAlchemy's parameter handling.

The same names and rows on SQLite and PostgreSQL; only the placeholders differ. Building parameter sets was
a good part of the hub's time for an issue (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Table

from server.store.rows import Row

_PLACEHOLDER = {"sqlite": "?", "postgresql": "%s"}


class HotRows:
    """Inserts rows of one table, or brings those with the same key up to date."""

    def __init__(self, table: Table, key: Sequence[str] = ()) -> None:
        names = [column.name for column in table.columns]
        self._values = itemgetter(*names)
        self._days = [number for number, column in enumerate(table.columns) if isinstance(column.type, Date)]
        self._sql = {
            dialect: _statement(table.name, names, key, mark) for dialect, mark in _PLACEHOLDER.items()
        }

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        """All of them, in one round."""
        if not rows:
            return
        dialect = connection.dialect.name
        values = [self._values(row) for row in rows]
        if dialect == "sqlite" and self._days:
            values = [self._with_plain_days(row) for row in values]
        connection.exec_driver_sql(self._sql[dialect], values)

    def _with_plain_days(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """SQLite keeps days as ISO text."""
        plain = list(row)
        for number in self._days:
            day: date | None = plain[number]
            plain[number] = day and day.isoformat()
        return tuple(plain)


def _statement(table: str, names: Sequence[str], key: Sequence[str], mark: str) -> str:
    marks = ", ".join([mark] * len(names))
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of our own tables
    if not key:
        return insert
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    return f"{insert} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
