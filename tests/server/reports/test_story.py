"""One ticket's own story, read from the ledger: on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as listening

from contract import commands as c
from contract.events import ClockStepped
from contract.ids import TicketId, new_ticket_id
from contract.words import HandInEnd, PeriodKind, TimesWrong, VoidReason
from server.reports.story import Story, Told, story_of, tickets_of
from server.reports.units import Ending, Flag
from tests.support.handed import MONDAY, hand_in, told
from tests.support.hub import ANH, BINH, CHI, KIOSK, MANAGER, SmallHub, small_hub
from tests.support.told_visits import long_visit, merged_visit

TWO_DAYS_S = 48 * 3600
SECOND_US = 1_000_000


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    """At 08:00 of an open Monday."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        yield hub


def read(hub: SmallHub, ticket: str) -> Story:
    with hub.database.reading() as connection:
        story = story_of(connection, TicketId(ticket), hub.writer.now().utc_us)
    assert story is not None
    return story


def kinds(story: Story) -> list[str]:
    """Kinds of events in order; in brackets what was taken back."""
    return [_kind(item) for item in story.told]


def _kind(item: Told) -> str:
    kind = item.event.kind()
    return f"({kind})" if item.taken_back_by is not None else kind


def flags(story: Story) -> tuple[Flag, ...]:
    assert story.visit is not None
    return story.visit.flags


def test_a_long_story_is_told_in_order_with_what_was_taken_back(hub: SmallHub) -> None:
    story = read(hub, long_visit(hub, ANH, CHI))

    assert kinds(story) == [
        "ticket/reserved",
        "ticket/confirmed",
        "ticket/called",
        "(ticket/no-show)",
        "counter/action-undone",
        "ticket/no-show",
        "ticket/returned",
        "ticket/called",
        "ticket/recalled",
        "ticket/service-started",
        "ticket/held",
        "ticket/resumed",
        "ticket/transferred",
        "ticket/called",
        "ticket/service-started",
        "ticket/finished",
    ]
    assert [item.event.seq for item in story.told] == sorted(item.event.seq for item in story.told)
    assert story.told[3].taken_back_by == story.told[4].event.seq
    assert (story.number, story.day, story.officers) == ("A001", MONDAY, {"anh", "chi"})


def test_its_periods_add_up_to_the_visit(hub: SmallHub) -> None:
    visit = read(hub, long_visit(hub, ANH, CHI)).visit
    assert visit is not None

    spent = {kind: sum(part.us for part in visit.stretches if part.kind is kind) for kind in PeriodKind}
    assert {kind: us / SECOND_US for kind, us in spent.items()} == {
        PeriodKind.WAITING: 450,
        PeriodKind.WALKING: 75,
        PeriodKind.SERVICE: 780.25,
        PeriodKind.HOLD: 120.5,
        PeriodKind.ABSENT: 240,
    }
    first, last = visit.stretches[0], visit.stretches[-1]
    assert sum(spent.values()) == last.end_us - first.start_us
    assert not visit.is_running
    assert visit.fact.ending is Ending.SERVED


def test_what_still_runs_is_counted_up_to_now(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.clock.pass_time(90)
    hub.serve(ticket)
    hub.clock.pass_time(60)
    visit = read(hub, ticket).visit

    assert visit is not None
    assert visit.is_running
    assert [(part.kind, part.us // SECOND_US) for part in visit.stretches] == [
        (PeriodKind.WAITING, 90),
        (PeriodKind.WALKING, 0),
        (PeriodKind.SERVICE, 60),
    ]
    assert visit.fact.ending is Ending.OPEN


def test_finish_and_call_undone_together_stand_in_both_stories(hub: SmallHub) -> None:
    hub.sit()
    first, second, third = hub.take(), hub.take(), hub.take()
    hub.serve(first)
    hub.do(c.CallNext, ANH, counter="1", finishing=hub.seen(first))
    hub.do(c.Undo, ANH, counter="1")

    assert kinds(read(hub, first))[-2:] == ["(ticket/finished)", "counter/action-undone"]
    assert kinds(read(hub, second))[-2:] == ["(ticket/called)", "counter/action-undone"]
    assert kinds(read(hub, third)) == ["ticket/reserved", "ticket/confirmed"]


def test_a_claim_that_was_undone_is_taken_back_and_the_next_one_stands(hub: SmallHub) -> None:
    story = read(hub, merged_visit(hub, BINH))

    assert kinds(story) == [
        "(ticket/claimed)",
        "ticket/claim-undone",
        "ticket/claimed",
        "ticket/finished",
        "ticket/merged",
    ]
    assert {Flag.OFFLINE, Flag.BACK_DATED, Flag.ESTIMATED} <= set(flags(story))


def test_a_step_of_the_clock_meanwhile_is_told_and_one_before_or_after_is_not(hub: SmallHub) -> None:
    def step() -> None:
        hub.clock.pass_time(30)
        hub.clock.step_wall(90)
        hub.tick()

    hub.sit()
    step()
    ticket = hub.take()
    step()
    assert kinds(read(hub, ticket))[-1] == "center/clock-stepped"
    hub.serve(ticket)
    hub.at_counter(c.Finish, ticket)
    step()
    story = read(hub, ticket)

    assert [item.event.kind() for item in story.told if isinstance(item.event, ClockStepped)] == [
        "center/clock-stepped"
    ]
    assert Flag.STEPPED in flags(story)


def test_a_no_show_of_an_earlier_day_has_nothing_beside_it_from_later_ones(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.call()
    hub.at_counter(c.NoShow, ticket)
    before = kinds(read(hub, ticket))
    hub.clock.step_wall(90)
    hub.tick()

    assert kinds(read(hub, ticket)) == before


def test_a_mark_is_in_the_story_until_it_is_taken_back_and_its_events_stay(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.serve(ticket)
    hub.at_counter(c.Finish, ticket)
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    hub.do(c.MarkTimes, ANH, ticket=ticket, reason=TimesWrong.PRESSED_LATE)
    story = read(hub, ticket)
    assert story.mark is TimesWrong.PRESSED_LATE
    assert Flag.INACCURATE in flags(story)

    hub.do(c.MarkTimes, MANAGER, ticket=ticket, reason=None)
    story = read(hub, ticket)
    assert story.mark is None
    assert Flag.INACCURATE not in flags(story)
    assert kinds(story)[-2:] == ["ticket/times-marked"] * 2


def test_a_number_nobody_ever_had_has_a_story_without_time(hub: SmallHub) -> None:
    ticket = hub.reserve().ticket
    hub.do(c.VoidTicket, KIOSK, ticket=ticket, reason=VoidReason.NOT_PRINTED)
    story = read(hub, ticket)

    assert kinds(story) == ["ticket/reserved", "ticket/voided"]
    assert story.visit is not None
    assert story.visit.stretches == ()
    assert story.visit.fact.ending is Ending.NO_SLIP


def test_tickets_are_found_by_day_and_number_several_days_back(hub: SmallHub) -> None:
    first, late = hub.take(), told(hub, "A999")
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    second = hub.take()
    assert hand_in(hub, late) == [HandInEnd.NOT_PLACED]
    with hub.database.reading() as connection:

        def found(day: date, number: str) -> list[str]:
            return list(tickets_of(connection, day, number))

        wednesday = date(2026, 11, 25)
        assert found(MONDAY, "A001") == [first]
        assert found(wednesday, "A001") == [second]
        assert found(MONDAY, "A999") == [late.ticket]
        assert found(wednesday, "A999") == []


def test_a_slip_that_found_no_line_has_a_story_and_no_visit(hub: SmallHub) -> None:
    late = told(hub, "A999")
    hub.close_day()
    hub.clock.pass_time(TWO_DAYS_S)
    hub.open_day()
    hand_in(hub, late)
    story = read(hub, late.ticket)

    assert (story.number, story.day, story.visit, story.officers) == ("A999", MONDAY, None, frozenset())
    assert kinds(story) == ["ticket/not-placed"]


def test_an_unknown_ticket_has_none(hub: SmallHub) -> None:
    with hub.database.reading() as connection:
        assert story_of(connection, new_ticket_id(), 0) is None


def test_every_look_up_goes_by_an_index(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        hub.open_day()
        ticket = long_visit(hub, ANH, CHI)
        asked: list[tuple[str, Any]] = []
        with hub.database.reading() as connection:

            def note(_connection: object, _cursor: object, sql: str, parameters: Any, *_: object) -> None:
                asked.append((sql, parameters))

            listening.listen(connection, "before_cursor_execute", note)
            story_of(connection, ticket, hub.writer.now().utc_us)
            tickets_of(connection, MONDAY, "A001")
            listening.remove(connection, "before_cursor_execute", note)
            plans = [
                row[3]
                for sql, parameters in asked
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
            ]

    assert len(asked) > 5
    assert [plan for plan in plans if plan.startswith("SCAN") and "CONSTANT" not in plan] == []
