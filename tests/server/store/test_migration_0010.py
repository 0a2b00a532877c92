"""Rows of a time that seems to end before it began say that it is estimated, as the rule has been since."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, select, update

from contract import commands as c
from server.store import tables
from server.store.database import Database
from tests.server.store.older_tables import go_back
from tests.support.hub import small_hub


def test_only_what_ended_before_it_began_becomes_estimated(tmp_path: Path, url: str) -> None:
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        hub.sit()
        tickets = [hub.take() for _ in range(2)]
        for ticket in tickets:
            hub.serve(ticket)
            hub.clock.pass_time(60)
            hub.at_counter(c.Finish, ticket)
    bent, right = tickets
    period = tables.period.c
    engine = create_engine(url)
    with engine.begin() as connection:
        backwards = {"end_us": period.start_us - 1, "duration_us": 0}
        connection.execute(update(tables.period).where(period.ticket == bent).values(backwards))
        go_back(connection, "0009")
    engine.dispose()

    database = Database(url)
    database.open()
    with database.reading() as connection:
        tickets_now = {row.id: row.is_estimated for row in connection.execute(select(tables.ticket))}
        periods_now = {(row.ticket, row.is_estimated) for row in connection.execute(select(tables.period))}
    database.close()

    assert tickets_now == {bent: True, right: False}
    assert periods_now == {(bent, True), (right, False)}
