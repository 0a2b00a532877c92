"""A ledger of the version before, with tickets of every sort, is brought up and stays sound."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect

from contract import commands as c
from contract.ids import TicketId
from contract.offline import TakenAt
from contract.words import VoidReason
from server.store import tables
from server.store.database import Database
from server.store.ledger import known_tickets
from server.store.migrating import config_on
from server.store.rows import Row
from server.store.schema import current_revision
from server.store.verify import verify
from tests.support.handed import hand_in, told
from tests.support.hub import ANH, KIOSK, MONDAY_8, SmallHub, small_hub

BEFORE = "0002"


def old_ledger(source: SmallHub, url: str) -> Engine:
    """The same ledger as the version before would have kept it: its tables, its columns."""
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(config_on(connection), BEFORE)
    known = MetaData()
    known.reflect(engine, only=lambda name, _: name != "alembic_version")
    with source.database.reading() as read, engine.begin() as write:
        for table in known.sorted_tables:
            _copy(read, write, table.name, {column.name for column in table.columns})
    return engine


def _copy(read: Connection, write: Connection, name: str, columns: set[str]) -> None:
    table = tables.metadata.tables[name]
    rows = [
        {column: value for column, value in row.items() if column in columns}
        for row in read.execute(table.select()).mappings()
    ]
    if rows:
        write.execute(table.insert(), rows)


def lively(hub: SmallHub) -> tuple[TicketId, ...]:
    """Of a kiosk, by hand, handed in, merged, voided, and claimed twice with an undo between; two days."""
    hub.open_day()
    hub.sit()
    hub.clock.pass_time(600)
    taken = hub.take()
    hub.serve(taken)
    hub.at_counter(c.Finish, taken)
    by_hand = hub.do(c.GiveNumber, ANH, service="chung-thuc").ticket
    sure = TakenAt(at=MONDAY_8 + timedelta(minutes=4), is_sure=True)
    handed = told(hub, "A998", taken=sure, order=2)
    claimed = hub.do(c.ClaimSlip, ANH, counter="1", number="A999").ticket
    hub.do(c.Undo, ANH, counter="1")
    hub.do(c.ClaimSlip, ANH, counter="1", number="A999")
    hand_in(hub, told(hub, "A999", taken=sure), handed)
    hub.at_counter(c.Finish, claimed)
    twice = hub.do(c.ClaimSlip, ANH, counter="1", number="A997").ticket
    hub.do(c.Undo, ANH, counter="1")
    hub.do(c.ClaimSlip, ANH, counter="1", number="A997")
    void = hub.reserve().ticket
    hub.do(c.VoidTicket, KIOSK, ticket=void, reason=VoidReason.NOT_PRINTED)
    hub.close_day()
    hub.clock.pass_time(48 * 3600)
    hub.open_day()
    return (taken, by_hand, handed.ticket, claimed, twice, void, hub.take())


def test_a_ledger_of_the_version_before_is_brought_up_and_is_sound(tmp_path: Path, url: str) -> None:
    with small_hub(tmp_path, f"sqlite:///{tmp_path / 'source.sqlite'}") as source:
        wanted = lively(source)
        assert source.findings().wrong == []
        engine = old_ledger(source, url)
        with source.database.reading() as connection:
            expected = known_tickets(connection, wanted)
    with engine.connect() as connection:
        assert current_revision(connection) == BEFORE
        assert "kiosk" not in {column["name"] for column in inspect(connection).get_columns("ticket")}
    engine.dispose()

    database = Database(url)
    database.open()
    with database.reading() as connection:
        assert verify(connection).wrong == []
        assert _essence(known_tickets(connection, wanted)) == _essence(expected)
    database.close()
    assert {row["kiosk"] for row in expected.values()} == {"kiosk-1", None}
    assert {row["is_back_dated"] for row in expected.values()} == {True, False}


def _essence(rows: dict[TicketId, Row]) -> dict[TicketId, tuple[object, ...]]:
    return {
        ticket: (row["kiosk"], row["is_back_dated"], row["first_seq"], row["last_seq"])
        for ticket, row in rows.items()
    }


def test_an_empty_ledger_of_the_version_before_is_brought_up(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(config_on(connection), BEFORE)
    engine.dispose()

    database = Database(url)
    database.open()
    with database.reading() as connection:
        assert {"times_mark", "day_sheet", "span_sheet"} <= set(inspect(connection).get_table_names())
    database.close()
