"""The database itself refuses to change or remove an event, whoever asks through it."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.store.engine import is_sqlite
from tests.support.hub import SmallHub

ALL_COLUMNS = "seq, epoch, kind, day, at_us, ticket, counter, officer, device, payload, hash"
CHANGES = [
    "UPDATE event SET officer = 'binh' WHERE seq = 2",
    "UPDATE event SET hash = hash",
    "DELETE FROM event WHERE seq = 2",
    "DELETE FROM event",
]
REPLACED = f"INSERT OR REPLACE INTO event SELECT {ALL_COLUMNS} FROM event WHERE seq = 2"  # noqa: S608 - written above
OVERWRITTEN = (
    f"INSERT INTO event SELECT {ALL_COLUMNS} FROM event WHERE seq = 2 "  # noqa: S608 - written above
    "ON CONFLICT (seq) DO UPDATE SET officer = 'binh'"
)


@pytest.mark.parametrize("sql", CHANGES)
def test_no_event_is_changed_or_removed(hub: SmallHub, sql: str) -> None:
    _is_refused(hub, sql)


def test_no_event_is_replaced(hub: SmallHub) -> None:
    _is_refused(hub, REPLACED if is_sqlite(hub.url) else OVERWRITTEN)


def test_the_table_of_events_is_not_emptied_at_once(hub: SmallHub) -> None:
    _is_refused(hub, "DELETE FROM event WHERE true" if is_sqlite(hub.url) else "TRUNCATE event")


def test_a_ledger_opened_again_still_refuses(hub: SmallHub) -> None:
    hub.restart()

    _is_refused(hub, "DELETE FROM event")


def _is_refused(hub: SmallHub, sql: str) -> None:
    hub.take()
    before = _events(hub)

    with (
        pytest.raises(IntegrityError, match="the ledger is append-only"),
        hub.database.writing() as connection,
    ):
        connection.execute(text(sql))

    assert _events(hub) == before
    hub.take()
    assert hub.findings().wrong == []


def _events(hub: SmallHub) -> list[tuple[object, ...]]:
    with hub.database.reading() as connection:
        rows = connection.execute(text(f"SELECT {ALL_COLUMNS} FROM event ORDER BY seq"))  # noqa: S608 - written above
        return [tuple(row) for row in rows]
