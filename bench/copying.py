"""SQL that repeats one day's rows of the projections as another day's: other ids, other times.

Every id's first eight characters become the day's own; tokens get scattered ones, as hashes are. The same on
SQLite and PostgreSQL.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Insert,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
)

from server.store import tables

DAY_US = 24 * 3600 * 1_000_000
PREFIX = 8
TICKET_TIMES = ("arrived_us", "state_since_us")
PERIOD_TIMES = ("start_us", "end_us")

_day = bindparam("day", type_=Date)
_first = bindparam("first", type_=Date)
_shift_us = bindparam("shift_us", type_=BigInteger)
_after = bindparam("after", type_=BigInteger)
_GIVEN = ("first", "day", "ids", "scattered", "shift_us", "after")


@dataclass(frozen=True, slots=True)
class Changes:
    """How a day differs from the one it repeats."""

    day: date
    ids: str
    """The first characters of its ids."""
    shift_us: int
    after: int
    """By how much its seqs are higher."""

    @property
    def scattered(self) -> str:
        """The first characters of its tokens."""
        return hashlib.sha256(self.ids.encode()).hexdigest()[:PREFIX]


def ids_of(number: int) -> str:
    """What the ids of that repetition begin with."""
    return f"{number:0{PREFIX}x}"


def copy_rows(connection: Connection, first: date, changes: Changes) -> None:
    """The tickets, periods and series of `first`, once more as the other day's."""
    values = {
        "first": first,
        "day": changes.day,
        "ids": changes.ids,
        "scattered": changes.scattered,
        "shift_us": changes.shift_us,
        "after": changes.after,
    }
    for statement, names in _COPIES:
        connection.execute(statement, {name: values[name] for name in names})


def _renamed(column: ColumnElement[str], prefix: str) -> ColumnElement[str]:
    return bindparam(prefix, type_=String).concat(func.substr(column, PREFIX + 1))


def _copy(table: Table, others: dict[str, ColumnElement[Any]]) -> tuple[Insert, list[str]]:
    """The statement and what it must be given."""
    names = [column.name for column in table.columns]
    values = [others.get(name, table.c[name]) for name in names]
    statement = insert(table).from_select(names, select(*values).where(table.c.day == _first))
    return statement, [name for name in statement.compile().params if name in _GIVEN]


def _moved(table: Table, times: tuple[str, ...]) -> dict[str, ColumnElement[Any]]:
    return {"day": _day, **{name: table.c[name] + _shift_us for name in times}}


_COPIES = (
    _copy(
        tables.ticket,
        _moved(tables.ticket, TICKET_TIMES) | {
            "id": _renamed(tables.ticket.c.id, "ids"),
            "token_hash": _renamed(tables.ticket.c.token_hash, "scattered"),
            "first_seq": tables.ticket.c.first_seq + _after,
            "last_seq": tables.ticket.c.last_seq + _after,
        },
    ),
    _copy(
        tables.period,
        _moved(tables.period, PERIOD_TIMES) | {"ticket": _renamed(tables.period.c.ticket, "ids")},
    ),
    _copy(tables.series, {"day": _day}),
)  # fmt: skip
