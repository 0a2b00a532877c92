"""One turn of the clockwork may close yesterday and open today."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from contract.words import TicketState
from server.store import tables
from tests.support.hub import MONDAY_8, SmallHub


def test_a_hub_that_slept_over_night_closes_yesterday_and_opens_today_in_one_turn(hub: SmallHub) -> None:
    waiting = hub.take()
    hub.reboot("boot-2", MONDAY_8 + timedelta(days=2))

    hub.tick()

    with hub.writer.reading() as hall:
        assert hall.day == date(2026, 11, 25)
        assert waiting not in hall.tickets
    assert hub.reserve().number == "A001"
    with hub.database.reading() as connection:
        query = select(tables.ticket.c.state).where(tables.ticket.c.id == waiting)
        state = connection.execute(query).scalar_one()
    assert state == TicketState.UNSERVED
