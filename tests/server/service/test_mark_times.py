"""Whoever was there may say that a ticket's times are not what happened; it changes no time."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from contract import commands as c
from contract.answers import Noted
from contract.events import DayOpened, TimesMarked
from contract.ids import TicketId, new_command_id, new_ticket_id
from contract.words import Outcome, TimesWrong
from server.service.asker import Asker
from server.store import tables
from server.store.ledger import decode
from tests.support.hub import (
    ADMINISTRATOR,
    ANH,
    BINH,
    CHI,
    GUIDE,
    KIOSK,
    MANAGER,
    MONDAY_8,
    PANEL,
    SAMPLE,
    SmallHub,
    small_hub,
)

W = TimesWrong
TWO_DAYS_S = 48 * 3600


@pytest.fixture
def desk(hub: SmallHub) -> SmallHub:
    """Counter 1 is open."""
    hub.sit()
    return hub


def served(hub: SmallHub, asker: Asker = ANH, counter: str = "1", service: str = "ho-tich") -> TicketId:
    ticket = hub.take(service)
    hub.serve(ticket, counter, asker)
    hub.clock.pass_time(60)
    hub.at_counter(c.Finish, ticket, counter, asker)
    return ticket


def mark(hub: SmallHub, asker: Asker, ticket: TicketId, reason: TimesWrong | None = W.FORGOTTEN) -> Noted:
    noted: Noted = hub.do(c.MarkTimes, asker, ticket=ticket, reason=reason)
    return noted


def marks(hub: SmallHub) -> dict[str, tuple[date, str, str | None]]:
    with hub.database.reading() as connection:
        rows = connection.execute(select(tables.times_mark))
        return {row.ticket: (row.day, row.reason, row.officer) for row in rows}


def test_the_officer_marks_what_they_served_and_no_time_changes(desk: SmallHub) -> None:
    ticket = served(desk)
    before = desk.ticket(ticket)

    assert mark(desk, ANH, ticket) == Noted()

    assert marks(desk) == {ticket: (date(2026, 11, 23), "forgotten", "anh")}
    assert desk.ticket(ticket) == before
    marked = desk.commits[-1].recorded[-1].event
    assert isinstance(marked, TimesMarked)
    assert (marked.number, marked.of_day, marked.officer) == (before.number, before.day, "anh")


def test_an_officer_marks_nobody_elses(desk: SmallHub) -> None:
    ticket, waiting = served(desk), desk.take()
    desk.sit("2", BINH)

    assert desk.refused(c.MarkTimes, BINH, ticket=ticket, reason=W.DEVICE) == "not-yours"
    assert desk.refused(c.MarkTimes, BINH, ticket=waiting, reason=W.DEVICE) == "not-yours"
    assert marks(desk) == {}


def test_each_officer_of_a_transferred_ticket_may_say_it(desk: SmallHub) -> None:
    desk.sit("2", BINH)
    ticket = desk.take("ho-tich")
    desk.serve(ticket)
    desk.at_counter(c.Transfer, ticket, to_service="dat-dai-xay-dung")
    mark(desk, ANH, ticket)
    assert desk.refused(c.MarkTimes, BINH, ticket=ticket, reason=W.DEVICE) == "not-yours"
    desk.sit("3", CHI)
    desk.serve(ticket, "3", CHI)
    desk.at_counter(c.Finish, ticket, "3", CHI)
    mark(desk, CHI, ticket, W.PRESSED_LATE)
    desk.close_day()
    desk.clock.pass_time(TWO_DAYS_S)
    desk.open_day()

    for asker in (ANH, CHI):
        mark(desk, asker, ticket, W.WRONG_NUMBER)
    assert desk.refused(c.MarkTimes, BINH, ticket=ticket, reason=W.DEVICE) == "not-yours"


def test_a_manager_marks_any(desk: SmallHub) -> None:
    for ticket in (served(desk), desk.take()):
        mark(desk, MANAGER, ticket, W.DEVICE)
    assert {reason for _, reason, _ in marks(desk).values()} == {"device"}


@pytest.mark.parametrize("asker", [KIOSK, PANEL, GUIDE, ADMINISTRATOR], ids=lambda asker: asker.name)
def test_nobody_else_may(desk: SmallHub, asker: Asker) -> None:
    ticket = served(desk)
    assert desk.refused(c.MarkTimes, asker, ticket=ticket, reason=W.DEVICE) == "not-allowed"


def test_a_mark_is_replaced_by_the_next_and_taken_back(desk: SmallHub) -> None:
    ticket = served(desk)
    for reason in TimesWrong:
        mark(desk, ANH, ticket, reason)
        assert [known[1] for known in marks(desk).values()] == [reason.value]
    mark(desk, MANAGER, ticket, None)

    assert marks(desk) == {}


def test_an_unknown_ticket_is_refused(desk: SmallHub) -> None:
    assert desk.refused(c.MarkTimes, MANAGER, ticket=new_ticket_id(), reason=W.DEVICE) == "unknown-ticket"


def test_said_twice_by_one_command_it_is_said_once(desk: SmallHub) -> None:
    ticket = served(desk)
    command = desk.make(c.MarkTimes, command_id=new_command_id(), ticket=ticket, reason=W.DEVICE)
    first, seq = desk.ask(command, ANH), desk.seq
    mark(desk, ANH, ticket, None)

    assert desk.ask(command, ANH) == first
    assert first.outcome is Outcome.DONE
    assert desk.seq == seq + 1
    assert marks(desk) == {}


def test_days_that_are_over_can_be_marked_with_no_day_open_too(desk: SmallHub) -> None:
    ticket, day = served(desk), date(2026, 11, 23)
    desk.close_day()
    mark(desk, ANH, ticket)
    desk.clock.pass_time(TWO_DAYS_S)
    desk.open_day()
    mark(desk, ANH, ticket, W.PRESSED_EARLY)
    desk.close_day()
    desk.restart()
    mark(desk, MANAGER, ticket, W.DEVICE)

    assert marks(desk) == {ticket: (day, "device", "man")}


# --- the day says when it was to be open --------------------------------------------------------------


def hours_said(hub: SmallHub) -> list[tuple[tuple[str, str], ...] | None]:
    query = select(tables.event.c.kind, tables.event.c.payload).where(tables.event.c.kind == "day/opened")
    with hub.database.reading() as connection:
        events = [decode(row.kind, bytes(row.payload)) for row in connection.execute(query)]
    return [event.hours for event in events if isinstance(event, DayOpened)]


def test_a_working_day_has_its_hours(hub: SmallHub) -> None:
    assert hours_said(hub) == [(("07:00", "11:30"), ("13:00", "16:30"))]


@pytest.mark.parametrize(
    ("at", "hours"),
    [
        (datetime.fromisoformat("2026-11-28T01:00Z"), (("07:00", "11:30"),)),
        (datetime.fromisoformat("2026-11-29T01:00Z"), ()),
        (datetime.fromisoformat("2031-11-24T01:00Z"), None),
    ],
    ids=["a Saturday on which one service is open", "a Sunday", "a year without holidays"],
)
def test_a_day_opened_by_hand_has_the_hours_it_has(
    closed_hub: SmallHub, at: datetime, hours: tuple[tuple[str, str], ...] | None
) -> None:
    closed_hub.clock.pass_time((at - MONDAY_8).total_seconds())
    closed_hub.open_day()

    assert hours_said(closed_hub) == [hours]


def test_the_hours_are_those_of_the_center_and_all_its_services_together(tmp_path: Path) -> None:
    center, line, services = SAMPLE.partition("[services.hours.week]\n")
    longer = services.replace(
        '["07:00-11:30", "13:00-16:30"]', '["06:30-09:00", "11:00-12:00", "15:00-17:30"]'
    )
    with small_hub(tmp_path, text=center + line + longer) as hub:
        hub.open_day()

        assert hours_said(hub) == [(("06:30", "12:00"), ("13:00", "17:30"))]


def test_a_day_opened_again_says_its_hours_again(hub: SmallHub) -> None:
    hub.close_day()
    hub.open_day()

    assert len(set(hours_said(hub))) == 1
    assert len(hours_said(hub)) == 2
