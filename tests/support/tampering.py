"""What somebody with the ledger's file can do first: take the database's own guard away.

Knows the guard's names in both databases; changes no row.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_GUARDS = {
    "sqlite": ("event_no_update", "event_no_delete", "event_no_replace"),
    "postgresql": ("event_append_only ON event",),
}


def take_guard_away(connection: Connection) -> None:
    """From now on in this transaction the table of events takes any change."""
    for guard in _GUARDS[connection.dialect.name]:
        connection.execute(text(f"DROP TRIGGER {guard}"))
