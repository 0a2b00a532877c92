"""Help with filing online, counted: by hand, and again from the events alone with nothing of ours."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from contract import commands as c
from contract.ids import ReasonId, ServiceId, TicketId
from server.reports.filing_figures import FilingFigures, filing_by_day, summed
from server.store import tables
from tests.support.hub import ANH, MANAGER, SmallHub, small_hub

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
ONLINE, OTHER = "huong-dan", "chung-thuc"
MARKED = frozenset({ServiceId(ONLINE)})
LEVEL_2, BANK, PHONE = ReasonId("dinh-danh-muc-2"), ReasonId("tai-khoan-ngan-hang"), ReasonId("dien-thoai")
A_DAY_S = 24 * 3600


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        hub.sit("2")
        yield hub
        assert hub.findings().wrong == []


def by_day(hub: SmallHub, marked: frozenset[ServiceId] = MARKED) -> dict[date, FilingFigures]:
    with hub.database.reading() as connection:
        return filing_by_day(connection, MONDAY, FRIDAY, marked)


def total(hub: SmallHub) -> FilingFigures:
    return summed(by_day(hub).values())


def helped(hub: SmallHub, service: str = ONLINE) -> TicketId:
    ticket = hub.take(service)
    hub.serve(ticket, "2")
    hub.clock.pass_time(60)
    return ticket


def done(hub: SmallHub, **said: Any) -> None:
    ticket = helped(hub)
    if said:
        hub.do(c.NoteFiling, ANH, ticket=ticket, **said)
    hub.at_counter(c.Finish, ticket, "2")


def test_every_count_has_its_own_denominator(hub: SmallHub) -> None:
    done(hub, missing=(LEVEL_2, BANK), filed=False)
    done(hub, missing=(LEVEL_2,))
    done(hub, missing=(), filed=True)
    done(hub, filed=True)
    done(hub)

    assert total(hub) == FilingFigures(
        visits=5, said=3, nothing=1, missing={LEVEL_2: 2, BANK: 1}, said_filed=3, filed=2
    )
    assert total(hub).unsaid == 2


def test_the_last_word_counts_and_what_was_taken_back_is_not_said(hub: SmallHub) -> None:
    ticket = helped(hub)
    for missing in ((LEVEL_2,), (), None):
        hub.do(c.NoteFiling, ANH, ticket=ticket, missing=missing)

    assert total(hub) == FilingFigures(visits=1)


def test_a_visit_counts_once_and_only_when_it_was_helped(hub: SmallHub) -> None:
    helped(hub, OTHER)
    hub.at_counter(c.Finish, by_number(hub, "C001"), "2")
    hub.take(ONLINE)
    assert total(hub) == FilingFigures()

    parked = by_number(hub, "S001")
    hub.serve(parked, "2")
    hub.at_counter(c.Hold, parked, "2", reason="cho-photo")
    hub.at_counter(c.Resume, parked, "2")
    assert total(hub) == FilingFigures(visits=1)
    hub.at_counter(c.Transfer, parked, "2", to_service=OTHER)
    assert total(hub) == FilingFigures(visits=1)


def test_what_was_noted_of_a_visit_nobody_served_after_all_counts_nowhere(hub: SmallHub) -> None:
    ticket = helped(hub)
    hub.do(c.NoteFiling, ANH, ticket=ticket, missing=(PHONE,), filed=True)
    assert total(hub) == FilingFigures(visits=1, said=1, missing={PHONE: 1}, said_filed=1, filed=1)

    hub.do(c.Undo, ANH, counter="2")
    hub.at_counter(c.NoShow, ticket, "2")

    assert total(hub) == FilingFigures()


def test_served_by_hand_is_helped_and_not_said(hub: SmallHub) -> None:
    waiting = hub.take(ONLINE)
    hub.do(c.ServeByHand, MANAGER, tickets=(hub.seen(waiting),))

    assert total(hub) == FilingFigures(visits=1)


def test_a_service_that_is_no_longer_marked_counts_where_something_was_said(hub: SmallHub) -> None:
    done(hub, missing=(PHONE,))
    done(hub)

    assert by_day(hub, frozenset()) == {MONDAY: FilingFigures(visits=2, said=1, missing={PHONE: 1})}


def test_the_events_alone_say_the_same(hub: SmallHub) -> None:
    chance = random.Random(7)
    for days_later in (2, 1, 1):  # Tuesday 24 November is a holiday
        for _ in range(16):
            a_visit(hub, chance)
        hub.close_day()
        hub.clock.pass_time(days_later * A_DAY_S)
        hub.open_day()
        hub.sit("2")
    a_visit(hub, chance)

    assert by_day(hub) == recounted(hub)
    assert len(by_day(hub)) >= 3
    assert total(hub).said > 10


# --- chance, and counting with nothing of ours --------------------------------------------------------


def a_visit(hub: SmallHub, chance: random.Random) -> None:
    ticket = helped(hub, chance.choice((ONLINE, ONLINE, OTHER)))
    if chance.random() < 0.2:
        if hub.ticket(ticket).service == ONLINE:
            hub.do(c.NoteFiling, ANH, ticket=ticket, missing=(BANK,))
        hub.do(c.Undo, ANH, counter="2")
        hub.at_counter(c.NoShow, ticket, "2")
        return
    if chance.random() < 0.3:
        hub.at_counter(c.Hold, ticket, "2", reason="cho-photo")
        hub.at_counter(c.Resume, ticket, "2")
    is_helped = hub.ticket(ticket).service == ONLINE
    for _ in range(chance.randrange(4) if is_helped else 0):
        missing = chance.choice((None, (), (LEVEL_2,), (BANK, PHONE)))
        hub.do(c.NoteFiling, ANH, ticket=ticket, missing=missing, filed=chance.choice((None, True, False)))
    if is_helped and chance.random() < 0.3:
        hub.at_counter(c.Transfer, ticket, "2", to_service=OTHER)
        hub.serve(ticket, "2")
    hub.at_counter(c.Finish, ticket, "2")


def by_number(hub: SmallHub, number: str) -> TicketId:
    with hub.writer.reading() as hall:
        return hall.by_number[number]  # type: ignore[index] # written by hand


def recounted(hub: SmallHub) -> dict[date, FilingFigures]:
    with hub.database.reading() as connection:
        rows = connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()
    events = [(row.kind, json.loads(bytes(row.payload))) for row in rows]
    undone = {event["undone"] for kind, event in events if kind == "counter/action-undone"}
    service: dict[str, str] = {}
    days: dict[str, set[str]] = {}
    said: dict[str, dict[str, Any]] = {}
    for kind, event in events:
        if event.get("command_id") in undone:
            continue
        if kind == "ticket/reserved":
            service[event["ticket"]] = event["service"]
        elif kind == "ticket/transferred":
            service[event["ticket"]] = event["to_service"]
        elif kind == "ticket/service-started" and service[event["ticket"]] == ONLINE:
            days.setdefault(event["day"], set()).add(event["ticket"])
        elif kind == "ticket/filing-noted":
            said[event["ticket"]] = event
    return {date.fromisoformat(day): _counted(tickets, said) for day, tickets in sorted(days.items())}


def _counted(tickets: set[str], said: dict[str, dict[str, Any]]) -> FilingFigures:
    words = [said[ticket] for ticket in tickets if ticket in said]
    lists = [word["missing"] for word in words if word["missing"] is not None]
    answers = [word["filed"] for word in words if word["filed"] is not None]
    things = [thing for missing in lists for thing in missing]
    return FilingFigures(
        visits=len(tickets),
        said=len(lists),
        nothing=sum(missing == [] for missing in lists),
        missing={thing: things.count(thing) for thing in things},
        said_filed=len(answers),
        filed=sum(answers),
    )
