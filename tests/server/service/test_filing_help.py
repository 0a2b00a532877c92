"""An officer who helps with filing online says what was missing: of who was helped, until the day closes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from contract import commands as c
from contract.events import FilingNoted
from contract.ids import ReasonId, TicketId
from server.domain.filing import FilingNote
from server.store import tables
from server.store.ledger import decode
from tests.support.hub import ANH, BINH, GUIDE, MANAGER, PANEL, SmallHub

ONLINE = "huong-dan"
LEVEL_2, BANK, PHONE = ReasonId("dinh-danh-muc-2"), ReasonId("tai-khoan-ngan-hang"), ReasonId("dien-thoai")


@pytest.fixture
def desk(hub: SmallHub) -> SmallHub:
    """Counter 2 is open; it helps with filing online and certifies."""
    hub.sit("2")
    return hub


def helped(hub: SmallHub, service: str = ONLINE) -> TicketId:
    ticket = hub.take(service)
    hub.serve(ticket, "2")
    return ticket


def note(hub: SmallHub, ticket: TicketId) -> FilingNote | None:
    with hub.writer.reading() as hall:
        return hall.filing.get(ticket)


def told(hub: SmallHub) -> list[FilingNoted]:
    with hub.database.reading() as connection:
        rows = connection.execute(
            select(tables.event).where(tables.event.c.kind == FilingNoted.kind()).order_by(tables.event.c.seq)
        )
        events = [decode(row.kind, bytes(row.payload)) for row in rows]
    return [event for event in events if isinstance(event, FilingNoted)]


def test_what_was_missing_is_kept_in_the_order_of_the_keys(desk: SmallHub) -> None:
    ticket = helped(desk)
    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(PHONE, LEVEL_2), filed=False)

    assert note(desk, ticket) == FilingNote(service=ONLINE, missing=(LEVEL_2, PHONE), filed=False)  # type: ignore[arg-type] # an id written by hand
    (event,) = told(desk)
    assert (event.officer, event.service, event.missing) == ("anh", ONLINE, (LEVEL_2, PHONE))


def test_nothing_said_and_nothing_missing_are_not_the_same(desk: SmallHub) -> None:
    ticket = helped(desk)
    desk.do(c.NoteFiling, ANH, ticket=ticket)
    assert note(desk, ticket) is None
    assert told(desk) == []

    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=())
    assert note(desk, ticket) == FilingNote(service=ONLINE, missing=(), filed=None)  # type: ignore[arg-type] # the same


def test_it_is_corrected_after_the_visit_and_taken_back(desk: SmallHub) -> None:
    ticket = helped(desk)
    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(BANK,))
    desk.at_counter(c.Finish, ticket, "2")
    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(BANK,), filed=True)
    desk.do(c.NoteFiling, ANH, ticket=ticket)

    assert [(event.missing, event.filed) for event in told(desk)] == [
        ((BANK,), None),
        ((BANK,), True),
        (None, None),
    ]


def test_the_same_word_twice_is_one_event(desk: SmallHub) -> None:
    ticket = helped(desk)
    for _ in range(2):
        desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(BANK, PHONE))

    assert len(told(desk)) == 1


def test_who_was_helped_and_then_sent_on_is_still_theirs(desk: SmallHub) -> None:
    ticket = helped(desk)
    desk.at_counter(c.Transfer, ticket, "2", to_service="chung-thuc")
    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(PHONE,))

    assert told(desk)[0].service == ONLINE


def test_only_who_helped_and_managers_say_it(desk: SmallHub) -> None:
    ticket = helped(desk)

    assert desk.refused(c.NoteFiling, BINH, ticket=ticket, filed=True) == "not-yours"
    assert desk.refused(c.NoteFiling, GUIDE, ticket=ticket, filed=True) == "not-allowed"
    assert desk.refused(c.NoteFiling, PANEL, ticket=ticket, filed=True) == "not-allowed"
    desk.do(c.NoteFiling, MANAGER, ticket=ticket, filed=True)
    assert told(desk)[0].officer == "man"


def test_nobody_says_it_of_other_visits(desk: SmallHub) -> None:
    certified = helped(desk, "chung-thuc")
    waiting = desk.take(ONLINE)

    assert desk.refused(c.NoteFiling, ANH, ticket=certified, filed=True) == "not-filing-help"
    assert desk.refused(c.NoteFiling, ANH, ticket=waiting, filed=True) == "not-filing-help"


def test_a_thing_that_is_not_configured_is_refused(desk: SmallHub) -> None:
    ticket = helped(desk)

    assert (
        desk.refused(c.NoteFiling, ANH, ticket=ticket, missing=(BANK, ReasonId("may-in"))) == "unknown-thing"
    )


def test_after_the_day_nothing_is_corrected(desk: SmallHub) -> None:
    ticket = helped(desk)
    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(BANK,))
    desk.close_day()

    assert desk.refused(c.NoteFiling, ANH, ticket=ticket, missing=()) == "no-day"


def test_it_is_known_again_after_a_restart(desk: SmallHub) -> None:
    ticket = helped(desk)
    desk.do(c.NoteFiling, ANH, ticket=ticket, missing=(BANK,), filed=False)
    desk.restart()

    assert note(desk, ticket) == FilingNote(service=ONLINE, missing=(BANK,), filed=False)  # type: ignore[arg-type] # the same
