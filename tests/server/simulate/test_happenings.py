"""Everything a report must survive occurs in a week of a busy ward, and nothing that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from contract import events as e
from contract.ids import CounterId, TicketId
from contract.words import CallWay, SlipFate
from tests.server.simulate.made_ledger import HOUR_US, SECOND_US, MadeLedger

KINDS = (
    "ticket/reserved", "ticket/confirmed", "ticket/voided", "ticket/called", "ticket/recalled",
    "ticket/service-started", "ticket/finished", "ticket/no-show", "ticket/returned", "ticket/held",
    "ticket/resumed", "ticket/transferred", "ticket/redirected", "ticket/cancelled", "ticket/unserved",
    "ticket/handed-in", "ticket/claimed", "ticket/claim-undone", "ticket/merged", "ticket/not-placed",
    "ticket/served-by-hand", "ticket/reprinted", "counter/opened", "counter/paused", "counter/resumed",
    "counter/closed", "counter/action-undone", "hall/guide-called", "hall/guide-call-answered",
    "center/clock-stepped", "center/clock-confirmed", "center/hub-started", "day/opened", "day/closed",
    "lease/granted", "lease/reclaimed",
)  # fmt: skip

EXPECTED_REFUSALS = {"too-late", "before-hours", "after-last-ticket", "closed-today", "moved-on"}

HAPPENINGS: dict[str, Callable[[MadeLedger], object]] = {
    "a priority class": lambda made: any(row.priority for row in made.tickets),
    "a number by hand": lambda made: any(row.fate == SlipFate.BY_HAND for row in made.tickets),
    "a number from the screen": lambda made: any(row.fate == SlipFate.ON_SCREEN for row in made.tickets),
    "a slip nobody knows of": lambda made: any(row.fate == SlipFate.UNCONFIRMED for row in made.tickets),
    "a chosen call": lambda made: any(event.way is CallWay.CHOSEN for event in of(made, e.TicketCalled)),
    "a late return": lambda made: any(row.absent_us for row in made.tickets),
    "a hold never settled": lambda made: any(event.was == "on-hold" for event in of(made, e.TicketUnserved)),
    "an end inferred": lambda made: any(row.is_end_inferred for row in made.tickets),
    "a forgotten end": lambda made: any(one > HOUR_US for one in made.lasting("service")),
    "a service too short": lambda made: any(one < 10 * SECOND_US for one in made.lasting("service")),
    "an estimated time": lambda made: any(row.is_estimated for row in made.tickets),
    "a reboot": lambda made: len({event.boot_id for event in made.events}) > 1,
    "an officer relieved": lambda made: relieved(made),
}  # fmt: skip


def of(made: MadeLedger, kind: type[Any]) -> list[Any]:
    return [event for event in made.events if isinstance(event, kind)]


def relieved(made: MadeLedger) -> bool:
    """Whether some counter had two officers on one day."""
    seats = {(event.day, event.counter, event.seated) for event in of(made, e.CounterOpened)}
    return len(seats) > len({(day, counter) for day, counter, _ in seats})


@pytest.mark.parametrize("kind", KINDS)
def test_a_week_holds_every_kind_of_event(week: MadeLedger, kind: str) -> None:
    assert week.kinds[kind] > 0


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_a_week_holds_every_kind_of_happening(week: MadeLedger, happening: str) -> None:
    assert HAPPENINGS[happening](week)


def test_the_hub_refuses_only_what_people_may_try_too_late_or_out_of_hours(week: MadeLedger) -> None:
    assert set(week.made.refused) <= EXPECTED_REFUSALS
    assert sum(week.made.refused.values()) < week.made.tickets / 50


def test_nobody_is_called_twice_at_once_and_no_counter_calls_two(week: MadeLedger) -> None:
    called: dict[TicketId, CounterId] = {}
    for event in week.events:
        if isinstance(event, e.TicketCalled):
            assert event.ticket not in called, event
            assert event.counter not in called.values(), event
            called[event.ticket] = event.counter
        elif isinstance(event, ENDS_A_CALL):
            called.pop(event.ticket, None)
        elif isinstance(event, e.ActionUndone):
            for ticket in event.tickets:
                called.pop(ticket, None)


ENDS_A_CALL = (
    e.ServiceStarted,
    e.TicketNoShow,
    e.TicketHeld,
    e.TicketReturned,
    e.TicketRedirected,
    e.TicketCancelled,
    e.TicketUnserved,
)


def test_numbers_of_a_day_are_unique_and_arrivals_go_forward(week: MadeLedger) -> None:
    assert len({(row.day, row.number) for row in week.tickets}) == len(week.tickets)
    assert len({row.token_hash for row in week.tickets if row.token_hash}) == len(
        [row for row in week.tickets if row.token_hash]
    )


def test_people_are_served_when_the_center_is_open_and_soon_after(week: MadeLedger) -> None:
    local_hours = {(event.at.hour + 7) % 24 for event in of(week, e.ServiceStarted)}

    assert local_hours <= {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}


def test_on_saturday_only_the_police_desk_works(week: MadeLedger) -> None:
    saturday = [row for row in week.tickets if row.day.isoformat() == "2026-11-07"]

    assert {row.first_service for row in saturday} == {"cu-tru-can-cuoc"}


def test_each_day_opens_once_and_closes_once(week: MadeLedger) -> None:
    days = [event for event in week.events if isinstance(event, e.DayOpened | e.DayClosed)]

    assert [event.day.isoformat() for event in of(week, e.DayOpened)] == [
        f"2026-11-{day:02d}" for day in (2, 3, 4, 5, 6, 7)
    ]
    assert all(type(first) is not type(second) for first, second in pairwise(days))
