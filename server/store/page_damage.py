"""Damage of a SQLite file below its rows, as SQLite's own integrity check finds it, in plain words.

Knows tables by name; PostgreSQL looks after its pages itself and is not asked.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

MOST_SENTENCES = 20

_TABLES = text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
_MEANING = {
    "account": "the accounts of staff",
    "answer": "answers given to commands",
    "day_sheet": "figures of closed days; motcua reports rebuild makes them again",
    "event": "the ledger itself: restore the latest backup",
    "ledger": "the ledger's name and epoch: restore the latest backup",
    "period": "waiting and service times; the events hold them too",
    "record": "records as they stand; the events hold them too",
    "record_document": "scanned documents of records; their pages are files, and cannot be told apart",
    "record_page": "which pages of scanned documents there are",
    "record_page_alike": "which scanned pages came before",
    "record_paper": "what was handed over with records",
    "record_person": "who applied for records",
    "record_sheet": "figures of records of past days; motcua reports rebuild makes them again",
    "record_step": "which events tell of a record; the events hold them too",
    "record_word": "what officers wrote on records",
    "scan_job": "what scan stations were to do",
    "series": "the number series; the events hold them too",
    "session": "signed-in browsers",
    "span_sheet": "figures of months and years; motcua reports rebuild makes them again",
    "ticket": "tickets as they stand; the events hold them too",
    "times_mark": "tickets whose times were called inaccurate; the events hold them too",
}
"""What is lost with a table, for the person who reads it."""


def damaged_tables(connection: Connection) -> list[str]:
    """One sentence for each table with damaged pages; empty: none, or no SQLite."""
    if connection.dialect.name != "sqlite":
        return []
    try:
        names = [str(name) for name in connection.execute(_TABLES).scalars()]
    except SQLAlchemyError as error:
        return [f"the list of tables is damaged on the disk: {_reason(error)}"]
    said = [sentence for name in names for sentence in _table(connection, name)]
    return said[:MOST_SENTENCES]


def _table(connection: Connection, name: str) -> list[str]:
    try:
        found = connection.exec_driver_sql(f'PRAGMA integrity_check("{name}")').scalars().all()
    except SQLAlchemyError as error:
        found = [_reason(error)]
    lines = [line for said in found for line in str(said).splitlines() if not line.startswith("***")]
    if lines == ["ok"]:
        return []
    meaning = f" ({_MEANING[name]})" if name in _MEANING else ""
    more = f", and {len(lines) - 1} more" if len(lines) > 1 else ""
    return [f"table {name}{meaning} is damaged on the disk: {lines[0]}{more}"]


def _reason(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0]
