"""The same tickets and periods in DuckDB, and the same percentiles asked of it in SQL.

Shares no arithmetic with the reports: legs and waits are found again from periods (docs/statistics.md).
"""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
from sqlalchemy import Connection, select

from server.reports.figures import PERCENTILES
from server.store import tables

_TICKET = ("id", "fate", "state", "is_by_hand", "arrived_us")
_PERIOD = ("ticket", "position", "kind", "leg", "service", "duration_us")
_AT_ONCE = 10_000

Percentiles = Mapping[str | int, tuple[int, ...]]
"""By group: how many, then whole seconds of each percentile, then the longest."""

_COUNTED = "t.fate IS NOT NULL AND NOT t.is_by_hand"
_SPENT = """
    sum(p.duration_us) FILTER (p.kind = 'waiting') AS waited_us,
    max(p.position) FILTER (p.kind = 'waiting') AS last_wait,
    max(p.position) FILTER (p.kind IN ('walking', 'service', 'hold')) AS last_stay
"""
_LEGS = f"""
    SELECT arg_min(p.service, p.position) AS grp, {_SPENT}
    FROM period p JOIN ticket t ON t.id = p.ticket WHERE {_COUNTED} GROUP BY p.ticket, p.leg
"""  # noqa: S608 - our own text
_VISITS = f"""
    SELECT (any_value(t.arrived_us) // 1000000 + 7 * 3600) // 3600 % 24 AS grp, {_SPENT}
    FROM period p JOIN ticket t ON t.id = p.ticket WHERE {_COUNTED} GROUP BY p.ticket
"""  # noqa: S608 - the same
_CALLED = "SELECT grp, waited_us // 1000000 AS waited_s FROM ({}) WHERE last_stay > last_wait"
_QUANTILES = ", ".join(f"{percent / 100:.2f}" for percent in PERCENTILES)
_ASKED = (
    f"SELECT grp, count(*), quantile_disc(waited_s, [{_QUANTILES}]), max(waited_s) FROM {{}} GROUP BY grp"  # noqa: S608 - the same
)


class Duck:
    """Loaded once; asked from its rows, or from a table with nothing but what is asked for."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._duck = duckdb.connect()
        for table, names, types in (
            (tables.ticket, _TICKET, "VARCHAR, VARCHAR, VARCHAR, BOOLEAN, BIGINT"),
            (tables.period, _PERIOD, "VARCHAR, SMALLINT, VARCHAR, SMALLINT, VARCHAR, BIGINT"),
        ):
            file = folder / f"{table.name}.csv"
            _write(connection, [table.c[name] for name in names], file)
            self._duck.execute(f"CREATE TABLE {table.name} ({_columns(names, types)})")
            self._duck.execute(f"COPY {table.name} FROM '{file}' (FORMAT csv, HEADER false, NULLSTR '')")
            file.unlink()
        self._duck.execute(f"CREATE TABLE by_service AS {_CALLED.format(_LEGS)}")
        self._duck.execute(f"CREATE TABLE by_hour AS {_CALLED.format(_VISITS)}")

    def close(self) -> None:
        """Give its memory back."""
        self._duck.close()

    def from_rows(self, what: str) -> tuple[Percentiles, float]:
        """`by_service` or `by_hour`, from tickets and periods; and the milliseconds it took."""
        rows = _CALLED.format(_LEGS if what == "by_service" else _VISITS)
        return self._ask(f"({rows})")

    def prepared(self, what: str) -> tuple[Percentiles, float]:
        """The same from a table of one group and one wait a row: its best case."""
        return self._ask(what)

    def _ask(self, source: str) -> tuple[Percentiles, float]:
        started_s = time.perf_counter()
        rows = self._duck.execute(_ASKED.format(source)).fetchall()
        took_ms = (time.perf_counter() - started_s) * 1000
        return {group: (count, *found, longest) for group, count, found, longest in rows}, took_ms


def _columns(names: Sequence[str], types: str) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in zip(names, types.split(", "), strict=True))


def _write(connection: Connection, columns: Sequence[object], file: Path) -> None:
    query = select(*columns)  # type: ignore[call-overload] # columns of our own tables
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
        csv.writer(out).writerows(tuple(row) for row in rows)
